// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core;

import org.eclipse.jdt.annotation.Nullable;

/** Something could not be done to an instance. The message says what, to which instance, and what the user can do next. */
public final class InstanceException extends RuntimeException {
	private static final long serialVersionUID = 1L;

	/** Why; decides the exit code of the command line. */
	public enum Reason {
		/** There is no such instance. */
		NOT_FOUND,
		/** The request or the configuration is not acceptable. */
		INVALID,
		/** It was tried and did not work. */
		FAILED,
		/** It did not happen in time. */
		TIMEOUT,
		/** Somebody cancelled it. */
		CANCELLED
	}

	private final Reason reason;

	public InstanceException(Reason reason, String message, @Nullable Throwable cause) {
		super(message, cause);
		this.reason = reason;
	}

	public InstanceException(Reason reason, String message) {
		this(reason, message, null);
	}

	public Reason reason() {
		return reason;
	}
}
