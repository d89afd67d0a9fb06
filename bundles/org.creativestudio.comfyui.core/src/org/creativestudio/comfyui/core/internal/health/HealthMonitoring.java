// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal.health;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

import org.creativestudio.comfyui.client.ComfyClient;
import org.creativestudio.comfyui.core.InstanceChange;
import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceException.Reason;
import org.creativestudio.comfyui.core.InstanceListener;
import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.health.Health;
import org.creativestudio.comfyui.core.health.HealthMonitor;
import org.creativestudio.comfyui.core.health.HealthReport;
import org.creativestudio.comfyui.core.health.HealthSettings;
import org.creativestudio.comfyui.core.internal.HealthSink;
import org.creativestudio.comfyui.core.internal.Timer;
import org.creativestudio.comfyui.core.queue.QueueSnapshot;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Has a monitor for each instance that is up. One thread for all: it only begins things; requests and events are on virtual threads of
 * the clients.
 */
@Component(service = { HealthMonitor.class, HealthMonitoring.class })
public final class HealthMonitoring implements HealthMonitor, AutoCloseable {

	private static final Duration BEAT = Duration.ofSeconds(2);
	private static final Duration SLOT = Duration.ofMillis(100);

	private final InstanceManager manager;
	private final HealthSink sink;
	private final MonitorTime time;
	private final @Nullable ScheduledExecutorService scheduler;
	private final Map<String, InstanceMonitor> monitors = new ConcurrentHashMap<>();
	private final Set<Handle> open = ConcurrentHashMap.newKeySet();
	/** How many want the prompts of an instance listed. */
	private final Map<String, Integer> listed = new ConcurrentHashMap<>();
	private final InstanceListener instanceListener = this::instanceChanged;
	private final Host host = new SharedHost();
	private volatile Consumer<QueueSnapshot> queues = queue -> {
		// nobody listens yet
	};
	/** Whether anybody monitors; changed with the lock held. */
	private volatile boolean on;
	private @Nullable SleepDetector sleep;
	private @Nullable HealthSettings settings;

