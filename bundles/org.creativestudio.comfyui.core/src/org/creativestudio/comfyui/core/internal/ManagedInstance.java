// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;

import org.creativestudio.comfyui.client.ClientOptions;
import org.creativestudio.comfyui.client.ComfyClient;
import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceException.Reason;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.QueueLoad;
import org.creativestudio.comfyui.core.ServerFacts;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.core.health.Health;
import org.creativestudio.comfyui.core.health.HealthReport;
import org.creativestudio.comfyui.core.launching.InstanceLauncher;
import org.creativestudio.comfyui.core.launching.LaunchedInstance;
import org.creativestudio.comfyui.core.launching.LaunchedInstance.Exit;
import org.eclipse.jdt.annotation.Nullable;

/**
 * One instance and its one writer: every change of its state runs on its serial executor; what blocks runs beside it on virtual
 * threads and comes back to the executor with its result.
 */
final class ManagedInstance implements AutoCloseable {

	private static final System.Logger LOG = System.getLogger(ManagedInstance.class.getName());
	private static final HealthReport NOT_ASKED = new HealthReport(Health.UNKNOWN, "not asked yet", null, null); //$NON-NLS-1$

	/** What all instances of a manager share. */
	record Surroundings(StudioHome home, Clock clock, LauncherRegistry launchers, Duration startDeadline,
			BiConsumer<@Nullable InstanceSnapshot, @Nullable InstanceSnapshot> publisher) {
	}

	private final Surroundings surroundings;
	private final ExecutorService writer;
	private volatile InstanceSnapshot snapshot;
	private @Nullable ComfyClient client;

	/** Only touched by the writer. */
	private @Nullable LaunchedInstance launched;
	/** Only touched by the writer: the start that is under way. */
	private @Nullable Start start;

	/** A start from the first check to the answer of the server. */
	private record Start(CompletableFuture<InstanceSnapshot> result, Thread thread) {
	}

	ManagedInstance(InstanceConfiguration configuration, boolean active, Surroundings surroundings) {
		this.surroundings = surroundings;
		writer = Executors.newSingleThreadExecutor(Thread.ofVirtual().name("instance-" + configuration.id()).factory()); //$NON-NLS-1$
		snapshot = new InstanceSnapshot(configuration, 1, InstanceStatus.STOPPED, "Stopped", surroundings.clock.instant(), //$NON-NLS-1$
				NOT_ASKED, null, null, null, active);
	}

	InstanceSnapshot snapshot() {
		return snapshot;
	}

	/** Finds a process that runs already; called before anybody else knows this object. */
	void adoptAtOnce() {
		try {
			launcher().flatMap(launcher -> launcher.adopt(snapshot.configuration(), surroundings.home)).ifPresent(found -> {
				launched = found;
				snapshot = with(InstanceStatus.RUNNING, "Running", found); //$NON-NLS-1$
				found.onExit().thenAccept(exit -> write(() -> exited(found, exit)));
			});
		} catch (RuntimeException e) {
			LOG.log(Level.WARNING, "Whether " + snapshot.name() + " runs could not be found out", e); //$NON-NLS-1$ //$NON-NLS-2$
		}
	}

	/** Looks whether another program on this home has started it meanwhile. */
	void adoptLater() {
		write(() -> {
			if (launched != null || start != null || snapshot.status() == InstanceStatus.STOPPING)
				return;
			launcher().flatMap(launcher -> launcher.adopt(snapshot.configuration(), surroundings.home)).ifPresent(found -> {
				hold(found);
				change(InstanceStatus.STARTING, "Started by another program", found); //$NON-NLS-1$
				CompletableFuture<InstanceSnapshot> result = new CompletableFuture<>();
				begin(result, () -> startup().await(found));
			});
		});
	}

	synchronized ComfyClient client() {
		ComfyClient existing = client;
		if (existing == null || !existing.base().equals(snapshot.configuration().baseUri())) {
			if (existing != null)
				existing.close();
			existing = ComfyClient.create(ClientOptions.of(snapshot.configuration().baseUri()));
			client = existing;
		}
		return existing;
	}

	CompletableFuture<InstanceSnapshot> start() {
		CompletableFuture<InstanceSnapshot> result = new CompletableFuture<>();
		write(() -> {
			InstanceStatus status = snapshot.status();
			Start running = start;
			if (running != null)
				running.result.whenComplete((value, failure) -> settle(result, value, failure));
			else if (status.isUp())
				result.complete(snapshot);
			else if (status == InstanceStatus.STOPPING)
				result.completeExceptionally(
						new InstanceException(Reason.FAILED, '\'' + snapshot.name() + "' is being stopped; start it when it is.")); //$NON-NLS-1$
			else {
				change(InstanceStatus.STARTING, "Starting", null); //$NON-NLS-1$
				begin(result, startup()::launch);
			}
		});
		return result;
	}

