// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.testing;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

import org.creativestudio.comfyui.client.ClientOptions;
import org.creativestudio.comfyui.client.ComfyClient;
import org.creativestudio.comfyui.core.FleetSettings;
import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceListener;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.balancing.Candidate;
import org.creativestudio.comfyui.core.balancing.Choice;
import org.creativestudio.comfyui.core.balancing.StrategyRegistry;
import org.creativestudio.comfyui.core.balancing.WorkRequest;
import org.creativestudio.comfyui.core.health.Health;
import org.creativestudio.comfyui.core.health.HealthReport;

/** Servers that somebody else starts and stops, always taken for running, and a strategy that takes the one with the fewest jobs. */
public final class FixedFleet extends InstanceManagerStub implements StrategyRegistry, AutoCloseable {

	private final Map<String, InstanceSnapshot> instances = new TreeMap<>();
	private final Map<String, ComfyClient> clients = new ConcurrentHashMap<>();

	private final UnaryOperator<ClientOptions> options;

	/** @param jobsEach how many jobs may be at each at once */
	public FixedFleet(List<Integer> ports, int jobsEach) {
		this(ports, jobsEach, UnaryOperator.identity());
	}

	/** @param options what is other than usual for the clients */
	public FixedFleet(List<Integer> ports, int jobsEach, UnaryOperator<ClientOptions> options) {
		this.options = options;
		for (int port : ports) {
			String id = "s" + port; //$NON-NLS-1$
			InstanceConfiguration configuration = InstanceConfiguration.builder(id, id).kind(InstanceConfiguration.ATTACHED).host("127.0.0.1") //$NON-NLS-1$
					.port(port).maxConcurrentWorkflows(jobsEach).build();
			instances.put(id, new InstanceSnapshot(configuration, 1, InstanceStatus.RUNNING, "", Instant.EPOCH, //$NON-NLS-1$
					new HealthReport(Health.HEALTHY, "", null, null), null, null, null, false)); //$NON-NLS-1$
		}
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
	public Optional<InstanceSnapshot> getActiveInstance() {
		return Optional.empty();
	}

	@Override
	public FleetSettings getSettings() {
		return FleetSettings.DEFAULTS;
	}

	@Override
	public ComfyClient client(String id) {
		return clients.computeIfAbsent(id, key -> ComfyClient.create(options.apply(ClientOptions.of(instances.get(key).configuration().baseUri()))));
	}

	@Override
	public void addListener(InstanceListener listener) {
		// nothing ever changes
	}

	@Override
	public void removeListener(InstanceListener listener) {
		// there is none
	}

	@Override
	public Choice choose(String strategyId, WorkRequest request, List<Candidate> candidates) {
		return new Choice.Selected(candidates.stream().min(Comparator.comparingInt(Candidate::ownJobs)).orElseThrow().instance().id(),
				"the fewest jobs are there"); //$NON-NLS-1$
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
		return new Descriptor("fewest", "Fewest", ""); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
	}

	@Override
	public void close() {
		clients.values().forEach(ComfyClient::close);
	}
}
