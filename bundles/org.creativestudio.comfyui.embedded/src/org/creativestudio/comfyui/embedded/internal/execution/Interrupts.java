// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded.internal.execution;

import java.time.Duration;

/** Whether the running prompt shall end, and waits that notice it. */
public final class Interrupts {

	private boolean requested;
	private boolean closed;

	/** Ends the running prompt at its next step; without a running one it is forgotten when the next starts. */
	public synchronized void request() {
		requested = true;
		notifyAll();
	}

	synchronized void reset() {
		requested = false;
	}

	/** The server ends: wakes every wait. */
	synchronized void close() {
		closed = true;
		requested = true;
		notifyAll();
	}

	synchronized void check() {
		if (requested || closed) {
			throw new Interrupted();
		}
	}

	/** Waits so long; throws when interrupted, or only when the server ends if {@code deaf}. */
	synchronized void pause(Duration duration, boolean deaf) {
		long end = System.nanoTime() + duration.toNanos();
		while (true) {
			if (closed || requested && !deaf) {
				throw new Interrupted();
			}
			long left = end - System.nanoTime();
			if (left <= 0) {
				return;
			}
			try {
				wait(left / 1_000_000, (int) (left % 1_000_000));
			} catch (InterruptedException e) {
				Thread.currentThread().interrupt();
				throw new Interrupted();
			}
		}
	}

	/** Unwinds the running node. */
	static final class Interrupted extends RuntimeException {
		private static final long serialVersionUID = 1L;
	}
}
