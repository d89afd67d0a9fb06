// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.configuration;

import java.util.List;
import java.util.Map;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.eclipse.jdt.annotation.Nullable;

/**
 * What a file says of instances. They are not checked, and not compared with those of the home.
 *
 * @param source    what kind of file it is, for the user
 * @param instances as they would be stored, in the file's order; no two have the same id; none has the value of a secret, nor a yes
 *                  to variables that let foreign code in
 * @param active    id of the one that is active in the file; null for none
 * @param missing   what of an instance could not be taken over, a sentence each, by its id
 * @param leftOut   which entries of the file are no instances, and why, a sentence each
 */
public record FileContents(String source, List<InstanceConfiguration> instances, @Nullable String active,
		Map<String, List<String>> missing, List<String> leftOut) {
	public FileContents {
		instances = List.copyOf(instances);
		missing = Map.copyOf(missing);
		leftOut = List.copyOf(leftOut);
	}
}
