// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.balancing;

import java.util.Set;

/**
 * What a piece of work needs of an instance.
 *
 * @param jobId       of the job
 * @param workflow    name of the workflow, for reasons
 * @param nodeClasses the ComfyUI node classes that the workflow uses
 * @param signature   the same for work that takes the same time: the graph without seeds and texts; empty when not known
 * @param models      files of models that the workflow loads, as it names them
 * @param options     what users set of the strategy that is asked
 */
public record WorkRequest(String jobId, String workflow, Set<String> nodeClasses, String signature, Set<String> models,
		StrategyOptions options) {
	public WorkRequest {
		nodeClasses = Set.copyOf(nodeClasses);
		models = Set.copyOf(models);
	}

	/** With what is usual for all options. */
	public WorkRequest(String jobId, String workflow, Set<String> nodeClasses, String signature, Set<String> models) {
		this(jobId, workflow, nodeClasses, signature, models, StrategyOptions.NONE);
	}

	/** The same for a strategy of which users set this. */
	public WorkRequest options(StrategyOptions value) {
		return new WorkRequest(jobId, workflow, nodeClasses, signature, models, value);
	}

	/** Work of which no more is known. */
	public WorkRequest(String jobId, String workflow, Set<String> nodeClasses) {
		this(jobId, workflow, nodeClasses, "", Set.of()); //$NON-NLS-1$
	}
}
