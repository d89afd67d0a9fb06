// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

import org.creativestudio.comfyui.client.ComfyClient;
import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceException.Reason;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.PauseOptions;
import org.creativestudio.comfyui.core.PendingRestart;
import org.creativestudio.comfyui.core.QueueLoad;
import org.creativestudio.comfyui.core.RestartPolicy;
import org.creativestudio.comfyui.core.ServerFacts;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.core.health.Health;
import org.creativestudio.comfyui.core.health.HealthReport;
import org.creativestudio.comfyui.core.launching.InstanceLauncher;
import org.creativestudio.comfyui.core.launching.LaunchedInstance;
import org.creativestudio.comfyui.core.launching.LaunchedInstance.Exit;
import org.eclipse.jdt.annotation.Nullable;

/**
 * One instance: starts, stops, pauses and supervises it. Every change of its state runs on its one writer; what blocks runs
 * beside it on virtual threads and comes back to the writer with its result.
 */
final class ManagedInstance implements AutoCloseable {

	private static final System.Logger LOG = System.getLogger(ManagedInstance.class.getName());
	/** How long a stop that another program began may take before it is taken over. */
	private static final Duration OTHERS_STOP = Duration.ofSeconds(20);
	private static final Duration ADOPTION = Duration.ofSeconds(5);
	private static final Duration ADOPTION_AGAIN = Duration.ofSeconds(15);
	/** Before a stop looks again at what another program is starting. */
	private static final Duration OTHERS_START = Duration.ofMillis(100);
	/** Between two questions to an instance that is only watched and does not answer. */
	private static final Duration WATCH_EVERY = Duration.ofSeconds(10);

	/**
	 * What all instances of a manager share.
	 *
	 * @param leading   whether this program supervises the home now
	 * @param following whether another program does, and this one would take over
	 */
	record Surroundings(StudioHome home, Clock clock, Timer timer, LauncherRegistry launchers, BooleanSupplier leading,
			BooleanSupplier following,
			BiConsumer<@Nullable InstanceSnapshot, @Nullable InstanceSnapshot> publisher) {
	}

	/** A start from the first check to the answer of the server. */
	private record Start(CompletableFuture<InstanceSnapshot> result, Thread thread, boolean automatic) {
	}

	private final Surroundings surroundings;
	private final Writer writer;
	private final Clients clients = new Clients();

	/** From here on only touched by the writer. */
	private @Nullable LaunchedInstance launched;
	private @Nullable Start start;
	private final RestartBudget budget = new RestartBudget();
	private @Nullable Runnable restartTimer;
	/** Why it crashed, as long as a restart may still follow. */
	private @Nullable String crash;
	private Duration upBeforeCrash = Duration.ZERO;
	/** Whether it is an error because of a {@link CrashMark}. */
	private boolean marked;
	private @Nullable Thread pausing;
	private boolean draining;
	private Instant watchAgain = Instant.MIN;
	private Instant adoptAgain = Instant.MIN;

	ManagedInstance(InstanceConfiguration configuration, boolean active, Surroundings surroundings) {
		this.surroundings = surroundings;
		writer = new Writer(new InstanceSnapshot(configuration, 1, InstanceStatus.STOPPED, "Stopped", surroundings.clock.instant(), //$NON-NLS-1$
				Draft.NOT_ASKED, null, null, null, active), surroundings.publisher);
	}

	InstanceSnapshot snapshot() {
		return writer.snapshot();
	}

	ComfyClient client() {
		return clients.get(snapshot().configuration().baseUri());
	}

	// ---- finding what runs already

	/** Finds a process that runs already; called before anybody else knows this object. Completes when it is known how it is. */
	CompletableFuture<?> adoptAtOnce() {
		try {
			findProcess().ifPresent(this::take);
			if (launched == null)
				followCrash();
		} catch (RuntimeException e) {
			LOG.log(Level.WARNING, "Whether " + snapshot().name() + " runs could not be found out", e); //$NON-NLS-1$ //$NON-NLS-2$
		}
		Start running = start;
		return running == null ? CompletableFuture.completedFuture(null) : running.result;
	}

