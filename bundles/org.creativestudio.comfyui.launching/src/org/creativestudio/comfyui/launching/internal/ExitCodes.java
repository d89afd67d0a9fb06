// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.launching.internal;

import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

/** Exit codes in words: signals as Java and shells tell them (128 + number), and what Windows says for crashes. */
public final class ExitCodes {

	private static final int SIGNALLED = 128;

	private ExitCodes() {
	}

	/** @param code null when the system did not tell */
	public static String describe(@Nullable Integer code) {
		if (code == null)
			return Messages.exitCodes_processGoneItsExit;
		return switch (code.intValue()) {
		case 0 -> Messages.exitCodes_endedNormally;
		case 1 -> Messages.exitCodes_exitCodePythonError;
		case 2 -> Messages.exitCodes_exitCodeMostOften;
		case 126 -> Messages.exitCodes_exitCodeProgramCannot;
		case 127 -> Messages.exitCodes_exitCodeProgramNot;
		case SIGNALLED + 1 -> Messages.exitCodes_hungUpSighup;
		case SIGNALLED + 2 -> Messages.exitCodes_interruptedSigint;
		case SIGNALLED + 4 -> Messages.exitCodes_illegalInstructionSigillBuilt;
		case SIGNALLED + 6 -> Messages.exitCodes_abortedSigabrt;
		case SIGNALLED + 7 -> Messages.exitCodes_crashedSigbus;
		case SIGNALLED + 8 -> Messages.exitCodes_crashedSigfpe;
		case SIGNALLED + 9 -> Messages.exitCodes_killedSigkillPerhapsWant;
		case SIGNALLED + 11 -> Messages.exitCodes_crashedSigsegv;
		case SIGNALLED + 15 -> Messages.exitCodes_terminatedSigterm;
		case 0xC0000005 -> Messages.exitCodes_crashedAccessViolationXc;
		case 0xC000013A -> Messages.exitCodes_interruptedCtrlCXc;
		case 0xC0000409 -> Messages.exitCodes_crashedStackBufferOverrun;
		case 0xC0000135 -> Messages.exitCodes_dllNotFoundXc;
		default -> NLS.bind(Messages.exitCodes_exitCode, code);
		};
	}
}
