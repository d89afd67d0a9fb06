// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow;

import org.eclipse.jdt.annotation.Nullable;

/** What was asked of the queue could not be done. The message is for users. */
public final class QueueException extends RuntimeException {
	private static final long serialVersionUID = 1L;

	/** Decides what a caller can do about it. */
	public enum Reason {
		/** There is no such job or instance. */
		NOT_FOUND,
		/** It is not possible for that job as it is, or the file is not understood. */
		INVALID,
		/** The program that has the job does not answer. */
		TIMEOUT,
		/** Reading or writing failed. */
		FAILED
	}

	private final Reason reason;

	public QueueException(Reason reason, String message, @Nullable Throwable cause) {
		super(message, cause);
		this.reason = reason;
	}

	public QueueException(Reason reason, String message) {
		this(reason, message, null);
	}

	public Reason reason() {
		return reason;
	}
}
