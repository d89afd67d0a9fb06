// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.configuration;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

import org.eclipse.jdt.annotation.Nullable;

/**
 * An earlier version of the configuration.
 *
 * @param file      where it is
 * @param at        when it was replaced
 * @param instances names of its instances; empty when it can't be read
 * @param problem   why it can't be read; null when it can
 */
public record Backup(Path file, Instant at, List<String> instances, @Nullable String problem) {
	public Backup {
		instances = List.copyOf(instances);
	}
}
