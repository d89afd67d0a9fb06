// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow;

import org.eclipse.jdt.annotation.Nullable;

/** A file is not a workflow, or one that can't be run. The message says what, where, and what to do. */
public final class WorkflowFormatException extends Exception {
	private static final long serialVersionUID = 1L;

	public WorkflowFormatException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

	public WorkflowFormatException(String message) {
		super(message);
	}
}
