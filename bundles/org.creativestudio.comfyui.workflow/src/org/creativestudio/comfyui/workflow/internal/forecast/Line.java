// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.internal.forecast;

import java.util.Set;

/**
 * What one instance has to do.
 *
 * @param instance  its id
 * @param device    what it computes with; instances with the same device are taken for equally fast until they were seen
 * @param busy      seconds until it has done what is there already
 * @param models    that the last of it uses, or that were used last
 * @param loadedFor seconds since it began to work with these models
 */
public record Line(String instance, String device, double busy, Set<String> models, double loadedFor) {
	public Line {
		models = Set.copyOf(models);
	}
}
