// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal;

import sun.misc.Signal;

/**
 * Ctrl+C and a polite request to end. The first one interrupts the verb, which takes back what it began; if that takes too long,
 * or at the second one, the process ends.
 */
final class Signals {

	private static final long PATIENCE_MILLIS = 15_000;

	private final Interruption interruption;
	private volatile int number;

	Signals(Interruption interruption) {
		this.interruption = interruption;
		handle("INT"); //$NON-NLS-1$
		handle("TERM"); //$NON-NLS-1$
	}

	/** The code of a verb, or 128 and the signal's number when the verb was interrupted by it. */
	int exitCode(int code) {
		return code == ExitCode.INTERRUPTED && number != 0 ? 128 + number : code;
	}

	private void handle(String name) {
		Signal.handle(new Signal(name), this::received);
	}

	private void received(Signal signal) {
		if (number != 0)
			Runtime.getRuntime().halt(128 + signal.getNumber());
		number = signal.getNumber();
		interruption.interrupt();
		Thread.ofPlatform().daemon().name("patience").start(() -> { //$NON-NLS-1$
			try {
				Thread.sleep(PATIENCE_MILLIS);
			} catch (InterruptedException e) {
				Thread.currentThread().interrupt();
			}
			Runtime.getRuntime().halt(128 + signal.getNumber());
		});
	}
}
