// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.tests;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.UnaryOperator;

import org.creativestudio.comfyui.client.ComfyClient;
import org.creativestudio.comfyui.core.FleetSettings;
import org.creativestudio.comfyui.core.InstanceChange;
import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceListener;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.PendingRestart;
import org.creativestudio.comfyui.core.QueueLoad;
import org.creativestudio.comfyui.core.ServerFacts;
import org.creativestudio.comfyui.core.health.Health;
import org.creativestudio.comfyui.core.health.HealthReport;
import org.creativestudio.comfyui.core.launching.ProcessIdentity;
import org.creativestudio.comfyui.testing.InstanceManagerStub;
import org.eclipse.jdt.annotation.Nullable;

/** Instances to which happens what a test says. Listeners are called at once, by the test's thread. */
final class StagedFleet extends InstanceManagerStub {

	static final HealthReport NOT_ASKED = new HealthReport(Health.UNKNOWN, "not asked yet", null, null);
	static final long GIB = 1L << 30;

	final BlockingQueue<String> freed = new LinkedBlockingQueue<>();
	volatile boolean supervising = true;
	volatile FleetSettings settings = FleetSettings.DEFAULTS;
	private final Clock clock;
	private final Map<String, InstanceSnapshot> instances = new LinkedHashMap<>();
	private final List<InstanceListener> listeners = new CopyOnWriteArrayList<>();
	private final Map<String, ComfyClient> clients = new LinkedHashMap<>();

	StagedFleet(Clock clock) {
		this.clock = clock;
	}

	void add(InstanceConfiguration configuration) {
		put(new InstanceSnapshot(configuration, 1, InstanceStatus.STOPPED, "Stopped", clock.instant(), NOT_ASKED, null, null, null, false));
	}

	void add(String id) {
		add(InstanceConfiguration.builder(id, id.toUpperCase()).build());
	}

	void remove(String id) {
		InstanceSnapshot before = instances.remove(id);
		listeners.forEach(listener -> listener.instanceChanged(new InstanceChange(before, null)));
	}

	private void put(InstanceSnapshot after) {
		InstanceSnapshot before = instances.put(after.id(), after);
		listeners.forEach(listener -> listener.instanceChanged(new InstanceChange(before, after)));
	}

	private InstanceSnapshot get(String id) {
		return getInstance(id).orElseThrow();
	}

	/** It starts, as the process of that number or without one, and answers. */
	void up(String id, @Nullable Long pid) {
		status(id, InstanceStatus.STARTING, "Starting", null);
		status(id, InstanceStatus.RUNNING, "Running",
				pid == null ? null : new ProcessIdentity(pid, clock.instant().minusSeconds(10), List.of("python"), 8188));
	}

	void status(String id, InstanceStatus status, String activity, @Nullable ProcessIdentity process) {
		InstanceSnapshot last = get(id);
		boolean stays = status.isUp() && last.status().isUp();
		put(new InstanceSnapshot(last.configuration(), last.revision() + 1, status, activity, clock.instant(),
				stays ? last.health() : NOT_ASKED, process, stays ? last.server() : null, stays ? last.queue() : null, last.active()));
	}

	void crash(String id, String why, @Nullable PendingRestart restart) {
		status(id, InstanceStatus.ERROR, why, null);
		restart(id, restart);
	}

	void restart(String id, @Nullable PendingRestart restart) {
		InstanceSnapshot last = get(id);
		put(new InstanceSnapshot(last.configuration(), last.revision() + 1, last.status(), last.activity(), last.since(), last.health(),
				last.process(), last.server(), last.queue(), last.active(), last.starting(), restart, last.suspended()));
	}

	void giveUp(String id, String why) {
		InstanceSnapshot last = get(id);
		put(new InstanceSnapshot(last.configuration(), last.revision() + 1, InstanceStatus.ERROR, why, clock.instant(), NOT_ASKED, null, null,
				null, last.active(), null, null, false, true));
	}

	void suspend(String id) {
		InstanceSnapshot last = get(id);
		put(new InstanceSnapshot(last.configuration(), last.revision() + 1, InstanceStatus.PAUSED, last.activity(), last.since(),
				last.health(), last.process(), last.server(), last.queue(), last.active(), null, null, true));
	}

	void answers(String id, int millis, int running, int pending) {
		checked(id, new HealthReport(Health.HEALTHY, "answers in " + millis + " ms", Duration.ofMillis(millis), clock.instant()),
				new ServerFacts("0.3.64", "3.12", "cuda:0 GPU", "cuda", 24 * GIB, 12 * GIB, 64 * GIB, 32 * GIB, 4 * GIB, GIB, false),
				new QueueLoad(running, pending));
	}

	void health(String id, Health health, String reason) {
		checked(id, new HealthReport(health, reason, health == Health.HEALTHY ? Duration.ofMillis(10) : null, clock.instant()),
				get(id).server(), get(id).queue());
	}

	void queue(String id, int running, int pending) {
		checked(id, get(id).health(), get(id).server(), new QueueLoad(running, pending));
	}

	private void checked(String id, HealthReport report, @Nullable ServerFacts facts, @Nullable QueueLoad queue) {
		InstanceSnapshot last = get(id);
		put(new InstanceSnapshot(last.configuration(), last.revision() + 1, last.status(), last.activity(), last.since(), report,
				last.process(), facts, queue, last.active()));
	}

	void client(String id, ComfyClient client) {
		clients.put(id, client);
	}

	@Override
	public ComfyClient client(String id) {
		return clients.get(id);
	}

	@Override
	public CompletableFuture<Void> freeMemory(String id) {
		freed.add(id);
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public FleetSettings getSettings() {
		return settings;
	}

	@Override
	public CompletableFuture<Void> changeSettings(UnaryOperator<FleetSettings> change) {
		settings = change.apply(settings);
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public boolean isSupervising() {
		return supervising;
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
		return getInstances().stream().filter(InstanceSnapshot::active).findFirst();
	}

	@Override
	public void addListener(InstanceListener listener) {
		listeners.add(listener);
	}

	@Override
	public void removeListener(InstanceListener listener) {
		listeners.remove(listener);
	}

	Instant now() {
		return clock.instant();
	}
}
