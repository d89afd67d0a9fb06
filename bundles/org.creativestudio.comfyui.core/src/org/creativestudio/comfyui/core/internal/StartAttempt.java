// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.lang.System.Logger.Level;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceException.Reason;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.ServerFacts;
import org.eclipse.osgi.util.NLS;

/**
 * A start from the first check to the answer of the server. What blocks runs on a thread of its own; how it ended is told on the
 * instance's writer, once. Cancelling the result cuts it short.
 */
final class StartAttempt {

	private static final System.Logger LOG = System.getLogger(StartAttempt.class.getName());

	/** What blocks. */
	@FunctionalInterface
	interface Work {
		/** @throws InstanceException that says why it is not started */
		ServerFacts run() throws InterruptedException;
	}

	private final Life life;
	private final CompletableFuture<InstanceSnapshot> result;
	private final boolean automatic;
	private final Work work;
	private final BiConsumer<StartAttempt, ServerFacts> started;
	private final BiConsumer<StartAttempt, InstanceException> failed;
	private final Thread thread;
	private volatile boolean broken;

	/** @param automatic whether nobody asked for it: it follows a crash */
	StartAttempt(Life life, CompletableFuture<InstanceSnapshot> result, boolean automatic, Work work,
			BiConsumer<StartAttempt, ServerFacts> started, BiConsumer<StartAttempt, InstanceException> failed) {
		this.life = life;
		this.result = result;
		this.automatic = automatic;
		this.work = work;
		this.started = started;
		this.failed = failed;
		thread = Thread.ofVirtual().name("start-" + life.id()).unstarted(this::run); //$NON-NLS-1$
	}

	/** For whoever waits for it; completed by those who are told of the end. */
	CompletableFuture<InstanceSnapshot> result() {
		return result;
	}

	boolean isAutomatic() {
		return automatic;
	}

	/** Whether it ended by a fault of this program, or with it, which says nothing of the server. */
	boolean isBroken() {
		return broken;
	}

	void begin() {
		result.whenComplete((value, failure) -> {
			if (failure instanceof CancellationException)
				interrupt();
		});
		thread.start();
	}

	/** It then ends as cancelled. */
	void interrupt() {
		thread.interrupt();
	}

	private void run() {
		try {
			ServerFacts server = work.run();
			life.writer.write(result, () -> started.accept(this, server));
		} catch (InterruptedException e) {
			fail(new InstanceException(Reason.CANCELLED, NLS.bind(Messages.managedInstance_startCancelled, name()), e));
		} catch (InstanceException e) {
			fail(e);
		} catch (RuntimeException | LinkageError e) {
			broken = true;
			if (!life.writer.isClosed()) // else the program ends, and what a start needs was closed before it
				LOG.log(Level.ERROR, "The start of " + name() + " failed unexpectedly", e); //$NON-NLS-1$ //$NON-NLS-2$
			fail(new InstanceException(Reason.FAILED, NLS.bind(Messages.managedInstance_couldNotStarted, name(), e), e));
		}
	}

	private void fail(InstanceException why) {
		life.writer.write(result, () -> failed.accept(this, why));
	}

	private String name() {
		return life.snapshot().name();
	}
}
