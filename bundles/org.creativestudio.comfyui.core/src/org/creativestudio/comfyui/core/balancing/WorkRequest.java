// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.balancing;

import java.util.Set;

/**
 * What a piece of work needs of an instance.
 *
 * @param jobId       of the job
 * @param workflow    name of the workflow, for reasons
 * @param nodeClasses the ComfyUI node classes that the workflow uses
 */
public record WorkRequest(String jobId, String workflow, Set<String> nodeClasses) {
	public WorkRequest {
		nodeClasses = Set.copyOf(nodeClasses);
	}
}
