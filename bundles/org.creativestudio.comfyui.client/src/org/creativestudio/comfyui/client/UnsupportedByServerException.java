// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.client;

/** The server's version does not have this request, such as {@code /api/jobs} before 0.38. */
public final class UnsupportedByServerException extends ComfyException {
	private static final long serialVersionUID = 1L;

	public UnsupportedByServerException(String message) {
		super(message, null);
	}
}
