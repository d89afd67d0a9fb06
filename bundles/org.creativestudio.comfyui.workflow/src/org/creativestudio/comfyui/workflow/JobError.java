// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow;

import java.util.List;

import org.eclipse.jdt.annotation.Nullable;

/**
 * Why a job failed.
 *
 * @param kind    decides what can be done about it
 * @param message what happened, where, and what to do
 * @param nodes   the nodes it is about, as in the graph; empty when it is about none
 */
public record JobError(Kind kind, String message, List<NodeProblem> nodes) {

	public JobError {
		nodes = List.copyOf(nodes);
	}

	/** What sort of failure. */
	public enum Kind {
		/** The graph can't be run as it is: unknown nodes, wrong inputs, not convertible. */
		INVALID_WORKFLOW,
		/** A node failed while it ran. */
		EXECUTION,
		/** The instance could not be reached or was lost. */
		INSTANCE,
		/** No instance may take it. */
		NO_INSTANCE,
		TIMEOUT,
		/** The result could not be stored on this computer. */
		OUTPUT
	}

	/**
	 * @param nodeId    key in the API format, id in the editor's
	 * @param title     what the node is called in the graph; null when it has no name of its own there
	 * @param classType ComfyUI class; null when the server did not say
	 * @param input     name of the input; null when it is about the node
	 */
	public record NodeProblem(String nodeId, @Nullable String title, @Nullable String classType, @Nullable String input, String message) {

		/** As users know the node: "3 'My sampler' (KSampler)", "3 (KSampler)". */
		public String node() {
			StringBuilder name = new StringBuilder(nodeId);
			if (title != null && !title.equals(classType))
				name.append(" '").append(title).append('\''); //$NON-NLS-1$
			return classType == null ? name.toString() : name.append(" (").append(classType).append(')').toString(); //$NON-NLS-1$
		}
	}
}
