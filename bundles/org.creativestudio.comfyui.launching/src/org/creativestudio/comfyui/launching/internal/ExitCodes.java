// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.launching.internal;

import org.eclipse.jdt.annotation.Nullable;

/** Exit codes in words. */
final class ExitCodes {

	private static final int SIGNALLED = 128;

	private ExitCodes() {
	}

	static String describe(@Nullable Integer code) {
		if (code == null)
			return "the process is gone, its exit code is not known"; //$NON-NLS-1$
		return switch (code.intValue()) {
		case 0 -> "ended normally"; //$NON-NLS-1$
		case SIGNALLED + 1 -> "hung up (SIGHUP)"; //$NON-NLS-1$
		case SIGNALLED + 2 -> "interrupted (SIGINT)"; //$NON-NLS-1$
		case SIGNALLED + 6 -> "aborted (SIGABRT)"; //$NON-NLS-1$
		case SIGNALLED + 9 -> "killed (SIGKILL), perhaps for want of memory"; //$NON-NLS-1$
		case SIGNALLED + 11 -> "crashed (SIGSEGV)"; //$NON-NLS-1$
		case SIGNALLED + 15 -> "terminated (SIGTERM)"; //$NON-NLS-1$
		default -> "exit code " + code; //$NON-NLS-1$
		};
	}
}
