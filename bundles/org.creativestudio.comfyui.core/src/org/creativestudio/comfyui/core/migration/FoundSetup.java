// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.migration;

import java.nio.file.Path;
import java.util.List;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.eclipse.jdt.annotation.Nullable;

/**
 * A set-up of ComfyUI that another program keeps, or a server that runs.
 *
 * @param source     id of the kind of set-up: {@code comfy-cli}, {@code stability-matrix} and so on
 * @param sourceName for the user
 * @param location   the file or directory that was read; null for a running server
 * @param instances  what would be made of it; ids, names and ports may still be replaced
 * @param active     the one of {@code instances} that its program uses first; null when it does not say
 * @param single     whether it is a single previous set-up rather than a fleet
 * @param notes      what was found and does not come over, a sentence each; never a secret's value
 */
public record FoundSetup(String source, String sourceName, @Nullable Path location, List<InstanceConfiguration> instances,
		@Nullable InstanceConfiguration active, boolean single, List<String> notes) {
	public FoundSetup {
		instances = List.copyOf(instances);
		notes = List.copyOf(notes);
	}
}
