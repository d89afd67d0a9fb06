// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import org.creativestudio.comfyui.client.ComfyClient;
import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceException.Reason;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.PauseOptions;
import org.creativestudio.comfyui.core.health.Health;
import org.creativestudio.comfyui.core.health.HealthReport;
import org.creativestudio.comfyui.core.launching.LaunchedInstance;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

/** Keeps work away from one instance: pauses, resumes, and stops it when its work is done. */
final class Pauses {

	private static final System.Logger LOG = System.getLogger(Pauses.class.getName());

	private final Life life;
	private final Supplier<ComfyClient> client;
	/** From here on only touched by the writer. */
	private @Nullable Thread pausing;
	private boolean draining;

	Pauses(Life life, Supplier<ComfyClient> client) {
		this.life = life;
		this.client = client;
	}

	/** Takes no new work, waits until the server has nothing to do, then stops. Cancelling goes back to how it was. */
	CompletableFuture<InstanceSnapshot> stopWhenIdle(Supplier<CompletableFuture<InstanceSnapshot>> stop) {
		CompletableFuture<InstanceSnapshot> result = new CompletableFuture<>();
		life.writer.write(result, () -> {
			LaunchedInstance process = life.launched;
			boolean paused = life.snapshot().status() == InstanceStatus.PAUSED;
			if (process == null || !life.snapshot().status().isUp() || life.snapshot().suspended()) {
				stop.get().whenComplete((end, problem) -> Writer.settle(result, end, problem));
				return;
			}
			end();
			draining = true;
			life.change(InstanceStatus.PAUSED, Messages.pauses_stopsWhenItsWork, process);
			pause(result, work -> work.awaitIdle(left -> life.activity(NLS.bind(Messages.pauses_stopsWhenItsWork2, left))), () -> {
				draining = false;
				stop.get().whenComplete((end, problem) -> Writer.settle(result, end, problem));
			}, () -> {
				draining = false;
				if (life.launched == process && !paused)
					life.change(InstanceStatus.RUNNING, Activities.running(life.snapshot().configuration()), process);
			});
		});
		return result;
	}

	CompletableFuture<InstanceSnapshot> pause(PauseOptions options) {
		CompletableFuture<InstanceSnapshot> result = new CompletableFuture<>();
		life.writer.write(result, () -> {
			LaunchedInstance process = life.launched;
			if (process == null || !life.snapshot().status().isUp()) {
				result.completeExceptionally(life.failed(Messages.pauses_cannotPausedDoesNot));
				return;
			}
			if (life.snapshot().suspended()) {
				result.complete(life.snapshot());
				return;
			}
			if (!remember(new PauseMark(false), result))
				return;
			end();
			life.change(InstanceStatus.PAUSED, Messages.pauses_pausedTakesNoNew, process);
			pause(result, work -> work.run(options, process, left -> life.activity(NLS.bind(Messages.pauses_pausedTakesNoNew2, left))), () -> {
				CompletableFuture<InstanceSnapshot> marked = new CompletableFuture<>();
				boolean suspended = options.suspend() && remember(new PauseMark(true), marked);
				if (suspended)
					suspended();
				else if (options.suspend())
					process.resume(); // the next program would take it for one that answers
				life.activity(suspended ? Messages.pauses_pausedItsProcessSuspended
						: options.freeMemory() ? Messages.pauses_pausedTakesNoNew3 : Messages.pauses_pausedTakesNoNew);
				marked.complete(life.snapshot()); // unless it failed: who waits is told when all of it is done
				marked.whenComplete((paused, failure) -> Writer.settle(result, paused, failure));
			}, () -> LOG.log(Level.DEBUG, "the pause of {0} was cut short", life.id())); //$NON-NLS-1$
		});
		return result;
	}

	@FunctionalInterface
	private interface PauseWork {
		void run(Pausing work) throws InterruptedException;
	}

