// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow;

import org.eclipse.jdt.annotation.Nullable;

/**
 * How far a running job is.
 *
 * @param nodesDone  nodes that are finished or were cached
 * @param nodesTotal nodes of the graph; at least 1
 * @param nodeId     the node that runs now; null between nodes
 * @param nodeTitle  its title in the graph, else its class; null as {@code nodeId}
 * @param step       step of that node, 0 when it does not count
 * @param steps      steps of that node, 0 when it does not count
 */
public record JobProgress(int nodesDone, int nodesTotal, @Nullable String nodeId, @Nullable String nodeTitle, double step,
		double steps) {

	/** 0 to 1, the running node's steps counted as a part of one node. */
	public double fraction() {
		double part = steps > 0 ? Math.clamp(step / steps, 0, 1) : 0;
		return Math.clamp((nodesDone + part) / Math.max(1, nodesTotal), 0, 1);
	}
}
