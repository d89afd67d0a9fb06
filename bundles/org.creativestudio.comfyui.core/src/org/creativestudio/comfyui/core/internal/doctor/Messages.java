// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal.doctor;

import org.eclipse.osgi.util.NLS;

/** Texts of this package. */
final class Messages extends NLS {
	public static String disks_howMuchRoomThere;
	public static String disks_lookWhetherDiskThere;
	public static String disks_thereRoomGib;
	public static String disks_makeRoomThereChoose;
	public static String disks_makeRoomThereBefore;
	public static String doctorComponent_couldNotExamined;
	public static String doctorComponent_errorLogSaysMore;
	public static String doctorComponent_notExaminedWithinS;
	public static String doctorComponent_diskNetworkDriverMay;
	public static String homeExamination_home;
	public static String homeExamination_configuration;
	public static String homeExamination_secrets;
	public static String homeExamination_supervision;
	public static String homeExamination_java;
	public static String homeExamination_installJavaNewer;
	public static String homeExamination_homeMadeWhenSomething;
	public static String homeExamination_homeCannotWritten;
	public static String homeExamination_giveYourselfRightChoose;
	public static String homeExamination_home2;
	public static String homeExamination_configurationLogsOutputs;
	public static String homeExamination_othersMayChangeWhat;
	public static String homeExamination_runChmod;
	public static String homeExamination_othersMayReadHome;
	public static String homeExamination_rightsHomeCannotRead;
	public static String homeExamination_backupBroughtBackConfig;
	public static String homeExamination_canRead;
	public static String homeExamination_nothingConfiguredYetFirst;
	public static String homeExamination_oneInstanceConfigured;
	public static String homeExamination_instancesConfigured;
	public static String homeExamination_noInstanceConfigured;
	public static String homeExamination_makeOneInstanceCreate;
	public static String homeExamination_noSecretStored;
	public static String homeExamination_secureStorageCanRead;
	public static String homeExamination_secretsKeptInstancesNot;
	public static String homeExamination_theyThereAgainWhen;
	public static String homeExamination_programSupervisesInstancesCrashed;
	public static String homeExamination_instancesRunNoProgram;
	public static String homeExamination_keepWorkbenchOpenRun;
	public static String homeExamination_noInstanceRunsWould;
	public static String instancesExamination_instances;
	public static String instancesExamination_nothingWrong;
	public static String instancesExamination_couldNotChecked;
	public static String instancesExamination_noValueOnComputer;
	public static String instancesExamination_giveOneInstanceEdit;
	public static String instancesExamination_cannotStartedItsSecrets;
	public static String instancesExamination_seeWhatSaidSecrets;
	public static String instancesExamination_failed;
	public static String instancesExamination_readItsOutputInstance;
	public static String instancesExamination_runsUnhealthy;
	public static String instancesExamination_readItsOutputInstance2;
	public static String instancesExamination_outputs;

	static {
		NLS.initializeMessages("org.creativestudio.comfyui.core.internal.doctor.messages", Messages.class); //$NON-NLS-1$
	}

	private Messages() {
	}
}
