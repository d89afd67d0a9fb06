// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.client;

import java.util.Map;

/** The server did not accept a prompt (status 400 of {@code POST /prompt}). */
public final class PromptRejectedException extends ComfyException {
	private static final long serialVersionUID = 1L;
	private final transient PromptError error;
	private final transient Map<String, NodeErrors> nodeErrors;

	public PromptRejectedException(String message, PromptError error, Map<String, NodeErrors> nodeErrors) {
		super(message, null);
		this.error = error;
		this.nodeErrors = Map.copyOf(nodeErrors);
	}

	public PromptError error() {
		return error;
	}

	/** By node id; empty when the error is about no node. */
	public Map<String, NodeErrors> nodeErrors() {
		return nodeErrors;
	}
}