	/** On the writer: runs the blocking part of a start beside it. */
	private void begin(CompletableFuture<InstanceSnapshot> result, StartWork work) {
		Thread thread = Thread.ofVirtual().name("start-" + snapshot.id()).unstarted(() -> { //$NON-NLS-1$
			try {
				ServerFacts facts = work.run();
				write(() -> started(result, facts));
			} catch (InterruptedException e) {
				write(() -> startEnded(result, new InstanceException(Reason.CANCELLED, "The start of '" + snapshot.name() + "' was cancelled.", e))); //$NON-NLS-1$ //$NON-NLS-2$
			} catch (InstanceException e) {
				write(() -> startEnded(result, e));
			} catch (RuntimeException e) {
				LOG.log(Level.ERROR, "The start of " + snapshot.name() + " failed unexpectedly", e); //$NON-NLS-1$ //$NON-NLS-2$
				write(() -> startEnded(result, new InstanceException(Reason.FAILED, '\'' + snapshot.name() + "' could not be started: " + e, e))); //$NON-NLS-1$
			}
		});
		start = new Start(result, thread);
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
		process.onExit().thenAccept(exit -> write(() -> exited(process, exit)));
	}

	private Startup startup() {
		return new Startup(snapshot.configuration(), surroundings, this::client, process -> write(() -> hold(process)),
				(process, step) -> write(() -> {
					if (snapshot.status() == InstanceStatus.STARTING)
						publish(with(InstanceStatus.STARTING, step, process));
				}));
	}

	/** On the writer. */
	private void started(CompletableFuture<InstanceSnapshot> result, ServerFacts facts) {
		start = null;
		LaunchedInstance process = launched;
		if (process == null) {
			result.completeExceptionally(new InstanceException(Reason.FAILED, '\'' + snapshot.name() + "' ended right after it answered.")); //$NON-NLS-1$
			return;
		}
		change(InstanceStatus.RUNNING, "Running", process); //$NON-NLS-1$
		health(new HealthReport(Health.HEALTHY, "answers", null, surroundings.clock.instant()), facts, snapshot.queue()); //$NON-NLS-1$
		if (!result.complete(snapshot))
			stop(); // cancelled in the last moment
	}

	/** On the writer: a start failed or was cancelled; nothing of it may stay. */
	private void startEnded(CompletableFuture<InstanceSnapshot> result, InstanceException failure) {
		start = null;
		LaunchedInstance process = launched;
		launched = null;
		InstanceStatus end = failure.reason() == Reason.CANCELLED ? InstanceStatus.STOPPED : InstanceStatus.ERROR;
		if (process == null || !process.isAlive()) {
			change(end, end == InstanceStatus.STOPPED ? "Stopped" : failure.getMessage(), null); //$NON-NLS-1$
			result.completeExceptionally(failure);
			return;
		}
		change(InstanceStatus.STOPPING, "Stopping", process); //$NON-NLS-1$
		beside("stop", () -> { //$NON-NLS-1$
			process.stop();
			write(() -> {
				change(end, end == InstanceStatus.STOPPED ? "Stopped" : failure.getMessage(), null); //$NON-NLS-1$
				result.completeExceptionally(failure);
			});
		});
	}

	CompletableFuture<InstanceSnapshot> stop() {
		CompletableFuture<InstanceSnapshot> result = new CompletableFuture<>();
		write(() -> {
			Start running = start;
			LaunchedInstance process = launched;
			if (running != null) {
				running.result.whenComplete((value, failure) -> stop().whenComplete((end, problem) -> settle(result, end, problem)));
				running.thread.interrupt();
			} else if (process == null) {
				if (snapshot.status() == InstanceStatus.ERROR)
					change(InstanceStatus.STOPPED, "Stopped", null); //$NON-NLS-1$
				result.complete(snapshot);
			} else {
				change(InstanceStatus.STOPPING, "Stopping", process); //$NON-NLS-1$
				beside("stop", () -> stopped(result, process)); //$NON-NLS-1$
			}
		});
		return result;
	}

	private void stopped(CompletableFuture<InstanceSnapshot> result, LaunchedInstance process) {
		try {
			process.stop();
			write(() -> {
				launched = null;
				change(InstanceStatus.STOPPED, "Stopped", null); //$NON-NLS-1$
				result.complete(snapshot);
			});
		} catch (InstanceException e) {
			write(() -> {
				launched = process.isAlive() ? process : null;
				change(InstanceStatus.ERROR, e.getMessage(), process);
				result.completeExceptionally(e);
			});
		}
	}

