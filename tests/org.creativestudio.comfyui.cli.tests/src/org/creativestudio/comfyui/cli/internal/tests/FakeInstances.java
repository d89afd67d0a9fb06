// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal.tests;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import org.creativestudio.comfyui.core.FleetSettings;
import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.validation.Finding;
import org.creativestudio.comfyui.testing.InstanceManagerStub;
import org.creativestudio.comfyui.core.InstanceListener;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.PauseOptions;
import org.creativestudio.comfyui.core.Supervision;
import org.creativestudio.comfyui.core.health.Health;
import org.creativestudio.comfyui.core.health.HealthMonitor;
import org.creativestudio.comfyui.core.health.HealthReport;

/** Instances without processes: a start is done at once, or when the test says so. */
final class FakeInstances extends InstanceManagerStub implements HealthMonitor {

	static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

	final Map<String, InstanceSnapshot> all = new LinkedHashMap<>();
	final List<String> calls = new ArrayList<>();
	InstanceListener listener;
	InstanceConfiguration stored;
	List<Finding> findings = List.of();
	/** What the next starts return; null: they are done at once. */
	CompletableFuture<InstanceSnapshot> nextStart;
	/** What checks return; null: they are done at once. */
	CompletableFuture<HealthReport> nextCheck;
	InstanceException problem;
	/** Why changes are refused; null: they are not. */
	InstanceException refusal;
	FleetSettings settings = FleetSettings.DEFAULTS;
	/** What follows a check. */
	Consumer<String> checked = id -> {
	};
	/** What follows the beginning of monitoring. */
	Runnable monitored = () -> {
	};
	private boolean configured;

	InstanceSnapshot add(String id, String name, InstanceStatus status) {
		return put(InstanceConfiguration.builder(id, name).port(8188 + all.size()).build(), status, Health.UNKNOWN, false);
	}

	void activate(String id) {
		InstanceSnapshot instance = all.get(id);
		put(instance.configuration(), instance.status(), instance.health().health(), true);
	}

	private InstanceSnapshot put(InstanceConfiguration configuration, InstanceStatus status, Health health, boolean active) {
		configured = true;
		InstanceSnapshot snapshot = new InstanceSnapshot(configuration, 1, status, "", NOW,
				new HealthReport(health, "", null, null), null, null, null, active);
		all.put(configuration.id(), snapshot);
		return snapshot;
	}

	/** An instance is in any state. */
	void become(InstanceSnapshot snapshot) {
		all.put(snapshot.id(), snapshot);
	}

	private InstanceSnapshot become(String id, InstanceStatus status) {
		InstanceSnapshot before = all.get(id);
		return put(before.configuration(), status, before.health().health(), before.active());
	}

	@Override
	public Optional<InstanceException> getProblem() {
		return Optional.ofNullable(problem);
	}

	@Override
	public List<InstanceSnapshot> getInstances() {
		return List.copyOf(all.values());
	}

	@Override
	public Optional<InstanceSnapshot> getInstance(String id) {
		return Optional.ofNullable(all.get(id));
	}

	@Override
	public Optional<InstanceSnapshot> find(String idOrName) {
		return getInstance(idOrName)
				.or(() -> all.values().stream().filter(instance -> instance.name().equals(idOrName)).findFirst());
	}

	@Override
	public Optional<InstanceSnapshot> getActiveInstance() {
		return all.values().stream().filter(InstanceSnapshot::active).findFirst();
	}

	@Override
	public CompletableFuture<Optional<InstanceSnapshot>> createDefaultInstance() {
		calls.add("create default");
		return CompletableFuture.completedFuture(
				configured ? Optional.empty() : Optional.of(add("instance_001", "Default Instance", InstanceStatus.STOPPED)));
	}

	@Override
	public CompletableFuture<InstanceSnapshot> start(String id) {
		calls.add("start " + id);
		if (nextStart != null)
			return nextStart;
		return CompletableFuture.completedFuture(become(id, InstanceStatus.RUNNING));
	}

	@Override
	public CompletableFuture<InstanceSnapshot> stop(String id) {
		calls.add("stop " + id);
		return CompletableFuture.completedFuture(become(id, InstanceStatus.STOPPED));
	}