	@Activate
	public HealthMonitoring(@Reference InstanceManager manager, @Reference HealthSink sink) {
		this(manager, sink, Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("health").factory())); //$NON-NLS-1$
	}

	private HealthMonitoring(InstanceManager manager, HealthSink sink, ScheduledExecutorService scheduler) {
		this.manager = manager;
		this.sink = sink;
		this.scheduler = scheduler;
		time = new MonitorTime(Clock.systemUTC(), System::nanoTime, slotted(quietly(Timer.on(scheduler))));
	}

	/** Does together what is due at almost the same time: waking up costs more than a check. */
	private static Timer slotted(Timer timer) {
		return (delay, task) -> {
			long slot = SLOT.toNanos();
			long due = System.nanoTime() + delay.toNanos();
			return timer.schedule(delay.compareTo(SLOT) < 0 ? delay : delay.minusNanos(Math.floorMod(due, slot)), task);
		};
	}

	/** With a time that only obeys its owner. */
	public HealthMonitoring(InstanceManager manager, HealthSink sink, MonitorTime time) {
		this.manager = manager;
		this.sink = sink;
		this.time = time;
		scheduler = null;
	}

	/** What is asked for after the end is not done. */
	private static Timer quietly(Timer timer) {
		return (delay, task) -> {
			try {
				return timer.schedule(delay, task);
			} catch (RejectedExecutionException e) {
				return () -> {
					// never begun
				};
			}
		};
	}

	@Override
	public CompletableFuture<HealthReport> check(String id) {
		InstanceSnapshot instance = manager.getInstance(id).orElse(null);
		if (instance == null)
			return CompletableFuture
					.failedFuture(new InstanceException(Reason.NOT_FOUND, NLS.bind(Messages.healthMonitoring_thereNoInstance, id)));
		if (!instance.status().isUp())
			return CompletableFuture.completedFuture(new HealthReport(Health.UNKNOWN, Messages.healthMonitoring_notRunning, null, null));
		if (instance.suspended())
			return CompletableFuture.completedFuture(instance.health());
		return followed(instance).check();
	}

	@Override
	public CompletableFuture<Void> checkAll() {
		return CompletableFuture.allOf(manager.getInstances().stream().filter(instance -> instance.status().isUp())
				.map(instance -> check(instance.id()).exceptionally(failure -> null)).toArray(CompletableFuture[]::new));
	}

	@Override
	public Watch monitor() {
		return new Handle(null, false);
	}

	@Override
	public Watch watch() {
		return new Handle(null, true);
	}

	@Override
	public Watch watch(String id) {
		return new Handle(id, true);
	}

	/** Open monitoring. */
	private final class Handle implements Watch {
		/** Null: all. */
		private final @Nullable String id;
		private final boolean looks;

		Handle(@Nullable String id, boolean looks) {
			this.id = id;
			this.looks = looks;
			open.add(this);
			switchOver();
			if (looks)
				(id == null ? List.copyOf(monitors.values()) : Optional.ofNullable(monitors.get(id)).stream().toList())
						.forEach(InstanceMonitor::hasten);
		}

		@Override
		public void close() {
			if (open.remove(this))
				switchOver();
		}
	}

	/** Begins to monitor with the first handle and ends with the last. */
	private synchronized void switchOver() {
		boolean wanted = open.stream().anyMatch(handle -> handle.id == null);
		if (wanted == on)
			return;
		on = wanted;
		if (wanted) {
			sleep = new SleepDetector(time.now(), time.instant());
			settings = manager.getSettings().health();
			manager.addListener(instanceListener);
			manager.getInstances().stream().filter(instance -> instance.status().isUp()).forEach(this::followed);
			time.later(BEAT, this::beat);
		} else {
			manager.removeListener(instanceListener);
			monitors.values().forEach(InstanceMonitor::close);
			monitors.clear();
		}
	}

	private void instanceChanged(InstanceChange change) {
		InstanceSnapshot after = change.after();
		if (after != null && after.status().isUp())
			followed(after);
		else
			forget(change.id());
	}

	private InstanceMonitor followed(InstanceSnapshot instance) {
		InstanceMonitor monitor = monitors.computeIfAbsent(instance.id(), id -> new InstanceMonitor(id, host));
		monitor.follow(instance, on);
		return monitor;
	}

	private void forget(String id) {
		InstanceMonitor monitor = monitors.remove(id);
		if (monitor != null)
			monitor.close();
	}

	private void beat() {
		boolean woke;
		boolean changed;
		synchronized (this) {
			if (!on)
				return;
			SleepDetector detector = sleep;
			woke = detector != null && detector.beat(time.now(), time.instant(), BEAT);
			HealthSettings now = manager.getSettings().health();
			changed = !now.equals(settings);
			settings = now;
			time.later(BEAT, this::beat);
		}
		if (woke)
			monitors.values().forEach(InstanceMonitor::woke);
		else if (changed)
			monitors.values().forEach(InstanceMonitor::replan);
	}

	// ---- for the queue monitor

	/** @param listener must return at once */
	void setQueueListener(Consumer<QueueSnapshot> listener) {
		queues = listener;
	}

	Optional<InstanceMonitor> monitorOf(String id) {
		return Optional.ofNullable(monitors.get(id));
	}

	Instant now() {
		return time.instant();
	}

	void list(String id) {
		listed.merge(id, 1, Integer::sum);
		monitorOf(id).ifPresent(InstanceMonitor::list);
	}

	void unlist(String id) {
		listed.computeIfPresent(id, (key, count) -> count > 1 ? count - 1 : null);
	}

	private final class SharedHost implements Host {
		@Override
		public ComfyClient client(String id) {
			return manager.client(id);
		}

		@Override
		public HealthSink sink() {
			return sink;
		}

		@Override
		public MonitorTime time() {
			return time;
		}

		@Override
		public Pace pace() {
			return new Pace(manager.getSettings().health());
		}

		@Override
		public boolean isLookedAt(String id) {
			for (Handle handle : open)
				if (handle.looks && (handle.id == null || handle.id.equals(id)))
					return true;
			return false;
		}

		@Override
		public boolean isListed(String id) {
			return listed.containsKey(id);
		}

		@Override
		public void queueChanged(QueueSnapshot queue) {
			queues.accept(queue);
		}
	}

	@Override
	@Deactivate
	public void close() {
		open.clear();
		switchOver();
		monitors.values().forEach(InstanceMonitor::close);
		monitors.clear();
		ScheduledExecutorService own = scheduler;
		if (own != null)
			own.shutdownNow();
	}
}