	/** Looks what other programs on this home have done meanwhile. */
	void look() {
		writer.write(() -> {
			if (start != null || snapshot().status() == InstanceStatus.STOPPING)
				return;
			if (launched != null)
				followMark();
			else if (!isControlled())
				watchAgain();
			else
				findProcess().ifPresent(this::take);
			if (launched == null && start == null)
				followCrash();
		});
	}

	/** On the writer, when nothing runs: what do other programs say of a crash, and is it for this one to answer it? */
	private void followCrash() {
		CrashMark mark = CrashMark.read(surroundings.home, id()).orElse(null);
		boolean leads = surroundings.leading.getAsBoolean();
		if (mark == null) {
			if (restartTimer != null || marked) {
				cancelRestart();
				change(InstanceStatus.STOPPED, "Stopped by another program", null); //$NON-NLS-1$
			} else if (crash != null && leads)
				planRestart();
		} else if (restartTimer == null && leads && (crash != null || mark.restart() != null)) {
			crash = mark.why();
			planRestart();
		} else if (restartTimer == null && !(marked && Objects.equals(snapshot().restart(), mark.restart()))) {
			marked = true;
			writer.publish(draft().become(InstanceStatus.ERROR, mark.why(), null, surroundings.clock.instant()),
					draft -> draft.restart = mark.restart());
		}
	}

