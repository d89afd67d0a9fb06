// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal;

/** Ends a verb with a message for the user and an exit code. */
public final class Failure extends RuntimeException {
	private static final long serialVersionUID = 1L;

	private final int exitCode;

	public Failure(int exitCode, String message) {
		super(message);
		this.exitCode = exitCode;
	}

	/** One of {@link ExitCode}. */
	public int exitCode() {
		return exitCode;
	}
}
