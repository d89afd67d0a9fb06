// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.launching.internal;

import org.eclipse.osgi.util.NLS;

/** Texts of this package. */
final class Messages extends NLS {
	public static String attachedLauncher_notWatchedAnyMore;
	public static String comfyFlags_unknownVersion;
	public static String comfyFlags_cannotStartedItsComfyui;
	public static String comfyFlags_cannotStartedItsComfyui2;
	public static String comfyLauncher_installedComfyuiKnowsNo;
	public static String comfyLauncher_takeOut;
	public static String comfyLauncher_cannotStartedNamesNo;
	public static String comfyLauncher_cannotStartedThereNo;
	public static String comfyLauncher_cannotStartedNoPython;
	public static String comfyLauncher_cannotStartedCannotExecuted;
	public static String comfyLauncher_cannotStartedItsModel;
	public static String comfyLauncher_takeOutExtraArguments;
	public static String comfyLauncher_cannotStartedItsDirectories;
	public static String comfyLauncher_changeItsDeviceVram;
	public static String deviceBinding_noDeviceKnownHere;
	public static String deviceBinding_gpu;
	public static String deviceBinding_notComputerThere;
	public static String embeddedLauncher_cannotStartedBundleNot;
	public static String embeddedLauncher_cannotStarted;
	public static String embeddedLauncher_bundleNoFile;
	public static String embeddedLauncher_embeddedServerCannotStarted;
	public static String exitCodes_processGoneItsExit;
	public static String exitCodes_endedNormally;
	public static String exitCodes_exitCodePythonError;
	public static String exitCodes_exitCodeMostOften;
	public static String exitCodes_exitCodeProgramCannot;
	public static String exitCodes_exitCodeProgramNot;
	public static String exitCodes_hungUpSighup;
	public static String exitCodes_interruptedSigint;
	public static String exitCodes_illegalInstructionSigillBuilt;
	public static String exitCodes_abortedSigabrt;
	public static String exitCodes_crashedSigbus;
	public static String exitCodes_crashedSigfpe;
	public static String exitCodes_killedSigkillPerhapsWant;
	public static String exitCodes_crashedSigsegv;
	public static String exitCodes_terminatedSigterm;
	public static String exitCodes_crashedAccessViolationXc;
	public static String exitCodes_interruptedCtrlCXc;
	public static String exitCodes_crashedStackBufferOverrun;
	public static String exitCodes_dllNotFoundXc;
	public static String exitCodes_exitCode;
	public static String launchSecrets_cannotStartedSecretsSecure;
	public static String launchSecrets_noValueOnComputer;
	public static String localProcess_cannotEndedSystemDoes;
	public static String localProcess_cannotSuspendedOnSystem;
	public static String machineExamination_neitherNvidiaSmiNor;
	public static String machineExamination_nvidiaDriverWhetherTorch;
	public static String machineExamination_amdDriverWhetherTorch;
	public static String machineExamination_is;
	public static String machineExamination_fGib;
	public static String machineExamination_unknownVersion;
	public static String machineExamination_itsDeviceNotComputer;
	public static String machineExamination_itsDriverNotInstalled;
	public static String machineExamination_seeVerbDevicesChoose;
	public static String machineExamination_namesNoComfyuiDirectory;
	public static String machineExamination_thereNoComfyuiMain;
	public static String machineExamination_setDirectoryInstanceEdit;
	public static String machineExamination_nameAnotherOneInstance;
	public static String machineExamination_noPythonFound;
	public static String machineExamination_doesNotSayWhich;
	public static String machineExamination_pythonComfyuiNeedsNewer;
	public static String machineExamination_comfyuiPython;
	public static String processes_cannotStartedCheckProgram;
	public static String processes_endedMomentWhichFound;
	public static String machineExamination_drivers;

	static {
		NLS.initializeMessages("org.creativestudio.comfyui.launching.internal.messages", Messages.class); //$NON-NLS-1$
	}

	private Messages() {
	}
}
