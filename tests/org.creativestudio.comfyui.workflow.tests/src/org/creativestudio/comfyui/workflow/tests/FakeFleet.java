// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.tests;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

import org.creativestudio.comfyui.client.ClientOptions;
import org.creativestudio.comfyui.client.ComfyClient;
import org.creativestudio.comfyui.core.FleetSettings;
import org.creativestudio.comfyui.core.InstanceChange;
import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceListener;
import org.creativestudio.comfyui.testing.InstanceManagerStub;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.ServerFacts;
import org.creativestudio.comfyui.core.balancing.Candidate;
import org.creativestudio.comfyui.core.balancing.Choice;
import org.creativestudio.comfyui.core.balancing.StrategyRegistry;
import org.creativestudio.comfyui.core.balancing.WorkRequest;
import org.creativestudio.comfyui.core.health.Health;
import org.creativestudio.comfyui.core.health.HealthReport;
import org.eclipse.jdt.annotation.Nullable;

/** Instances whose status a test sets, with real clients; a strategy that takes the first candidate. */
final class FakeFleet extends InstanceManagerStub implements StrategyRegistry, AutoCloseable {

	/** What stands between a job and its server. */
	volatile UnaryOperator<ComfyClient> around = UnaryOperator.identity();
	private final Map<String, InstanceSnapshot> instances = new ConcurrentHashMap<>();
	private final Map<String, ComfyClient> clients = new ConcurrentHashMap<>();
	private final List<InstanceListener> listeners = new CopyOnWriteArrayList<>();
	volatile @Nullable WorkRequest asked;
	volatile List<Candidate> offered = List.of();
	volatile FleetSettings settings = FleetSettings.DEFAULTS;

	void set(String id, int port, InstanceStatus status, boolean active) {
		set(id, port, status, active, new HealthReport(Health.HEALTHY, "", null, null));
	}

	/** The active instance runs and does not answer. */
	void unhealthy(String id, int port) {
		set(id, port, InstanceStatus.RUNNING, true, new HealthReport(Health.UNHEALTHY, "no answer", null, null));
	}

	/** An instance that runs, but not well. */
	void degraded(String id, int port) {
		set(id, port, InstanceStatus.RUNNING, false, new HealthReport(Health.DEGRADED, "slow", null, null));
	}

	/** An instance that runs, with so much GPU memory. */
	void withMemory(String id, int port, long bytes) {
		set(id, port, InstanceStatus.RUNNING, false, new HealthReport(Health.HEALTHY, "", null, null),
				new ServerFacts("0.3.64", "3.11", "GPU of " + id, "cuda", bytes, bytes, null, null, false));
	}

	/** An instance that runs, at which work may take so long. */
	void withTimeout(String id, int port, Duration timeout) {
		put(InstanceConfiguration.builder(id, id).host("127.0.0.1").port(port).timeout(timeout).build(), InstanceStatus.RUNNING, false,
				new HealthReport(Health.HEALTHY, "", null, null), null);
	}

	/** An instance that runs, at a server that somebody else started, with two places and so much time for work. */
	void attached(String id, int port, Duration timeout) {
		put(InstanceConfiguration.builder(id, id).kind(InstanceConfiguration.ATTACHED).host("127.0.0.1").port(port).timeout(timeout)
				.maxConcurrentWorkflows(2).build(), InstanceStatus.RUNNING, false, new HealthReport(Health.HEALTHY, "", null, null), null);
	}

	/** The user deletes it. */
	void remove(String id) {
		InstanceSnapshot before = instances.remove(id);
		ComfyClient client = clients.remove(id);
		listeners.forEach(listener -> listener.instanceChanged(new InstanceChange(before, null)));
		if (client != null)
			client.close();
	}

	private void set(String id, int port, InstanceStatus status, boolean active, HealthReport health) {
		set(id, port, status, active, health, null);
	}

	private void set(String id, int port, InstanceStatus status, boolean active, HealthReport health, @Nullable ServerFacts server) {
		put(InstanceConfiguration.builder(id, id).host("127.0.0.1").port(port).build(), status, active, health, server);
	}

	private void put(InstanceConfiguration configuration, InstanceStatus status, boolean active, HealthReport health, @Nullable ServerFacts server) {
		String id = configuration.id();
		InstanceSnapshot before = instances.get(id);
		InstanceSnapshot after = new InstanceSnapshot(configuration, before == null ? 1 : before.revision() + 1, status, "said so",
				Instant.EPOCH, health, null, server, null, active);
		instances.put(id, after);
		listeners.forEach(listener -> listener.instanceChanged(new InstanceChange(before, after)));
	}

	@Override
	public List<InstanceSnapshot> getInstances() {
		return instances.values().stream().sorted(java.util.Comparator.comparing(InstanceSnapshot::id)).toList();
	}

	@Override
	public Optional<InstanceSnapshot> getInstance(String id) {
		return Optional.ofNullable(instances.get(id));
	}

	@Override
	public Optional<InstanceSnapshot> find(String idOrName) {
		return getInstance(idOrName);
	}

	@Override
	public Optional<InstanceSnapshot> getActiveInstance() {
		return instances.values().stream().filter(InstanceSnapshot::active).findFirst();
	}

	@Override
	public FleetSettings getSettings() {
		return settings;
	}

	@Override
	public ComfyClient client(String id) {
		URI address = instances.get(id).address();
		return clients.compute(id, (key, known) -> {
			if (known != null && known.base().equals(address))
				return known;
			if (known != null)
				known.close();
			return around.apply(ComfyClient.create(ClientOptions.of(address)));
		});
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
	public Choice choose(String strategyId, WorkRequest request, List<Candidate> candidates) {
		asked = request;
		offered = List.copyOf(candidates);
		return new Choice.Selected(candidates.get(0).instance().id(), "chosen by " + strategyId);
	}

	@Override
	public List<Descriptor> getStrategies() {
		return List.of(getDefault());
	}

	@Override
	public Optional<Descriptor> getStrategy(String id) {
		return Optional.of(getDefault());
	}

	@Override
	public Descriptor getDefault() {
		return new Descriptor("first", "First", "");
	}

	@Override
	public void close() {
		clients.values().forEach(ComfyClient::close);
	}
}
