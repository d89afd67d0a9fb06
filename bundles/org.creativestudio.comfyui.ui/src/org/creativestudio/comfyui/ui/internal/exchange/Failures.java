// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.exchange;

import java.util.concurrent.CompletionException;

/** What went wrong, for the user. */
final class Failures {

	private Failures() {
	}

	static String message(Throwable failure) {
		Throwable cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
		String message = cause.getLocalizedMessage();
		return message == null || message.isBlank() ? cause.toString() : message;
	}
}
