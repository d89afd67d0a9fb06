// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.client;

import java.util.List;

/**
 * What is wrong with one node of a prompt.
 *
 * @param classType        ComfyUI class of the node
 * @param dependentOutputs ids of the output nodes that can't be made because of it
 */
public record NodeErrors(String classType, List<PromptError> errors, List<String> dependentOutputs) {
	public NodeErrors {
		errors = List.copyOf(errors);
		dependentOutputs = List.copyOf(dependentOutputs);
	}
}
