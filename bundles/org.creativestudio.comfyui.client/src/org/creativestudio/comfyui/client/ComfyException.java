// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.client;

import org.eclipse.jdt.annotation.Nullable;

/** A request to a server failed. The message says what, where, and what can be done. */
public sealed class ComfyException extends RuntimeException
		permits ComfyException.Unreachable, ComfyException.TimedOut, ComfyException.UnexpectedStatus,
		ComfyException.NotComfyUI, ComfyException.TooLarge, PromptRejectedException, UnsupportedByServerException {
	private static final long serialVersionUID = 1L;

	ComfyException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

	/** Nothing listens there, the name is unknown, or the connection broke. */
	public static final class Unreachable extends ComfyException {
		private static final long serialVersionUID = 1L;

		public Unreachable(String message, @Nullable Throwable cause) {
			super(message, cause);
		}
	}

	/** No complete answer within the deadline. */
	public static final class TimedOut extends ComfyException {
		private static final long serialVersionUID = 1L;

		public TimedOut(String message, @Nullable Throwable cause) {
			super(message, cause);
		}
	}

	/** An answer with a status that this request does not expect; redirects count as such and are not followed. */
	public static final class UnexpectedStatus extends ComfyException {
		private static final long serialVersionUID = 1L;
		private final int status;

		public UnexpectedStatus(int status, String message) {
			super(message, null);
			this.status = status;
		}

		public int status() {
			return status;
		}
	}

	/** An answer that ComfyUI does not give: no JSON, or JSON of another shape. */
	public static final class NotComfyUI extends ComfyException {
		private static final long serialVersionUID = 1L;

		public NotComfyUI(String message, @Nullable Throwable cause) {
			super(message, cause);
		}
	}

	/** An answer larger than the client's bound. */
	public static final class TooLarge extends ComfyException {
		private static final long serialVersionUID = 1L;

		public TooLarge(String message) {
			super(message, null);
		}
	}
}
