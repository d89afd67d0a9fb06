// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal;

/** What the process tells its caller; documented in the help of the root command. */
public final class ExitCode {
	public static final int DONE = 0;
	public static final int FAILED = 1;
	public static final int USAGE = 2;
	public static final int NOT_FOUND = 3;
	public static final int INVALID = 4;
	public static final int TIMEOUT = 5;
	public static final int INTERRUPTED = 130;

	private ExitCode() {
	}
}
