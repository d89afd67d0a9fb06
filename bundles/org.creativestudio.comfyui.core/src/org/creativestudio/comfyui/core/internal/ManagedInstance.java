// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.creativestudio.comfyui.client.ComfyClient;
import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceException.Reason;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.PauseOptions;
import org.creativestudio.comfyui.core.RestartPolicy;
import org.creativestudio.comfyui.core.ServerFacts;
import org.creativestudio.comfyui.core.health.Health;
import org.creativestudio.comfyui.core.health.HealthReport;
import org.creativestudio.comfyui.core.launching.LaunchedInstance;
import org.creativestudio.comfyui.core.launching.LaunchedInstance.Exit;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

/**
 * One instance: starts, stops, pauses and supervises it. Every change of its state runs on its one writer; what blocks runs
 * beside it on virtual threads and comes back to the writer with its result.
 */
final class ManagedInstance implements AutoCloseable {

	private static final System.Logger LOG = System.getLogger(ManagedInstance.class.getName());
	/** How long a stop that another program began may take before it is taken over. */
	private static final Duration OTHERS_STOP = Duration.ofSeconds(20);
	/** Before a stop looks again at what is being started or stopped already. */
	private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
	private final Life life;
	private final Surroundings surroundings;
	private final Writer writer;
	private final GuardedLauncher launcher;
	private final Pauses pauses;
	private final Crashes crashes;
	private final Facts facts;
	private final QuietWatch watch;
	private final Clients clients = new Clients();

	/** Only touched by the writer. */
	private @Nullable StartAttempt start;

	ManagedInstance(InstanceConfiguration configuration, boolean active, Surroundings surroundings) {
		this.surroundings = surroundings;
		life = new Life(new InstanceSnapshot(configuration, 1, InstanceStatus.STOPPED, Messages.managedInstance_stopped,
				surroundings.clock().instant(),
				Draft.NOT_ASKED, null, null, null, active), surroundings);
		writer = life.writer;
		launcher = new GuardedLauncher(life);
		pauses = new Pauses(life, this::client);
		facts = new Facts(life);
		watch = new QuietWatch(life, this::startup, this::takeWhatRuns);
		crashes = new Crashes(life, activity -> launch(new CompletableFuture<>(), true, activity));
	}

	InstanceSnapshot snapshot() {
		return writer.snapshot();
	}

	ComfyClient client() {
		return clients.get(snapshot());
	}

	// ---- finding what runs already

	/** Finds a process that runs already; called before anybody else knows this object. Completes when it is known how it is. */
	CompletableFuture<?> adoptAtOnce() {
		try {
			launcher.find().ifPresent(this::take);
			if (life.launched == null)
				crashes.follow();
		} catch (RuntimeException e) {
			LOG.log(Level.WARNING, "Whether " + snapshot().name() + " runs could not be found out", e); //$NON-NLS-1$ //$NON-NLS-2$
		}
		StartAttempt running = start;
		return running == null ? CompletableFuture.completedFuture(null) : running.result();
	}

	/**
	 * Looks what other programs on this home have done meanwhile.
	 *
	 * @param paused whether there may be the mark of a pause
	 */
	void look(boolean paused) {
		if (snapshot().status() == InstanceStatus.RUNNING && !paused)
			return; // which is how nearly all are, nearly always
		writer.write(() -> {
			if (start != null || snapshot().status() == InstanceStatus.STOPPING)
				return;
			if (life.launched != null)
				pauses.follow();
			else if (!launcher.controls())
				watch.look();
			else
				takeWhatRuns();
			if (life.launched == null && start == null)
				crashes.follow();
		});
	}

	/** On the writer: takes control of a process, unless there is one. */
	private void takeWhatRuns() {
		if (life.launched == null && start == null)
			launcher.find().ifPresent(this::take);
	}

	/** On the writer: takes control of what was found. */
	private void take(LaunchedInstance found) {
		crashes.cancel();
		hold(found);
		PauseMark mark = pauses.mark().orElse(null);
		if (found.stopRequested()) {
			life.change(InstanceStatus.STOPPING, Messages.managedInstance_beingStoppedAnotherProgram, found);
			life.beside("stop", () -> stopLeftover(found)); //$NON-NLS-1$
		} else if (mark != null && mark.suspended()) {
			life.change(InstanceStatus.PAUSED, Messages.managedInstance_pausedItsProcessSuspended, found);
			pauses.suspended();
		} else {
			life.change(InstanceStatus.STARTING,
					launcher.controls() ? Messages.managedInstance_foundItsProcessWaiting : Messages.managedInstance_waitingItsAnswer, found);
			Startup startup = startup();
			begin(new CompletableFuture<>(), false, () -> startup.await(found));
		}
	}

