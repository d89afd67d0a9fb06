// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.internal.forecast;

import java.util.Set;

/**
 * What decides how long a workflow takes.
 *
 * @param signature the same for workflows that take the same time
 * @param models    files of models that it loads
 */
public record Profile(String signature, Set<String> models) {
	public Profile {
		models = Set.copyOf(models);
	}
}
