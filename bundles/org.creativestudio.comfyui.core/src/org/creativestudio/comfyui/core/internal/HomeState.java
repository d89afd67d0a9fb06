// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.StudioHome;
import org.eclipse.jdt.annotation.Nullable;

/**
 * How the configuration of a home is, for other packages of this bundle.
 *
 * @param exists  whether there is one
 * @param newer   whether a newer program wrote it
 * @param problem why it can't be read or changed; null when it can
 */
public record HomeState(boolean exists, boolean newer, @Nullable InstanceException problem) {

	/** Reads it. Blocks for the disk. */
	public static HomeState of(StudioHome home) {
		ConfigurationStore store = new ConfigurationStore(home, Clock.systemUTC());
		try {
			Document document = store.read();
			return new HomeState(store.exists(), document.isNewer(), store.readOnly(document));
		} catch (InstanceException e) {
			return new HomeState(true, false, e);
		}
	}

	/** Whether a program supervises the instances now. Blocks for the disk. */
	public static boolean isSupervised(StudioHome home) {
		Path file = Leadership.file(home);
		if (!Files.exists(file))
			return false;
		try (HomeLock lock = HomeLock.take(file).orElse(null)) {
			return lock == null;
		} catch (IOException e) {
			return false;
		}
	}
}
