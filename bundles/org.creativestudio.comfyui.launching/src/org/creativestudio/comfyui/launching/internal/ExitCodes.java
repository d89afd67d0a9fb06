// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.launching.internal;

import org.eclipse.jdt.annotation.Nullable;

/** Exit codes in words: signals as Java and shells tell them (128 + number), and what Windows says for crashes. */
public final class ExitCodes {

	private static final int SIGNALLED = 128;

	private ExitCodes() {
	}

	/** @param code null when the system did not tell */
	public static String describe(@Nullable Integer code) {
		if (code == null)
			return "the process is gone, its exit code is not known"; //$NON-NLS-1$
		return switch (code.intValue()) {
		case 0 -> "ended normally"; //$NON-NLS-1$
		case 1 -> "exit code 1, a Python error most often"; //$NON-NLS-1$
		case 2 -> "exit code 2, most often a wrong argument"; //$NON-NLS-1$
		case 126 -> "exit code 126, the program can't be executed"; //$NON-NLS-1$
		case 127 -> "exit code 127, a program was not found"; //$NON-NLS-1$
		case SIGNALLED + 1 -> "hung up (SIGHUP)"; //$NON-NLS-1$
		case SIGNALLED + 2 -> "interrupted (SIGINT)"; //$NON-NLS-1$
		case SIGNALLED + 4 -> "illegal instruction (SIGILL): built for another processor"; //$NON-NLS-1$
		case SIGNALLED + 6 -> "aborted (SIGABRT)"; //$NON-NLS-1$
		case SIGNALLED + 7 -> "crashed (SIGBUS)"; //$NON-NLS-1$
		case SIGNALLED + 8 -> "crashed (SIGFPE)"; //$NON-NLS-1$
		case SIGNALLED + 9 -> "killed (SIGKILL), perhaps for want of memory"; //$NON-NLS-1$
		case SIGNALLED + 11 -> "crashed (SIGSEGV)"; //$NON-NLS-1$
		case SIGNALLED + 15 -> "terminated (SIGTERM)"; //$NON-NLS-1$
		case 0xC0000005 -> "crashed (access violation, 0xC0000005)"; //$NON-NLS-1$
		case 0xC000013A -> "interrupted (Ctrl+C, 0xC000013A)"; //$NON-NLS-1$
		case 0xC0000409 -> "crashed (stack buffer overrun, 0xC0000409)"; //$NON-NLS-1$
		case 0xC0000135 -> "a DLL was not found (0xC0000135)"; //$NON-NLS-1$
		default -> "exit code " + code; //$NON-NLS-1$
		};
	}
}
