// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded.internal.nodes;

import org.eclipse.jdt.annotation.Nullable;

/** A kind of node: what it is declared as and what it does. */
public interface NodeType {

	NodeSchema schema();

	/**
	 * Runs on the one thread that executes prompts.
	 *
	 * @throws NodeFailure with ComfyUI's exception type, or any runtime exception
	 */
	NodeResult execute(NodeInputs inputs, NodeContext context) throws NodeFailure;

	/** Something that differs when the node must run again although its inputs are the same; null to run each time. */
	default @Nullable String changeToken(NodeInputs inputs) {
		return "";
	}

	/** Whether {@link #checkInput} takes the place of the check against an input's choices. */
	default boolean checksItself(String input) {
		return false;
	}

	/** A complaint about the value of an input that {@link #checksItself}, or null. */
	default @Nullable String checkInput(String input, String value) {
		return null;
	}

	/** A node without special cases. */
	static NodeType of(NodeSchema schema, Body body) {
		return new NodeType() {
			@Override
			public NodeSchema schema() {
				return schema;
			}

			@Override
			public NodeResult execute(NodeInputs inputs, NodeContext context) throws NodeFailure {
				return body.execute(inputs, context);
			}
		};
	}

	/** What a node does. */
	interface Body {
		NodeResult execute(NodeInputs inputs, NodeContext context) throws NodeFailure;
	}
}
