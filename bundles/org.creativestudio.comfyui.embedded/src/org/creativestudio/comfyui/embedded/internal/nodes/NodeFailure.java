// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded.internal.nodes;

/** A node failed; carries the type of exception that ComfyUI would name. */
public final class NodeFailure extends Exception {

	private static final long serialVersionUID = 1L;

	private final String pythonType;

	public NodeFailure(String pythonType, String message) {
		super(message);
		this.pythonType = pythonType;
	}

	public NodeFailure(String pythonType, String message, Throwable cause) {
		super(message, cause);
		this.pythonType = pythonType;
	}

	public String pythonType() {
		return pythonType;
	}
}
