// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests.instances;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

import org.creativestudio.comfyui.core.FleetSettings;
import org.creativestudio.comfyui.core.InstanceChange;
import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceListener;
import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.testing.InstanceManagerStub;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.PauseOptions;
import org.creativestudio.comfyui.core.validation.Field;
import org.creativestudio.comfyui.core.validation.Finding;
import org.creativestudio.comfyui.core.validation.Finding.Severity;
import org.creativestudio.comfyui.core.health.Health;
import org.creativestudio.comfyui.core.health.HealthMonitor;
import org.creativestudio.comfyui.core.migration.FirstLaunch;
import org.creativestudio.comfyui.core.health.HealthReport;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.ui.PlatformUI;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/** Instances that do what a test says. Takes the place of the real services until it is closed. */
final class FakeInstances extends InstanceManagerStub implements HealthMonitor, FirstLaunch, AutoCloseable {

	private final List<InstanceListener> listeners = new CopyOnWriteArrayList<>();
	private final Map<String, InstanceSnapshot> instances = new LinkedHashMap<>();
	private final ServiceRegistration<?> registration;
	/** What is found on this computer. */
	CompletableFuture<Integer> freePort = CompletableFuture.completedFuture(8190);
	List<InstanceConfiguration> detected = List
			.of(InstanceConfiguration.builder("x", "x").comfyuiDirectory(Path.of("/found/ComfyUI")).build());
	/** Holds the findings back until it is completed; null: they come at once. */
	volatile @Nullable CompletableFuture<Void> holdValidation;
	/** What was asked for, in order: "start a". */
	final List<String> asked = new CopyOnWriteArrayList<>();
	final AtomicInteger watches = new AtomicInteger();
	/** How often a configuration was looked at. */
	final AtomicInteger validations = new AtomicInteger();
	final AtomicReference<FleetSettings> settings = new AtomicReference<>(FleetSettings.DEFAULTS);

	FakeInstances() {
		Hashtable<String, Object> first = new Hashtable<>(Map.of(Constants.SERVICE_RANKING, 1000));
		registration = FrameworkUtil.getBundle(PlatformUI.class).getBundleContext()
				.registerService(new String[] { InstanceManager.class.getName(), HealthMonitor.class.getName(), FirstLaunch.class.getName() }, this, first);
	}

	void put(InstanceSnapshot instance) {
		InstanceSnapshot before;
		synchronized (instances) {
			before = instances.put(instance.id(), instance);
		}
		listeners.forEach(listener -> listener.instanceChanged(new InstanceChange(before, instance)));
	}

	void change(String id, InstanceStatus status, String activity) {
		put(Instances.with(get(id), status, activity));
	}

	InstanceSnapshot get(String id) {
		return getInstance(id).orElseThrow(() -> new InstanceException(InstanceException.Reason.NOT_FOUND, "no instance " + id));
	}

	int listenerCount() {
		return listeners.size();
	}

	@Override
	public List<InstanceSnapshot> getInstances() {
		synchronized (instances) {
			return new ArrayList<>(instances.values());
		}
	}

	@Override
	public Optional<InstanceSnapshot> getInstance(String id) {
		synchronized (instances) {
			return Optional.ofNullable(instances.get(id));
		}
	}

	@Override
	public Optional<InstanceSnapshot> find(String idOrName) {
		return getInstance(idOrName);
	}

	@Override
	public Optional<InstanceSnapshot> getActiveInstance() {
		return getInstances().stream().filter(InstanceSnapshot::active).findFirst();
	}

	@Override
	public CompletableFuture<Optional<Begun>> begin() {
		return createDefaultInstance().thenApply(none -> Optional.empty());
	}

	@Override
	public CompletableFuture<Optional<InstanceSnapshot>> createDefaultInstance() {
		asked.add("createDefault");
		return CompletableFuture.completedFuture(Optional.empty());
	}

	@Override
	public CompletableFuture<InstanceSnapshot> create(InstanceConfiguration configuration) {
		asked.add("create " + configuration.kind());
		InstanceSnapshot created = Instances.of(configuration, InstanceStatus.STOPPED, Health.UNKNOWN, "", null, null, false);
		put(created);
		return CompletableFuture.completedFuture(created);
	}

	@Override
	public CompletableFuture<InstanceSnapshot> update(InstanceConfiguration configuration) {
		asked.add("update " + configuration.id());
		InstanceSnapshot before = get(configuration.id());
		put(new InstanceSnapshot(configuration, before.revision() + 1, before.status(), "", before.since(), before.health(), null, null, null,
				before.active()));
		return CompletableFuture.completedFuture(get(configuration.id()));
	}