	@Override
	public CompletableFuture<InstanceSnapshot> stopWhenIdle(String id) {
		calls.add("stop when idle " + id);
		return CompletableFuture.completedFuture(become(id, InstanceStatus.STOPPED));
	}

	@Override
	public CompletableFuture<InstanceSnapshot> create(InstanceConfiguration configuration) {
		stored = configuration;
		return CompletableFuture.completedFuture(put(configuration, InstanceStatus.STOPPED, Health.UNKNOWN, false));
	}

	@Override
	public CompletableFuture<InstanceSnapshot> update(InstanceConfiguration configuration) {
		if (refusal != null)
			return CompletableFuture.failedFuture(refusal);
		stored = configuration;
		return CompletableFuture.completedFuture(put(configuration, all.get(configuration.id()).status(), Health.HEALTHY, false));
	}

	@Override
	public CompletableFuture<Void> delete(String id) {
		calls.add("delete " + id);
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public CompletableFuture<Void> setActive(String id) {
		calls.add("activate " + id);
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public CompletableFuture<List<Finding>> validate(InstanceConfiguration configuration) {
		return CompletableFuture.completedFuture(findings);
	}

	@Override
	public CompletableFuture<List<InstanceConfiguration>> detect() {
		return CompletableFuture.completedFuture(
				List.of(InstanceConfiguration.builder("x", "x").comfyuiDirectory(Path.of("/found/ComfyUI")).build()));
	}

	@Override
	public CompletableFuture<Integer> freePort() {
		return CompletableFuture.completedFuture(8190);
	}

	@Override
	public CompletableFuture<InstanceConfiguration> proposeCopy(String id) {
		return CompletableFuture.completedFuture(all.get(id).configuration().toBuilder().id("copy").name("Copy").build());
	}

	@Override
	public String newId() {
		return "instance_007";
	}

	@Override
	public CompletableFuture<InstanceSnapshot> restart(String id) {
		calls.add("restart " + id);
		return CompletableFuture.completedFuture(become(id, InstanceStatus.RUNNING));
	}

	@Override
	public CompletableFuture<InstanceSnapshot> pause(String id, PauseOptions options) {
		calls.add("pause " + id + ' ' + options);
		return CompletableFuture.completedFuture(become(id, InstanceStatus.PAUSED));
	}

	@Override
	public CompletableFuture<InstanceSnapshot> resume(String id) {
		calls.add("resume " + id);
		return CompletableFuture.completedFuture(become(id, InstanceStatus.RUNNING));
	}

	@Override
	public CompletableFuture<String> diagnostics(String id) {
		return CompletableFuture.completedFuture("diagnostics of " + id + "\n");
	}

	@Override
	public void addListener(InstanceListener added) {
		listener = added;
	}

	@Override
	public void removeListener(InstanceListener removed) {
		listener = null;
	}

	@Override
	public Supervision supervise() {
		calls.add("supervise");
		return new Supervision() {
			@Override
			public boolean isLeading() {
				return true;
			}

			@Override
			public void close() {
				calls.add("supervise no more");
			}
		};
	}

	@Override
	public CompletableFuture<Void> checkAll() {
		return CompletableFuture.allOf(all.keySet().stream().map(this::check).toArray(CompletableFuture[]::new));
	}

	@Override
	public CompletableFuture<HealthReport> check(String id) {
		calls.add("check " + id);
		if (nextCheck != null)
			return nextCheck;
		InstanceSnapshot before = all.get(id);
		HealthReport report = put(before.configuration(), before.status(), Health.HEALTHY, before.active()).health();
		checked.accept(id);
		return CompletableFuture.completedFuture(report);
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
	public CompletableFuture<Void> freeMemory(String id) {
		calls.add("free " + id);
		return all.get(id).status().isUp() ? CompletableFuture.completedFuture(null)
				: CompletableFuture.failedFuture(new InstanceException(InstanceException.Reason.INVALID, "does not run"));
	}

	@Override
	public Watch watch() {
		calls.add("monitor");
		monitored.run();
		return () -> calls.add("monitor no more");
	}
}