	/** On the writer: runs the blocking part of a pause beside it, then {@code done} or {@code broken} on the life.writer. */
	private void pause(CompletableFuture<InstanceSnapshot> result, PauseWork work, Runnable done, Runnable broken) {
		Thread thread = Thread.ofVirtual().name("pause-" + life.id()).unstarted(() -> { //$NON-NLS-1$
			Thread self = Thread.currentThread();
			try {
				work.run(new Pausing(life.snapshot().name(), client));
				life.writer.write(result, () -> {
					if (pausing == self) {
						pausing = null;
						done.run();
					}
				});
			} catch (InterruptedException e) {
				broken(self, broken, result, new InstanceException(Reason.CANCELLED, NLS.bind(Messages.pauses_cancelled, life.snapshot().name()), e));
			} catch (InstanceException e) {
				broken(self, broken, result, e);
			} catch (RuntimeException | LinkageError e) { // of a launcher that was contributed, say
				LOG.log(Level.ERROR, "The pause of " + life.id() + " failed unexpectedly", e); //$NON-NLS-1$ //$NON-NLS-2$
				broken(self, broken, result, new InstanceException(Reason.FAILED, NLS.bind(Messages.writer_failed, life.snapshot().name(), e), e));
			}
		});
		pausing = thread;
		result.whenComplete((value, failure) -> {
			if (failure instanceof CancellationException)
				thread.interrupt();
		});
		thread.start();
	}

	private void broken(Thread self, Runnable broken, CompletableFuture<InstanceSnapshot> result, InstanceException why) {
		life.writer.write(result, () -> {
			pausing = pausing == self ? null : pausing;
			broken.run();
			result.completeExceptionally(why);
		});
	}

	CompletableFuture<InstanceSnapshot> resume() {
		CompletableFuture<InstanceSnapshot> result = new CompletableFuture<>();
		life.writer.write(result, () -> {
			LaunchedInstance process = life.launched;
			if (process == null || !life.snapshot().status().isUp()) {
				result.completeExceptionally(life.failed(Messages.pauses_cannotResumedDoesNot));
				return;
			}
			resumed(process);
			PauseMark.delete(life.surroundings.home(), life.id());
			result.complete(life.snapshot());
		});
		return result;
	}

	/** On the life.writer. */
	private void resumed(LaunchedInstance process) {
		end();
		if (life.snapshot().suspended())
			process.resume();
		life.writer.publish(life.draft().become(InstanceStatus.RUNNING, Activities.running(life.snapshot().configuration()), process,
				life.now()), draft -> {
					if (draft.suspended)
						draft.health = Draft.NOT_ASKED;
					draft.suspended = false;
				});
	}

	/** On the life.writer. */
	void suspended() {
		life.writer.publish(life.draft(), draft -> {
			draft.suspended = true;
			draft.health = new HealthReport(Health.UNKNOWN, Messages.pauses_noAnswerExpectedIts, null,
					life.now());
		});
	}

	/** On the writer: has another program paused or resumed it? */
	void follow() {
		LaunchedInstance process = life.launched;
		if (process == null || draining || pausing != null || !life.snapshot().status().isUp())
			return;
		PauseMark mark = mark().orElse(null);
		if (mark == null && life.snapshot().status() == InstanceStatus.PAUSED)
			resumed(process);
		else if (mark != null && (life.snapshot().status() == InstanceStatus.RUNNING || mark.suspended() != life.snapshot().suspended())) {
			life.change(InstanceStatus.PAUSED,
					mark.suspended() ? Messages.pauses_pausedItsProcessSuspended : Messages.pauses_pausedTakesNoNew, process);
			if (mark.suspended())
				suspended();
		}
	}

	Optional<PauseMark> mark() {
		return PauseMark.read(life.surroundings.home(), life.id());
	}

	private boolean remember(PauseMark mark, CompletableFuture<InstanceSnapshot> result) {
		try {
			mark.write(life.surroundings.home(), life.id());
			return true;
		} catch (IOException e) {
			result.completeExceptionally(new InstanceException(Reason.FAILED,
					NLS.bind(Messages.pauses_pausedCannotKept, life.snapshot().name(), e.getMessage()), e));
			return false;
		}
	}

	/** On the writer: ends the waiting of a pause, not the pause. */
	void end() {
		Thread running = pausing;
		pausing = null;
		draining = false;
		if (running != null)
			running.interrupt();
	}
}