	@Override
	public CompletableFuture<Void> delete(String id) {
		asked.add("delete " + id);
		InstanceSnapshot gone;
		synchronized (instances) {
			gone = instances.remove(id);
		}
		if (gone != null)
			listeners.forEach(listener -> listener.instanceChanged(new InstanceChange(gone, null)));
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public CompletableFuture<List<InstanceConfiguration>> detect() {
		return CompletableFuture.completedFuture(detected);
	}

	@Override
	public CompletableFuture<Integer> freePort() {
		return freePort;
	}

	/** Refuses an empty name, the tag "refused", and "Taken" with a long proposal, and proposes port 8193 for port 1. */
	@Override
	public CompletableFuture<List<Finding>> validate(InstanceConfiguration configuration) {
		validations.incrementAndGet();
		List<Finding> findings = new ArrayList<>();
		if (configuration.name().isEmpty())
			findings.add(new Finding(Severity.ERROR, Field.NAME, "It needs a name.", null));
		if (configuration.name().equals("Taken"))
			findings.add(new Finding(Severity.ERROR, Field.NAME, "The name is taken.",
					new Finding.Fix("Use the name 'Taken by an Instance With a Long Name 2'", before -> before.toBuilder().name("Taken 2").build())));
		if (configuration.port() == 1)
			findings.add(new Finding(Severity.ERROR, Field.PORT, "Port 1 is taken.",
					new Finding.Fix("Use port 8193", before -> before.toBuilder().port(8193).build())));
		if (configuration.tags().contains("refused"))
			findings.add(new Finding(Severity.ERROR, Field.TAGS, "The tag is refused.", null));
		CompletableFuture<Void> hold = holdValidation;
		return hold == null ? CompletableFuture.completedFuture(findings) : hold.thenApply(released -> findings);
	}

	@Override
	public CompletableFuture<InstanceSnapshot> start(String id) {
		asked.add("start " + id);
		change(id, InstanceStatus.STARTING, "Loading nodes");
		return CompletableFuture.completedFuture(get(id));
	}

	@Override
	public CompletableFuture<InstanceSnapshot> stop(String id) {
		asked.add("stop " + id);
		change(id, InstanceStatus.STOPPED, "");
		return CompletableFuture.completedFuture(get(id));
	}

	@Override
	public CompletableFuture<Void> setActive(@Nullable String id) {
		asked.add("activate " + id);
		for (InstanceSnapshot instance : getInstances())
			if (instance.active() != instance.id().equals(id))
				put(Instances.active(instance, instance.id().equals(id)));
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public String newId() {
		return "instance_001";
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
	public CompletableFuture<InstanceSnapshot> stopWhenIdle(String id) {
		asked.add("stop when idle " + id);
		return CompletableFuture.completedFuture(get(id));
	}

	@Override
	public CompletableFuture<InstanceSnapshot> restart(String id) {
		asked.add("restart " + id);
		return CompletableFuture.completedFuture(get(id));
	}

	@Override
	public CompletableFuture<InstanceSnapshot> pause(String id, PauseOptions options) {
		asked.add("pause " + id + ' ' + options);
		change(id, InstanceStatus.PAUSED, "Paused");
		return CompletableFuture.completedFuture(get(id));
	}

	@Override
	public CompletableFuture<InstanceSnapshot> resume(String id) {
		asked.add("resume " + id);
		change(id, InstanceStatus.RUNNING, "");
		return CompletableFuture.completedFuture(get(id));
	}

	@Override
	public CompletableFuture<String> diagnostics(String id) {
		return CompletableFuture.completedFuture("diagnostics of " + id);
	}

	@Override
	public FleetSettings getSettings() {
		return settings.get();
	}

	@Override
	public CompletableFuture<Void> changeSettings(UnaryOperator<FleetSettings> change) {
		FleetSettings changed = settings.updateAndGet(change);
		listeners.forEach(listener -> listener.settingsChanged(changed));
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public CompletableFuture<Void> freeMemory(String id) {
		asked.add("free memory " + id);
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public CompletableFuture<HealthReport> check(String id) {
		asked.add("check " + id);
		return CompletableFuture.completedFuture(get(id).health());
	}

	@Override
	public CompletableFuture<Void> checkAll() {
		asked.add("check all");
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public Watch watch() {
		watches.incrementAndGet();
		return watches::decrementAndGet;
	}

	@Override
	public void close() {
		registration.unregister();
	}
}