	/** Asks the launcher beside the writer, with a deadline: a contributed one may hang. */
	private Optional<LaunchedInstance> findProcess() {
		InstanceLauncher launcher = launcher().orElse(null);
		Instant now = surroundings.clock.instant();
		if (launcher == null || now.isBefore(adoptAgain))
			return Optional.empty();
		CompletableFuture<Optional<LaunchedInstance>> answer = new CompletableFuture<>();
		Thread asking = Thread.ofVirtual().name("adopt-" + id()).start(() -> { //$NON-NLS-1$
			try {
				answer.complete(launcher.adopt(snapshot().configuration(), surroundings.home));
			} catch (RuntimeException | LinkageError e) {
				answer.completeExceptionally(e);
			}
		});
		try {
			return answer.get(ADOPTION.toMillis(), TimeUnit.MILLISECONDS);
		} catch (TimeoutException e) {
			asking.interrupt();
			adoptAgain = now.plus(ADOPTION_AGAIN);
			LOG.log(Level.WARNING, "The launcher of {0} does not say whether it runs; it is asked again in a while", id()); //$NON-NLS-1$
		} catch (ExecutionException e) {
			adoptAgain = now.plus(ADOPTION_AGAIN);
			LOG.log(Level.WARNING, "Whether " + id() + " runs could not be found out; it is tried again in a while", e.getCause()); //$NON-NLS-1$ //$NON-NLS-2$
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
		return Optional.empty();
	}

	/** An unreachable server that somebody else runs is asked quietly now and then. */
	private void watchAgain() {
		Instant now = surroundings.clock.instant();
		if (now.isBefore(watchAgain))
			return;
		watchAgain = now.plus(WATCH_EVERY);
		if (snapshot().status() == InstanceStatus.STOPPED) {
			findProcess().ifPresent(this::take);
			return;
		}
		Startup question = startup();
		beside("watch", () -> { //$NON-NLS-1$
			try {
				if (Ports.isOpen(snapshot().configuration().host(), snapshot().configuration().port()) && question.ask().isPresent())
					writer.write(() -> {
						if (launched == null && start == null)
							findProcess().ifPresent(this::take);
					});
			} catch (InterruptedException e) {
				Thread.currentThread().interrupt();
			}
		});
	}

	/** On the writer: takes control of what was found. */
	private void take(LaunchedInstance found) {
		cancelRestart();
		hold(found);
		PauseMark mark = mark().orElse(null);
		if (found.stopRequested()) {
			change(InstanceStatus.STOPPING, "Being stopped by another program", found); //$NON-NLS-1$
			beside("stop", () -> stopLeftover(found)); //$NON-NLS-1$
		} else if (mark != null && mark.suspended()) {
			change(InstanceStatus.PAUSED, "Paused; its process is suspended", found); //$NON-NLS-1$
			suspended();
		} else {
			change(InstanceStatus.STARTING, isControlled() ? "Found its process, waiting for its answer" : "Waiting for its answer", found); //$NON-NLS-1$ //$NON-NLS-2$
			Startup startup = startup();
			begin(new CompletableFuture<>(), false, () -> startup.await(found));
		}
	}

	private void stopLeftover(LaunchedInstance found) {
		try {
			found.onExit().get(OTHERS_STOP.toMillis(), TimeUnit.MILLISECONDS);
			writer.write(() -> ended(found, InstanceStatus.STOPPED, "Stopped by another program")); //$NON-NLS-1$
		} catch (TimeoutException | ExecutionException e) {
			stopped(new CompletableFuture<>(), found);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	// ---- start

	CompletableFuture<InstanceSnapshot> start() {
		CompletableFuture<InstanceSnapshot> result = new CompletableFuture<>();
		writer.write(() -> {
			InstanceStatus status = snapshot().status();
			Start running = start;
			if (running != null)
				running.result.whenComplete((value, failure) -> Writer.settle(result, value, failure));
			else if (status.isUp())
				result.complete(snapshot());
			else if (status == InstanceStatus.STOPPING)
				result.completeExceptionally(failed("is being stopped; start it when it is.")); //$NON-NLS-1$
			else {
				cancelRestart();
				budget.forgive();
				PauseMark.delete(surroundings.home, id());
				launch(result, false, "Starting"); //$NON-NLS-1$
			}
		});
		return result;
	}

	private void launch(CompletableFuture<InstanceSnapshot> result, boolean automatic, String activity) {
		writer.publish(draft().become(InstanceStatus.STARTING, activity, null, surroundings.clock.instant()), draft -> draft.starting = null);
		begin(result, automatic, startup()::launch);
	}

	/** On the writer: runs the blocking part of a start beside it. */
	private void begin(CompletableFuture<InstanceSnapshot> result, boolean automatic, StartWork work) {
		Thread thread = Thread.ofVirtual().name("start-" + id()).unstarted(() -> { //$NON-NLS-1$
			try {
				ServerFacts facts = work.run();
				writer.write(() -> started(result, facts));
			} catch (InterruptedException e) {
				writer.write(() -> startEnded(result,
						new InstanceException(Reason.CANCELLED, "The start of '" + snapshot().name() + "' was cancelled.", e))); //$NON-NLS-1$ //$NON-NLS-2$
			} catch (InstanceException e) {
				writer.write(() -> startEnded(result, e));
			} catch (RuntimeException | LinkageError e) {
				LOG.log(Level.ERROR, "The start of " + snapshot().name() + " failed unexpectedly", e); //$NON-NLS-1$ //$NON-NLS-2$
				writer.write(() -> startEnded(result,
						new InstanceException(Reason.FAILED, '\'' + snapshot().name() + "' could not be started: " + e, e))); //$NON-NLS-1$
			}
		});
		start = new Start(result, thread, automatic);
		result.whenComplete((value, failure) -> {
			if (failure instanceof CancellationException)
				thread.interrupt();
		});
		thread.start();
	}

	@FunctionalInterface
	private interface StartWork {
		ServerFacts run() throws InterruptedException;
	}

	/** On the writer. */
	private void hold(LaunchedInstance process) {
		launched = process;
		process.onExit().thenAccept(exit -> writer.write(() -> exited(process, exit)));
	}

	private Startup startup() {
		return new Startup(snapshot().configuration(), surroundings, this::client, process -> writer.write(() -> hold(process)),
				(process, step) -> writer.write(() -> {
					if (snapshot().status() == InstanceStatus.STARTING)
						writer.publish(draft().become(InstanceStatus.STARTING, Activities.starting(snapshot().configuration(), step,
								surroundings.clock.instant()), process, surroundings.clock.instant()), draft -> draft.starting = step);
				}));
	}

	/** On the writer. */
	private void started(CompletableFuture<InstanceSnapshot> result, ServerFacts facts) {
		start = null;
		crash = null;
		LaunchedInstance process = launched;
		if (process == null || !process.isAlive()) {
			launched = null;
			change(InstanceStatus.ERROR, "Ended right after it answered." + (process == null ? "" : Startup.output(process)), null); //$NON-NLS-1$ //$NON-NLS-2$
			result.completeExceptionally(failed("ended right after it answered.")); //$NON-NLS-1$
			return;
		}
		if (mark().isPresent())
			change(InstanceStatus.PAUSED, "Paused: takes no new work", process); //$NON-NLS-1$
		else
			change(InstanceStatus.RUNNING, Activities.running(snapshot().configuration()), process);
		health(new HealthReport(Health.HEALTHY, "answers", null, surroundings.clock.instant()), facts, snapshot().queue()); //$NON-NLS-1$
		if (!result.complete(snapshot()))
			stop(); // cancelled in the last moment
	}

	/** On the writer: a start failed or was cancelled; nothing of it may stay. */
	private void startEnded(CompletableFuture<InstanceSnapshot> result, InstanceException failure) {
		Start ended = start;
		start = null;
		LaunchedInstance process = launched;
		launched = null;
		boolean cancelled = failure.reason() == Reason.CANCELLED;
		Runnable end = () -> {
			if (cancelled)
				change(InstanceStatus.STOPPED, "Stopped", null); //$NON-NLS-1$
			else if (ended != null && ended.automatic && failure.reason() != Reason.INVALID)
				crashed(failure.getMessage(), Duration.ZERO);
			else
				change(InstanceStatus.ERROR, failure.getMessage(), null);
			result.completeExceptionally(failure);
		};
		if (process == null || !process.isAlive() || process.identity() == null) {
			end.run();
			return;
		}
		change(InstanceStatus.STOPPING, "Stopping", process); //$NON-NLS-1$
		beside("stop", () -> { //$NON-NLS-1$
			try {
				process.stop();
				writer.write(end);
			} catch (InstanceException e) {
				writer.write(() -> {
					change(InstanceStatus.ERROR, e.getMessage(), process);
					result.completeExceptionally(e);
				});
			}
		});
	}

	// ---- stop

	CompletableFuture<InstanceSnapshot> stop() {
		CompletableFuture<InstanceSnapshot> result = new CompletableFuture<>();
		writer.write(() -> {
			Start running = start;
			LaunchedInstance process = launched;
			if (!isControlled()) {
				result.completeExceptionally(new InstanceException(Reason.INVALID,
						'\'' + snapshot().name() + "' is attached: it is stopped where it was started. Pause it to keep work away.")); //$NON-NLS-1$
				return;
			}
			cancelRestart();
			if (running != null) {
				running.result.whenComplete((value, failure) -> stop().whenComplete((end, problem) -> Writer.settle(result, end, problem)));
				running.thread.interrupt();
			} else if (process == null && isStartedElsewhere()) {
				surroundings.timer.schedule(OTHERS_START,
						() -> stop().whenComplete((end, problem) -> Writer.settle(result, end, problem)));
			} else if (process == null) {
				if (snapshot().status() == InstanceStatus.ERROR)
					change(InstanceStatus.STOPPED, "Stopped", null); //$NON-NLS-1$
				result.complete(snapshot());
			} else if (snapshot().status() == InstanceStatus.STOPPING) {
				process.onExit().whenComplete((exit, failure) -> writer.write(() -> result.complete(snapshot())));
			} else {
				stopPausing();
				change(InstanceStatus.STOPPING, "Stopping", process); //$NON-NLS-1$
				beside("stop", () -> stopped(result, process)); //$NON-NLS-1$
			}
		});
		return result;
	}

	/** On the writer: whether another program starts it in this moment, or has since we looked last. */
	private boolean isStartedElsewhere() {
		findProcess().ifPresent(this::take);
		if (launched != null)
			return true;
		try (HomeLock lock = HomeLock.take(surroundings.home.run().resolve(id() + ".lock")).orElse(null)) { //$NON-NLS-1$
			return lock == null;
		} catch (IOException e) {
			return false;
		}
	}

	private void stopped(CompletableFuture<InstanceSnapshot> result, LaunchedInstance process) {
		try {
			process.stop();
			writer.write(() -> {
				PauseMark.delete(surroundings.home, id());
				ended(process, InstanceStatus.STOPPED, "Stopped"); //$NON-NLS-1$
				result.complete(snapshot());
			});
		} catch (InstanceException e) {
			writer.write(() -> {
				launched = process.isAlive() ? process : null;
				change(InstanceStatus.ERROR, e.getMessage(), process);
				result.completeExceptionally(e);
			});
		}
	}

	/** On the writer. */
	private void ended(LaunchedInstance process, InstanceStatus end, String activity) {
		if (launched == process)
			launched = null;
		change(end, activity, null);
	}

	/** Takes no new work, waits until the server has nothing to do, then stops. Cancelling goes back to how it was. */
	CompletableFuture<InstanceSnapshot> stopWhenIdle() {
		CompletableFuture<InstanceSnapshot> result = new CompletableFuture<>();
		writer.write(() -> {
			LaunchedInstance process = launched;
			boolean paused = snapshot().status() == InstanceStatus.PAUSED;
			if (process == null || !snapshot().status().isUp() || snapshot().suspended()) {
				stop().whenComplete((end, problem) -> Writer.settle(result, end, problem));
				return;
			}
			stopPausing();
			draining = true;
			change(InstanceStatus.PAUSED, "Stops when its work is done", process); //$NON-NLS-1$
			pause(result, work -> work.awaitIdle(left -> activity("Stops when its work is done: " + left + " left")), () -> { //$NON-NLS-1$ //$NON-NLS-2$
				draining = false;
				stop().whenComplete((end, problem) -> Writer.settle(result, end, problem));
			}, () -> {
				draining = false;
				if (launched == process && !paused)
					change(InstanceStatus.RUNNING, Activities.running(snapshot().configuration()), process);
			});
		});
		return result;
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

	// ---- pause

	CompletableFuture<InstanceSnapshot> pause(PauseOptions options) {
		CompletableFuture<InstanceSnapshot> result = new CompletableFuture<>();
		writer.write(() -> {
			LaunchedInstance process = launched;
			if (process == null || !snapshot().status().isUp()) {
				result.completeExceptionally(failed("can't be paused: it does not run.")); //$NON-NLS-1$
				return;
			}
			if (snapshot().suspended() || !remember(new PauseMark(false), result))
				return;
			stopPausing();
			change(InstanceStatus.PAUSED, "Paused: takes no new work", process); //$NON-NLS-1$
			pause(result, work -> work.run(options, process, left -> activity("Paused: takes no new work, " + left + " left")), () -> { //$NON-NLS-1$ //$NON-NLS-2$
				if (options.suspend() && remember(new PauseMark(true), result))
					suspended();
				activity(options.suspend() ? "Paused; its process is suspended" //$NON-NLS-1$
						: options.freeMemory() ? "Paused: takes no new work; its models are unloaded" : "Paused: takes no new work"); //$NON-NLS-1$ //$NON-NLS-2$
				result.complete(snapshot());
			}, () -> LOG.log(Level.DEBUG, "the pause of {0} was cut short", id())); //$NON-NLS-1$
		});
		return result;
	}

	@FunctionalInterface
	private interface PauseWork {
		void run(Pausing work) throws InterruptedException;
	}

	/** On the writer: runs the blocking part of a pause beside it, then {@code done} or {@code broken} on the writer. */
	private void pause(CompletableFuture<InstanceSnapshot> result, PauseWork work, Runnable done, Runnable broken) {
		Thread thread = Thread.ofVirtual().name("pause-" + id()).unstarted(() -> { //$NON-NLS-1$
			Thread self = Thread.currentThread();
			try {
				work.run(new Pausing(snapshot().name(), this::client));
				writer.write(() -> {
					if (pausing == self) {
						pausing = null;
						done.run();
					}
				});
			} catch (InterruptedException | InstanceException e) {
				writer.write(() -> {
					pausing = pausing == self ? null : pausing;
					broken.run();
					result.completeExceptionally(e instanceof InstanceException ? e
							: new InstanceException(Reason.CANCELLED, "Cancelled for '" + snapshot().name() + "'.", e)); //$NON-NLS-1$ //$NON-NLS-2$
				});
			}
		});
		pausing = thread;
		result.whenComplete((value, failure) -> {
			if (failure instanceof CancellationException)
				thread.interrupt();
		});
		thread.start();
	}

	CompletableFuture<InstanceSnapshot> resume() {
		CompletableFuture<InstanceSnapshot> result = new CompletableFuture<>();
		writer.write(() -> {
			LaunchedInstance process = launched;
			if (process == null || !snapshot().status().isUp()) {
				result.completeExceptionally(failed("can't be resumed: it does not run.")); //$NON-NLS-1$
				return;
			}
			resumed(process);
			PauseMark.delete(surroundings.home, id());
			result.complete(snapshot());
		});
		return result;
	}

	/** On the writer. */
	private void resumed(LaunchedInstance process) {
		stopPausing();
		if (snapshot().suspended())
			process.resume();
		writer.publish(draft().become(InstanceStatus.RUNNING, Activities.running(snapshot().configuration()), process,
				surroundings.clock.instant()), draft -> {
					if (draft.suspended)
						draft.health = Draft.NOT_ASKED;
					draft.suspended = false;
				});
	}

	/** On the writer. */
	private void suspended() {
		writer.publish(draft(), draft -> {
			draft.suspended = true;
			draft.health = new HealthReport(Health.UNKNOWN, "no answer expected: its process is suspended by you", null, //$NON-NLS-1$
					surroundings.clock.instant());
		});
	}

	/** On the writer: has another program paused or resumed it? */
	private void followMark() {
		LaunchedInstance process = launched;
		if (process == null || draining || pausing != null || !snapshot().status().isUp())
			return;
		PauseMark mark = mark().orElse(null);
		if (mark == null && snapshot().status() == InstanceStatus.PAUSED)
			resumed(process);
		else if (mark != null && (snapshot().status() == InstanceStatus.RUNNING || mark.suspended() != snapshot().suspended())) {
			change(InstanceStatus.PAUSED, mark.suspended() ? "Paused; its process is suspended" : "Paused: takes no new work", process); //$NON-NLS-1$ //$NON-NLS-2$
			if (mark.suspended())
				suspended();
		}
	}

	private Optional<PauseMark> mark() {
		return PauseMark.read(surroundings.home, id());
	}

	private boolean remember(PauseMark mark, CompletableFuture<InstanceSnapshot> result) {
		try {
			mark.write(surroundings.home, id());
			return true;
		} catch (IOException e) {
			result.completeExceptionally(new InstanceException(Reason.FAILED,
					"That '" + snapshot().name() + "' is paused can't be kept: " + e.getMessage() + '.', e)); //$NON-NLS-1$ //$NON-NLS-2$
			return false;
		}
	}

	private void stopPausing() {
		Thread running = pausing;
		pausing = null;
		draining = false;
		if (running != null)
			running.interrupt();
	}

	// ---- crash

	/** On the writer: the process ended. */
	private void exited(LaunchedInstance process, Exit exit) {
		if (launched != process || start != null || snapshot().status() == InstanceStatus.STOPPING)
			return;
		launched = null;
		stopPausing();
		Integer code = exit.code();
		RestartPolicy policy = snapshot().configuration().restartPolicy();
		if (exit.requested())
			change(InstanceStatus.STOPPED, "Stopped by another program", null); //$NON-NLS-1$
		else if (code != null && code.intValue() == 0 && policy != RestartPolicy.ALWAYS)
			change(InstanceStatus.STOPPED, "Ended by itself with exit code 0", null); //$NON-NLS-1$
		else
			crashed("Ended by itself: " + exit.description() + '.' + Startup.output(process), //$NON-NLS-1$
					Duration.between(snapshot().since(), surroundings.clock.instant()));
	}

	/** On the writer: it is down and nobody wanted it. */
	private void crashed(String why, Duration upFor) {
		crash = why;
		upBeforeCrash = upFor;
		boolean leads = surroundings.leading.getAsBoolean();
		boolean wanted = snapshot().configuration().restartPolicy() != RestartPolicy.NEVER;
		if (wanted && leads) {
			planRestart();
			return;
		}
		if (!wanted)
			crash = null;
		// Who supervises writes it himself.
		marked = leads || !surroundings.following.getAsBoolean();
		if (marked)
			new CrashMark(why, null).write(surroundings.home, id(), leads);
		change(InstanceStatus.ERROR, why, null);
	}

	/** On the writer, with a crash to answer. */
	private void planRestart() {
		String why = crash == null ? "" : crash; //$NON-NLS-1$
		Instant now = surroundings.clock.instant();
		PendingRestart restart = budget.next(now, upBeforeCrash).orElse(null);
		String told = restart != null ? why : "Given up after " + RestartBudget.LIMIT + " starts in " + RestartBudget.WINDOW.toMinutes() //$NON-NLS-1$ //$NON-NLS-2$
				+ " minutes. " + why; //$NON-NLS-1$
		new CrashMark(told, restart).write(surroundings.home, id(), true);
		marked = true;
		crash = restart == null ? null : why;
		if (restart != null)
			restartTimer = surroundings.timer.schedule(Duration.between(now, restart.at()), () -> writer.write(() -> restart(restart)));
		writer.publish(draft().become(InstanceStatus.ERROR, told, null, now), draft -> draft.restart = restart);
	}

	private void restart(PendingRestart restart) {
		if (!restart.equals(snapshot().restart()) || start != null || launched != null)
			return;
		restartTimer = null;
		boolean wanted = CrashMark.read(surroundings.home, id()).filter(mark -> restart.equals(mark.restart())).isPresent();
		cancelRestart();
		if (wanted)
			launch(new CompletableFuture<>(), true, "Starting again, " + restart.attempt() + " of " + restart.limit()); //$NON-NLS-1$ //$NON-NLS-2$
		else
			change(InstanceStatus.STOPPED, "Stopped by another program", null); //$NON-NLS-1$
	}

	private void cancelRestart() {
		Runnable timer = restartTimer;
		restartTimer = null;
		crash = null;
		marked = false;
		CrashMark.delete(surroundings.home, id());
		if (timer != null)
			timer.run();
		if (snapshot().restart() != null)
			writer.publish(draft(), draft -> draft.restart = null);
	}

	// ---- what is known of it

	void configure(InstanceConfiguration configuration) {
		writer.write(() -> {
			if (!snapshot().configuration().equals(configuration))
				writer.publish(draft(), draft -> draft.configuration = configuration);
		});
	}

	void active(boolean active) {
		writer.write(() -> {
			if (snapshot().active() != active)
				writer.publish(draft(), draft -> draft.active = active);
		});
	}

	/** The outcome of a check; ignored when no answer is expected any more. */
	void checked(HealthReport report, @Nullable ServerFacts facts, @Nullable QueueLoad queue) {
		writer.write(() -> {
			if (snapshot().status().isUp() && !snapshot().suspended())
				health(report, facts != null ? facts : snapshot().server(), queue);
		});
	}

	private void health(HealthReport report, @Nullable ServerFacts facts, @Nullable QueueLoad queue) {
		writer.publish(draft(), draft -> {
			draft.health = report;
			draft.server = facts;
			draft.queue = queue;
		});
	}

	private void activity(String text) {
		writer.write(() -> writer.publish(draft(), draft -> draft.activity = text));
	}

	/** On the writer: the one place that changes the status. */
	private void change(InstanceStatus status, String activity, @Nullable LaunchedInstance process) {
		writer.publish(draft().become(status, activity, process, surroundings.clock.instant()), draft -> {
		});
	}

	private Draft draft() {
		return new Draft(snapshot());
	}

	/** Announces the instance to listeners, through its writer so that later changes come after. */
	void announce() {
		writer.announce();
	}

	private String id() {
		return snapshot().id();
	}

	private InstanceException failed(String what) {
		return new InstanceException(Reason.FAILED, '\'' + snapshot().name() + "' " + what); //$NON-NLS-1$
	}

	private Optional<InstanceLauncher> launcher() {
		return surroundings.launchers.find(snapshot().configuration().kind());
	}

	private boolean isControlled() {
		return launcher().map(InstanceLauncher::controls).orElse(Boolean.TRUE);
	}

	private void beside(String what, Runnable work) {
		Thread.ofVirtual().name(what + '-' + id()).start(work);
	}

	/** Forgets the process, which goes on, and ends what this object owns. */
	@Override
	public void close() {
		writer.close(() -> {
			Start running = start;
			if (running != null)
				running.thread.interrupt();
			stopPausing();
			Runnable timer = restartTimer;
			if (timer != null)
				timer.run();
			LaunchedInstance process = launched;
			if (process != null)
				process.release();
		});
		clients.close();
	}
}
