// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.launching.internal;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.core.launching.InstanceLauncher;
import org.creativestudio.comfyui.core.launching.LaunchedInstance;
import org.creativestudio.comfyui.core.launching.ProcessIdentity;
import org.eclipse.jdt.annotation.Nullable;

/** A server that somebody else starts and stops: it is used and watched. */
public final class AttachedLauncher implements InstanceLauncher {

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
		return new Attached();
	}

	@Override
	public Optional<LaunchedInstance> adopt(InstanceConfiguration configuration, StudioHome home) {
		return Optional.of(new Attached());
	}

	private static final class Attached implements LaunchedInstance {
		private final CompletableFuture<Exit> exit = new CompletableFuture<>();

		@Override
		public @Nullable ProcessIdentity identity() {
			return null;
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
			Exit end = new Exit(null, Messages.attachedLauncher_notWatchedAnyMore, true);
			exit.complete(end);
			return end;
		}

		@Override
		public List<String> lastOutput(int lines) {
			return List.of();
		}
	}
}
