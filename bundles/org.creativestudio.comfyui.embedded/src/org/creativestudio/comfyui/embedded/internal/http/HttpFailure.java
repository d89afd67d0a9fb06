// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded.internal.http;

/** Ends a request with a status and a plain text, as aiohttp would. */
final class HttpFailure extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final int status;

	HttpFailure(int status, String text) {
		super(text);
		this.status = status;
	}

	/** What aiohttp answers when a handler raises. */
	static HttpFailure serverError(Throwable cause) {
		HttpFailure failure = new HttpFailure(500, "500 Internal Server Error\n\nServer got itself in trouble");
		failure.initCause(cause);
		return failure;
	}

	int status() {
		return status;
	}

	String text() {
		return String.valueOf(getMessage());
	}
}
