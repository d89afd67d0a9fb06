// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.migration.tests;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.core.configuration.ImportPlan;
import org.creativestudio.comfyui.core.internal.HomeExchange;
import org.creativestudio.comfyui.core.internal.HomeInstanceManager;
import org.creativestudio.comfyui.core.internal.LauncherRegistry;
import org.creativestudio.comfyui.core.launching.InstanceLauncher;
import org.creativestudio.comfyui.core.launching.LaunchedInstance;
import org.creativestudio.comfyui.core.migration.FirstLaunch.Begun;
import org.creativestudio.comfyui.migration.internal.Computer;
import org.creativestudio.comfyui.migration.internal.HomeFirstLaunch;
import org.creativestudio.comfyui.migration.internal.HomeMigration;

/** A real home with its services; nothing in it can be started. */
final class Home implements AutoCloseable {

	final StudioHome home;
	final HomeInstanceManager manager;
	final HomeExchange exchange;
	final HomeMigration migration;
	final HomeFirstLaunch firstLaunch;

	Home(Path directory, Computer computer, List<Integer> ports) {
		home = new StudioHome(directory);
		manager = new HomeInstanceManager(home, Clock.systemUTC(), null, new Launchers());
		exchange = new HomeExchange(manager, manager, () -> null, home, Clock.systemUTC());
		migration = new HomeMigration(manager, exchange, computer, ports);
		firstLaunch = new HomeFirstLaunch(home, manager, migration, exchange);
	}

	ImportPlan plan() throws InterruptedException, ExecutionException {
		return migration.plan(migration.find().get()).get();
	}

	/** Finds, plans, applies. */
	List<String> migrate() throws InterruptedException, ExecutionException {
		return exchange.apply(plan()).get();
	}

	Optional<Begun> begin() throws InterruptedException, ExecutionException {
		return firstLaunch.begin().get();
	}

	List<InstanceConfiguration> instances() {
		return manager.getInstances().stream().map(InstanceSnapshot::configuration).toList();
	}

	List<String> names() {
		return manager.getInstances().stream().map(InstanceSnapshot::name).toList();
	}

	Optional<String> active() {
		return manager.getActiveInstance().map(InstanceSnapshot::name);
	}

	@Override
	public void close() {
		manager.close();
	}

	/** The embedded server is always there to be proposed. */
	private static final class Launchers implements LauncherRegistry, InstanceLauncher {
		@Override
		public Optional<InstanceLauncher> find(String kind) {
			return Optional.of(this);
		}

		@Override
		public List<InstanceLauncher> all() {
			return List.of(this);
		}

		@Override
		public List<InstanceConfiguration> detect(StudioHome home) {
			return List.of(InstanceConfiguration.builder("any", "Any").kind(InstanceConfiguration.EMBEDDED).build());
		}

		@Override
		public LaunchedInstance launch(InstanceConfiguration configuration, StudioHome home) {
			throw new UnsupportedOperationException();
		}

		@Override
		public Optional<LaunchedInstance> adopt(InstanceConfiguration configuration, StudioHome home) {
			return Optional.empty();
		}
	}
}
