// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.util.List;
import java.util.Optional;

import org.creativestudio.comfyui.core.launching.InstanceLauncher;

/** The ways to run instances. */
public interface LauncherRegistry {

	Optional<InstanceLauncher> find(String kind);

	/** All of them, in the order in which they are asked what could be run here. */
	List<InstanceLauncher> all();

	/** Those contributed through the extension point {@code launchers}. */
	static LauncherRegistry contributed(Contributions<InstanceLauncher> contributions) {
		return new LauncherRegistry() {
			@Override
			public Optional<InstanceLauncher> find(String kind) {
				return contributions.find(kind);
			}

			@Override
			public List<InstanceLauncher> all() {
				return contributions.list().stream().map(contributions::get).flatMap(Optional::stream).toList();
			}
		};
	}
}