	/** On the writer: the process ended. */
	private void exited(LaunchedInstance process, Exit exit) {
		if (launched != process || start != null || snapshot.status() == InstanceStatus.STOPPING)
			return;
		launched = null;
		if (exit.requested())
			change(InstanceStatus.STOPPED, "Stopped by another program", null); //$NON-NLS-1$
		else
			change(InstanceStatus.ERROR, "Ended by itself: " + exit.description() + '.' + Startup.output(process), null); //$NON-NLS-1$
	}

	void configure(InstanceConfiguration configuration) {
		write(() -> {
			InstanceSnapshot s = snapshot;
			if (!s.configuration().equals(configuration))
				publish(new InstanceSnapshot(configuration, s.revision() + 1, s.status(), s.activity(), s.since(), s.health(),
						s.process(), s.server(), s.queue(), s.active()));
		});
	}

	void active(boolean active) {
		write(() -> {
			InstanceSnapshot s = snapshot;
			if (s.active() != active)
				publish(new InstanceSnapshot(s.configuration(), s.revision() + 1, s.status(), s.activity(), s.since(), s.health(),
						s.process(), s.server(), s.queue(), active));
		});
	}

	/** The outcome of a check; ignored when the instance is not up any more. */
	void checked(HealthReport report, @Nullable ServerFacts facts, @Nullable QueueLoad queue) {
		write(() -> {
			if (snapshot.status().isUp())
				health(report, facts != null ? facts : snapshot.server(), queue);
		});
	}

	private void health(HealthReport report, @Nullable ServerFacts facts, @Nullable QueueLoad queue) {
		InstanceSnapshot s = snapshot;
		publish(new InstanceSnapshot(s.configuration(), s.revision() + 1, s.status(), s.activity(), s.since(), report, s.process(),
				facts, queue, s.active()));
	}

	/** On the writer: the one place that changes the status. */
	private void change(InstanceStatus status, String activity, @Nullable LaunchedInstance process) {
		if (snapshot.status() != status && !snapshot.status().canBecome(status)) {
			LOG.log(Level.ERROR, "Bug: " + snapshot.id() + " can't become " + status, //$NON-NLS-1$ //$NON-NLS-2$
					new IllegalStateException(snapshot.status() + " -> " + status)); //$NON-NLS-1$
			return;
		}
		publish(with(status, activity, process));
	}

	private InstanceSnapshot with(InstanceStatus status, String activity, @Nullable LaunchedInstance process) {
		InstanceSnapshot s = snapshot;
		boolean keeps = status.isUp() && s.status().isUp();
		return new InstanceSnapshot(s.configuration(), s.revision() + 1, status, activity,
				status == s.status() ? s.since() : surroundings.clock.instant(), keeps ? s.health() : NOT_ASKED,
				process == null ? null : process.identity(), keeps ? s.server() : null, keeps ? s.queue() : null, s.active());
	}

	private void publish(InstanceSnapshot after) {
		InstanceSnapshot before = snapshot;
		snapshot = after;
		surroundings.publisher.accept(before, after);
	}

	/** Announces the instance to listeners, through its writer so that later changes come after. */
	void announce() {
		write(() -> surroundings.publisher.accept(null, snapshot));
	}

	private Optional<InstanceLauncher> launcher() {
		return surroundings.launchers.find(snapshot.configuration().kind());
	}

	private void beside(String what, Runnable work) {
		Thread.ofVirtual().name(what + '-' + snapshot.id()).start(work);
	}

	private void write(Runnable change) {
		try {
			writer.execute(() -> {
				try {
					change.run();
				} catch (RuntimeException e) {
					LOG.log(Level.ERROR, "A change of " + snapshot.id() + " failed", e); //$NON-NLS-1$ //$NON-NLS-2$
				}
			});
		} catch (RejectedExecutionException e) {
			LOG.log(Level.DEBUG, "{0} is closed", snapshot.id()); //$NON-NLS-1$
		}
	}

	static <T> void settle(CompletableFuture<T> result, T value, @Nullable Throwable failure) {
		if (failure != null)
			result.completeExceptionally(failure);
		else
			result.complete(value);
	}

	/** Forgets the process, which goes on, and ends what this object owns. */
	@Override
	public synchronized void close() {
		Start running = start;
		if (running != null)
			running.thread.interrupt();
		writer.shutdown();
		if (client != null)
			client.close();
	}
}
