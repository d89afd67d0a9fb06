// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.tests;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.core.internal.LauncherRegistry;
import org.creativestudio.comfyui.core.launching.InstanceLauncher;
import org.creativestudio.comfyui.core.launching.LaunchedInstance;
import org.creativestudio.comfyui.core.launching.ProcessIdentity;

/** Processes that do what a test says, seen by all managers of the test. */
final class FakeLauncher implements InstanceLauncher, LauncherRegistry {

	final BlockingQueue<FakeProcess> launched = new LinkedBlockingQueue<>();
	volatile boolean controls = true;
	/** What it does wrong before it answers. */
	volatile Runnable fault = () -> {
	};
	private final Map<String, FakeProcess> alive = new ConcurrentHashMap<>();

	@Override
	public Optional<InstanceLauncher> find(String kind) {
		return kind.equals("unknown") ? Optional.empty() : Optional.of(this);
	}

	@Override
	public List<InstanceLauncher> all() {
		return List.of(this);
	}

	@Override
	public List<InstanceConfiguration> detect(StudioHome home) {
		return List.of(InstanceConfiguration.builder("x", "x").kind("fake").build());
	}

	/** Kind "watched": servers that somebody else starts. */
	@Override
	public boolean controls() {
		return controls;
	}

	@Override
	public LaunchedInstance launch(InstanceConfiguration configuration, StudioHome home) {
		fault.run();
		FakeProcess process = new FakeProcess(configuration.id(), configuration.port());
		alive.put(configuration.id(), process);
		launched.add(process);
		return process;
	}

	@Override
	public Optional<LaunchedInstance> adopt(InstanceConfiguration configuration, StudioHome home) {
		fault.run();
		return Optional.ofNullable(alive.get(configuration.id()));
	}

	final class FakeProcess implements LaunchedInstance {
		private final String id;
		private final int port;
		private final CompletableFuture<Exit> exit = new CompletableFuture<>();
		final CompletableFuture<Void> stopAsked = new CompletableFuture<>();

		volatile boolean suspended;
		/** What goes wrong with a suspension or its end. */
		volatile Runnable atSignal = () -> {
			// nothing, mostly
		};
		/** What happens when somebody asks what it printed. */
		volatile Runnable atOutput = () -> {
			// nothing, mostly
		};
		/** As if the program that began to stop it had died. */
		volatile boolean stopRequested;

		private FakeProcess(String id, int port) {
			this.port = port;
			this.id = id;
		}

		void end(int code, boolean requested) {
			alive.remove(id);
			exit.complete(new Exit(code, "exit code " + code, requested));
		}

		@Override
		public boolean stopRequested() {
			return stopRequested;
		}

		@Override
		public void suspend() {
			atSignal.run();
			suspended = true;
		}

		@Override
		public void resume() {
			atSignal.run();
			suspended = false;
		}

		@Override
		public ProcessIdentity identity() {
			return !controls ? null : new ProcessIdentity(4711, null, List.of("fake"), port);
		}

		@Override
		public boolean isAlive() {
			return !exit.isDone();
		}

		@Override
		public CompletableFuture<Exit> onExit() {
			return exit.copy();
		}

		@Override
		public Exit stop() {
			stopAsked.complete(null);
			end(0, true);
			return exit.join();
		}

		@Override
		public List<String> lastOutput(int lines) {
			atOutput.run();
			return List.of("last words");
		}
	}
}
