// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal.tests;

import java.time.Clock;
import java.util.List;
import java.util.Optional;

import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.core.internal.HomeExchange;
import org.creativestudio.comfyui.core.internal.HomeInstanceManager;
import org.creativestudio.comfyui.core.internal.LauncherRegistry;
import org.creativestudio.comfyui.core.launching.InstanceLauncher;

/** Puts a real home behind the verbs on the configuration; nothing can be started there. */
final class RealConfiguration {

	private static final LauncherRegistry NO_LAUNCHERS = new LauncherRegistry() {
		@Override
		public Optional<InstanceLauncher> find(String kind) {
			return Optional.empty();
		}

		@Override
		public List<InstanceLauncher> all() {
			return List.of();
		}
	};

	private RealConfiguration() {
	}

	/** @return to be closed */
	static HomeInstanceManager behind(Program program, StudioHome home) {
		HomeInstanceManager manager = new HomeInstanceManager(home, Clock.systemUTC(), null, NO_LAUNCHERS);
		program.manager = manager;
		program.exchange = new HomeExchange(manager, manager, () -> null, home, Clock.systemUTC());
		return manager;
	}
}
