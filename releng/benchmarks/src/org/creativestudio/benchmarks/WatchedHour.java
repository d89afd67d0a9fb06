// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.core.Supervision;
import org.creativestudio.comfyui.core.health.HealthMonitor.Watch;
import org.creativestudio.comfyui.core.internal.HomeInstanceManager;
import org.creativestudio.comfyui.core.internal.LauncherRegistry;
import org.creativestudio.comfyui.core.internal.health.HealthMonitoring;
import org.creativestudio.comfyui.core.internal.metrics.FleetMetrics;
import org.creativestudio.comfyui.core.launching.InstanceLauncher;
import org.creativestudio.comfyui.core.launching.LaunchedInstance;
import org.creativestudio.comfyui.core.launching.ProcessIdentity;
import org.eclipse.jdt.annotation.Nullable;

/**
 * {@code WatchedHour HOME INTERVAL_SECONDS attached|local}: a process of its own that monitors the instances of a home and records their
 * figures, as a program does that has been open for an hour: it lives through that hour before it begins. {@code local}: as if all were
 * processes of this computer with GPUs, of which most is known. Prints a line when it monitors, and ends with its input.
 */
public final class WatchedHour {

	private WatchedHour() {
	}

	public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
		StudioHome home = new StudioHome(Path.of(arguments[0]));
		try (HomeInstanceManager manager = new HomeInstanceManager(home, Clock.systemUTC(), null, new Attaching())) {
			manager.ready().get();
			PastHour past = new PastHour(manager, Duration.ofSeconds(Long.parseLong(arguments[1])), arguments[2].equals("local")); //$NON-NLS-1$
			try (ExecutorService recorder = Executors.newSingleThreadExecutor(Thread.ofVirtual().factory());
					FleetMetrics metrics = new FleetMetrics(past, home, past.clock(), past.recorder(recorder))) {
				past.live(metrics);
				try (HealthMonitoring health = new HealthMonitoring(manager, manager); Supervision supervision = manager.supervise();
						Watch watch = health.monitor()) {
					System.out.println("monitors"); //$NON-NLS-1$
					System.in.transferTo(System.out);
				}
			}
		}
	}

	/** Knows attached instances only. */
	private static final class Attaching implements LauncherRegistry, InstanceLauncher, LaunchedInstance {
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
			return List.of();
		}

		@Override
		public boolean controls() {
			return false;
		}

		@Override
		public LaunchedInstance launch(InstanceConfiguration configuration, StudioHome home) {
			return this;
		}

		@Override
		public Optional<LaunchedInstance> adopt(InstanceConfiguration configuration, StudioHome home) {
			return Optional.of(this);
		}

		@Override
		public @Nullable ProcessIdentity identity() {
			return null;
		}

		@Override
		public boolean isAlive() {
			return true;
		}

		@Override
		public CompletableFuture<Exit> onExit() {
			return new CompletableFuture<>();
		}

		@Override
		public Exit stop() {
			return new Exit(null, "not watched any more", true); //$NON-NLS-1$
		}

		@Override
		public List<String> lastOutput(int lines) {
			return List.of();
		}
	}
}