	private void stopLeftover(LaunchedInstance found) {
		try {
			found.onExit().get(OTHERS_STOP.toMillis(), TimeUnit.MILLISECONDS);
			writer.write(() -> ended(found, InstanceStatus.STOPPED, Messages.managedInstance_stoppedAnotherProgram));
		} catch (TimeoutException | ExecutionException e) {
			stopped(new CompletableFuture<>(), found);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	// ---- start

	CompletableFuture<InstanceSnapshot> start() {
		CompletableFuture<InstanceSnapshot> result = new CompletableFuture<>();
		writer.write(result, () -> {
			InstanceStatus status = snapshot().status();
			StartAttempt running = start;
			if (running != null)
				running.result().whenComplete((value, failure) -> Writer.settle(result, value, failure));
			else if (status.isUp())
				result.complete(snapshot());
			else if (status == InstanceStatus.STOPPING)
				result.completeExceptionally(life.failed(Messages.managedInstance_beingStoppedStartWhen));
			else {
				crashes.cancel();
				crashes.forgive();
				PauseMark.delete(surroundings.home(), life.id());
				launch(result, false, Messages.managedInstance_starting);
			}
		});
		return result;
	}

	private void launch(CompletableFuture<InstanceSnapshot> result, boolean automatic, String activity) {
		writer.publish(life.draft().become(InstanceStatus.STARTING, activity, null, life.now()), draft -> draft.starting = null);
		begin(result, automatic, startup()::launch);
	}

	/** On the writer. */
	private void begin(CompletableFuture<InstanceSnapshot> result, boolean automatic, StartAttempt.Work work) {
		StartAttempt attempt = new StartAttempt(life, result, automatic, work, this::started, this::startEnded);
		start = attempt;
		attempt.begin();
	}

	/** On the writer. */
	private void hold(LaunchedInstance process) {
		life.launched = process;
		process.onExit().thenAccept(exit -> writer.write(() -> exited(process, exit)));
	}

	private Startup startup() {
		return new Startup(snapshot().configuration(), surroundings, this::client, process -> writer.write(() -> hold(process)),
				(process, step) -> writer.write(() -> {
					if (snapshot().status() == InstanceStatus.STARTING)
						writer.publish(life.draft().become(InstanceStatus.STARTING, Activities.starting(snapshot().configuration(), step,
								life.now()), process, life.now()), draft -> draft.starting = step);
				}));
	}

	/** On the writer. */
	private void started(StartAttempt attempt, ServerFacts server) {
		start = null;
		CompletableFuture<InstanceSnapshot> result = attempt.result();
		LaunchedInstance process = life.launched;
		if (process == null || !process.isAlive()) {
			life.launched = null;
			life.change(InstanceStatus.ERROR,
					NLS.bind(Messages.managedInstance_endedRightAfterAnswered, process == null ? "" : Startup.output(process)), null); //$NON-NLS-1$
			result.completeExceptionally(life.failed(Messages.managedInstance_endedRightAfterAnswered2));
			return;
		}
		if (pauses.mark().isPresent())
			life.change(InstanceStatus.PAUSED, Messages.managedInstance_pausedTakesNoNew, process);
		else
			life.change(InstanceStatus.RUNNING, Activities.running(snapshot().configuration()), process);
		facts.health(new HealthReport(Health.HEALTHY, Messages.managedInstance_answers, null, life.now()), server, snapshot().queue());
		if (!result.complete(snapshot()))
			stop(); // cancelled in the last moment
	}

	/** On the writer: a start failed or was cancelled; nothing of it may stay, unless it is not known how it goes on: then the next look finds it. */
	private void startEnded(StartAttempt attempt, InstanceException failure) {
		start = null;
		CompletableFuture<InstanceSnapshot> result = attempt.result();
		LaunchedInstance process = life.launched;
		life.launched = null;
		boolean cancelled = failure.reason() == Reason.CANCELLED;
		Runnable end = () -> {
			if (cancelled)
				life.change(InstanceStatus.STOPPED, Messages.managedInstance_stopped, null);
			else if (attempt.isAutomatic() && failure.reason() != Reason.INVALID)
				crashes.crashed(failure.getMessage(), Duration.ZERO);
			else
				life.change(InstanceStatus.ERROR, failure.getMessage(), null);
			result.completeExceptionally(failure);
		};
		if (process == null || !process.isAlive() || process.identity() == null || attempt.isBroken()) {
			end.run();
			return;
		}
		life.change(InstanceStatus.STOPPING, Messages.managedInstance_stopping, process);
		life.beside("stop", () -> { //$NON-NLS-1$
			try {
				process.stop();
				writer.write(result, end);
			} catch (InstanceException e) {
				writer.write(result, () -> {
					life.launched = process.isAlive() ? process : null;
					life.change(InstanceStatus.ERROR, e.getMessage(), process);
					result.completeExceptionally(e);
				});
			}
		});
	}

	// ---- stop

	CompletableFuture<InstanceSnapshot> stop() {
		CompletableFuture<InstanceSnapshot> result = new CompletableFuture<>();
		writer.write(result, () -> {
			StartAttempt running = start;
			LaunchedInstance process = life.launched;
			if (!launcher.controls()) {
				result.completeExceptionally(new InstanceException(Reason.INVALID,
						NLS.bind(Messages.managedInstance_attachedStoppedWhereStarted, snapshot().name())));
				return;
			}
			crashes.cancel();
			if (running != null) {
				running.result().whenComplete((value, failure) -> stop().whenComplete((end, problem) -> Writer.settle(result, end, problem)));
				running.interrupt();
			} else if (snapshot().status() == InstanceStatus.STOPPING || process == null && isStartedElsewhere()) {
				surroundings.timer().schedule(LOOK_AGAIN,
						() -> stop().whenComplete((end, problem) -> Writer.settle(result, end, problem)));
			} else if (process == null) {
				if (snapshot().status() == InstanceStatus.ERROR)
					life.change(InstanceStatus.STOPPED, Messages.managedInstance_stopped, null);
				result.complete(snapshot());
			} else {
				pauses.end();
				life.change(InstanceStatus.STOPPING, Messages.managedInstance_stopping, process);
				life.beside("stop", () -> stopped(result, process)); //$NON-NLS-1$
			}
		});
		return result;
	}

	/** On the writer: whether another program starts it in this moment, or has since we looked last. */
	private boolean isStartedElsewhere() {
		launcher.find().ifPresent(this::take);
		if (life.launched != null)
			return true;
		try (HomeLock lock = HomeLock.take(surroundings.home().run().resolve(life.id() + ".lock")).orElse(null)) { //$NON-NLS-1$
			return lock == null;
		} catch (IOException e) {
			return false;
		}
	}

	private void stopped(CompletableFuture<InstanceSnapshot> result, LaunchedInstance process) {
		try {
			process.stop();
			writer.write(result, () -> {
				PauseMark.delete(surroundings.home(), life.id());
				ended(process, InstanceStatus.STOPPED, Messages.managedInstance_stopped);
				result.complete(snapshot());
			});
		} catch (InstanceException e) {
			writer.write(result, () -> {
				life.launched = process.isAlive() ? process : null;
				life.change(InstanceStatus.ERROR, e.getMessage(), process);
				result.completeExceptionally(e);
			});
		}
	}

	/** On the writer. */
	private void ended(LaunchedInstance process, InstanceStatus end, String activity) {
		if (life.launched == process)
			life.launched = null;
		life.change(end, activity, null);
	}

	/** Takes no new work, waits until the server has nothing to do, then stops. Cancelling goes back to how it was. */
	CompletableFuture<InstanceSnapshot> stopWhenIdle() {
		return pauses.stopWhenIdle(this::stop);
	}

	CompletableFuture<InstanceSnapshot> pause(PauseOptions options) {
		return pauses.pause(options);
	}

	CompletableFuture<InstanceSnapshot> resume() {
		return pauses.resume();
	}

	CompletableFuture<InstanceSnapshot> restart() {
		CompletableFuture<InstanceSnapshot> result = new CompletableFuture<>();
		stop().whenComplete((stopped, problem) -> {
			if (problem != null || result.isDone()) {
				Writer.settle(result, stopped, problem);
				return;
			}
			CompletableFuture<InstanceSnapshot> again = start();
			again.whenComplete((end, failure) -> Writer.settle(result, end, failure));
			result.whenComplete((end, failure) -> {
				if (failure instanceof CancellationException)
					again.cancel(true);
			});
		});
		return result;
	}

	/** On the writer: the process ended. */
	private void exited(LaunchedInstance process, Exit exit) {
		if (life.launched != process || start != null || snapshot().status() == InstanceStatus.STOPPING)
			return;
		life.launched = null;
		pauses.end();
		Integer code = exit.code();
		RestartPolicy policy = snapshot().configuration().restartPolicy();
		if (exit.requested())
			life.change(InstanceStatus.STOPPED, Messages.managedInstance_stoppedAnotherProgram, null);
		else if (code != null && code.intValue() == 0 && policy != RestartPolicy.ALWAYS)
			life.change(InstanceStatus.STOPPED, Messages.managedInstance_endedItselfExitCode, null);
		else
			crashes.crashed(NLS.bind(Messages.managedInstance_endedItself, exit.description(), Startup.output(process)),
					Duration.between(snapshot().since(), life.now()));
	}

	/** What is told of it from outside. */
	Facts facts() {
		return facts;
	}

	/** Announces the instance to listeners, through its writer so that later changes come after. */
	void announce() {
		writer.announce();
	}

	/** Tells listeners that the instance is gone; nothing is told of it after that. */
	void leave() {
		writer.leave();
	}

	/** Forgets the process, which goes on, and ends what this object owns. */
	@Override
	public void close() {
		writer.close(() -> {
			StartAttempt running = start;
			if (running != null)
				running.interrupt();
			pauses.end();
			crashes.close();
			LaunchedInstance process = life.launched;
			if (process != null)
				process.release();
		});
		clients.close();
	}
}
