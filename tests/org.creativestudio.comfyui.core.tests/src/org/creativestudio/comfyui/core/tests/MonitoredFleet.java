// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.tests;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.creativestudio.comfyui.client.ClientOptions;
import org.creativestudio.comfyui.client.ComfyClient;
import org.creativestudio.comfyui.core.FleetSettings;
import org.creativestudio.comfyui.core.InstanceChange;
import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceListener;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.QueueLoad;
import org.creativestudio.comfyui.core.ServerFacts;
import org.creativestudio.comfyui.core.health.Health;
import org.creativestudio.comfyui.core.health.HealthMonitor.Watch;
import org.creativestudio.comfyui.core.health.HealthReport;
import org.creativestudio.comfyui.core.health.HealthSettings;
import org.creativestudio.comfyui.core.internal.HealthSink;
import org.creativestudio.comfyui.core.internal.health.HealthMonitoring;
import org.creativestudio.comfyui.core.internal.health.QueueMonitoring;
import org.creativestudio.comfyui.testing.InstanceManagerStub;
import org.eclipse.jdt.annotation.Nullable;

/** Running instances with real clients, monitored in a time that only the test moves. */
final class MonitoredFleet extends InstanceManagerStub implements HealthSink, AutoCloseable {

	/** What the monitor found. */
	record Found(HealthReport report, @Nullable ServerFacts facts, @Nullable QueueLoad queue) {
		Health word() {
			return report.health();
		}

		String reason() {
			return report.reason();
		}
	}

	final MonitorClock clock = new MonitorClock();
	final HealthMonitoring monitoring = new HealthMonitoring(this, this, clock.time);
	final QueueMonitoring queues = new QueueMonitoring(this, monitoring);
	final BlockingQueue<QueueLoad> pushed = new LinkedBlockingQueue<>();
	volatile FleetSettings settings = FleetSettings.DEFAULTS;
	private final Map<String, InstanceSnapshot> instances = new ConcurrentHashMap<>();
	private final Map<String, ComfyClient> clients = new ConcurrentHashMap<>();
	private final Map<String, BlockingQueue<Found>> found = new ConcurrentHashMap<>();
	private final Map<String, AtomicInteger> checks = new ConcurrentHashMap<>();
	private final List<InstanceListener> listeners = new CopyOnWriteArrayList<>();
	private final List<Watch> watches = new ArrayList<>();

	/** An instance whose queue is not followed, so that nothing but checks happens. */
	void add(String id, URI address) {
		add(id, address, false);
	}

	void add(String id, URI address, boolean queue) {
		add(id, ClientOptions.of(address), queue);
	}

	void add(String id, ClientOptions options, boolean queue) {
		URI address = options.base();
		clients.put(id, ComfyClient.create(options));
		set(snapshot(InstanceConfiguration.builder(id, id).host("127.0.0.1").port(address.getPort()).queueMonitoring(queue).build(),
				InstanceStatus.RUNNING, false));
	}

	static InstanceSnapshot snapshot(InstanceConfiguration configuration, InstanceStatus status, boolean suspended) {
		return new InstanceSnapshot(configuration, 1, status, "", Instant.EPOCH, new HealthReport(Health.UNKNOWN, "", null, null), null,
				null, null, false, null, null, suspended);
	}

	void set(InstanceSnapshot after) {
		InstanceSnapshot before = instances.put(after.id(), after);
		listeners.forEach(listener -> listener.instanceChanged(new InstanceChange(before, after)));
	}

	void monitor() {
		watches.add(monitoring.monitor());
	}

	void settings(HealthSettings health) {
		settings = settings.health(health);
	}

	/** Time passes until an instance is asked. */
	void awaitQuestion(String id) {
		int before = asked(id);
		clock.until(() -> asked(id) > before);
	}

	/** How often an instance was asked for anything. */
	int asked(String id) {
		return checks.computeIfAbsent(id, key -> new AtomicInteger()).get();
	}

	/** What came of a question that was asked already. */
	Found found(String id) throws InterruptedException {
		return found.computeIfAbsent(id, key -> new LinkedBlockingQueue<>()).take();
	}

	/** What came of a question; null when nothing yet. */
	@Nullable
	Found poll(String id) throws InterruptedException {
		return found.computeIfAbsent(id, key -> new LinkedBlockingQueue<>()).poll(20, TimeUnit.MILLISECONDS);
	}

	/** Time passes until the next question, whose answer comes by itself. */
	Found next(String id) throws InterruptedException {
		awaitQuestion(id);
		return found(id);
	}

	/** Time passes until the next question, which is not answered within its deadline. */
	Found nextSilent(String id) throws InterruptedException {
		awaitQuestion(id);
		BlockingQueue<Found> results = found.computeIfAbsent(id, key -> new LinkedBlockingQueue<>());
		clock.until(() -> !results.isEmpty());
		return results.take();
	}

	/** From now to the next question. */
	Duration untilNext(String id) {
		long begin = clock.nanos();
		awaitQuestion(id);
		return Duration.ofNanos(clock.nanos() - begin);
	}

	@Override
	public CompletableFuture<Void> checked(String id, HealthReport report, @Nullable ServerFacts facts, @Nullable QueueLoad queue) {
		found.computeIfAbsent(id, key -> new LinkedBlockingQueue<>()).add(new Found(report, facts, queue));
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public void queued(String id, QueueLoad queue) {
		pushed.add(queue);
	}

	@Override
	public FleetSettings getSettings() {
		return settings;
	}

	@Override
	public List<InstanceSnapshot> getInstances() {
		return List.copyOf(instances.values());
	}

	@Override
	public Optional<InstanceSnapshot> getInstance(String id) {
		return Optional.ofNullable(instances.get(id));
	}

	@Override
	public ComfyClient client(String id) {
		checks.computeIfAbsent(id, key -> new AtomicInteger()).incrementAndGet();
		return clients.get(id);
	}

	@Override
	public void addListener(InstanceListener listener) {
		listeners.add(listener);
	}

	@Override
	public void removeListener(InstanceListener listener) {
		listeners.remove(listener);
	}

	@Override
	public void close() {
		watches.forEach(Watch::close);
		queues.close();
		monitoring.close();
		clients.values().forEach(ComfyClient::close);
	}
}
