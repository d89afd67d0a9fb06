// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.creativestudio.comfyui.client.ComfyClient;
import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceException.Reason;
import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.QueueLoad;
import org.creativestudio.comfyui.core.health.Health;
import org.creativestudio.comfyui.core.health.HealthMonitor;
import org.creativestudio.comfyui.core.health.HealthReport;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Asks instances for {@code /system_stats} and {@code /queue}, never twice at once. */
@Component(service = HealthMonitor.class)
public final class HealthMonitoring implements HealthMonitor, AutoCloseable {

	private static final Duration DEADLINE = Duration.ofSeconds(10);
	/** While somebody watches. */
	private static final Duration INTERVAL = Duration.ofSeconds(5);
	private static final double JITTER = 0.2;

	private final InstanceManager manager;
	private final HealthSink sink;
	private final Clock clock;
	private final Map<String, HealthChecks> memory = new ConcurrentHashMap<>();
	private final Map<String, CompletableFuture<HealthReport>> running = new ConcurrentHashMap<>();
	private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
	private final ScheduledExecutorService scheduler = Executors
			.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("health").factory()); //$NON-NLS-1$
	private final AtomicBoolean ticking = new AtomicBoolean();

	@Activate
	public HealthMonitoring(@Reference InstanceManager manager, @Reference HealthSink sink) {
		this(manager, sink, Clock.systemUTC());
	}

	public HealthMonitoring(InstanceManager manager, HealthSink sink, Clock clock) {
		this.manager = manager;
		this.sink = sink;
		this.clock = clock;
	}

	@Override
	public CompletableFuture<HealthReport> check(String id) {
		InstanceSnapshot instance = manager.getInstance(id).orElse(null);
		if (instance == null)
			return CompletableFuture
					.failedFuture(new InstanceException(Reason.NOT_FOUND, "There is no instance '" + id + "'.")); //$NON-NLS-1$ //$NON-NLS-2$
		if (!instance.status().isUp())
			return CompletableFuture.completedFuture(new HealthReport(Health.UNKNOWN, "not running", null, null)); //$NON-NLS-1$
		if (instance.suspended())
			return CompletableFuture.completedFuture(instance.health());
		CompletableFuture<HealthReport> mine = new CompletableFuture<>();
		CompletableFuture<HealthReport> other = running.putIfAbsent(id, mine);
		if (other != null)
			return other.copy();
		ask(id, mine);
		return mine.copy();
	}

	private void ask(String id, CompletableFuture<HealthReport> result) {
		HealthChecks checks = memory.computeIfAbsent(id, key -> new HealthChecks());
		long begin = System.nanoTime();
		try {
			ComfyClient client = manager.client(id);
			client.systemStats().thenCombine(client.queue(), (stats, queue) -> {
				HealthReport report = checks.answered(Duration.ofNanos(System.nanoTime() - begin), clock.instant());
				sink.checked(id, report, HealthChecks.facts(stats), new QueueLoad(queue.running().size(), queue.pending().size()));
				return report;
			}).orTimeout(DEADLINE.toMillis(), TimeUnit.MILLISECONDS).exceptionally(failure -> {
				Throwable cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
				String why = cause.getMessage() != null ? cause.getMessage() : "no answer within " + DEADLINE.toSeconds() + " s"; //$NON-NLS-1$ //$NON-NLS-2$
				HealthReport report = checks.failed(why, clock.instant());
				sink.checked(id, report, null, null);
				return report;
			}).thenAccept(report -> {
				// First, so that who asks again after this answer gets a new one.
				running.remove(id, result);
				result.complete(report);
			});
		} catch (InstanceException e) {
			running.remove(id, result);
			result.completeExceptionally(e);
		}
	}

	@Override
	public Watch watch() {
		Watch watch = new Watch() {
			@Override
			public void close() {
				watches.remove(this);
			}
		};
		watches.add(watch);
		if (ticking.compareAndSet(false, true))
			tick();
		return watch;
	}

	private void tick() {
		if (watches.isEmpty()) {
			ticking.set(false);
			return;
		}
		for (InstanceSnapshot instance : manager.getInstances())
			if (instance.status().isUp())
				check(instance.id());
		memory.keySet().removeIf(id -> manager.getInstance(id).isEmpty());
		double factor = 1 + JITTER * (ThreadLocalRandom.current().nextDouble() - 0.5);
		if (!scheduler.isShutdown())
			scheduler.schedule(this::tick, (long) (INTERVAL.toMillis() * factor), TimeUnit.MILLISECONDS);
	}

	@Override
	@Deactivate
	public void close() {
		watches.clear();
		scheduler.shutdownNow();
	}
}
