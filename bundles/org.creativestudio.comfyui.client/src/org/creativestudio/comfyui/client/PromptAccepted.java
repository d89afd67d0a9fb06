// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.client;

import java.util.Map;

/**
 * The server took a prompt.
 *
 * @param number     place in the order of the queue; negative for those put to the front
 * @param nodeErrors nodes whose outputs will not be made although the rest runs; mostly empty
 */
public record PromptAccepted(String promptId, double number, Map<String, NodeErrors> nodeErrors) {
	public PromptAccepted {
		nodeErrors = Map.copyOf(nodeErrors);
	}
}
