// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.migration.internal;

import org.eclipse.osgi.util.NLS;

/** Texts of this package. */
final class Messages extends NLS {
	public static String address_noAddressServer;
	public static String address_doesNotComeOver;
	public static String address_noValidPort;
	public static String arguments_portNamesNoPort;
	public static String arguments_outputDirectory;
	public static String arguments_inputDirectory;
	public static String arguments_userDirectory;
	public static String arguments_baseDirectory;
	public static String arguments_fileExtraModelPaths;
	public static String arguments_doesNotComeOver;
	public static String arguments_doesNotComeOver2;
	public static String arguments_noAddressListenOn;
	public static String comfyCli_secretDoesNotCome;
	public static String comfyCli_thereNoComfyuiMain;
	public static String comfyCli_namesNoWorkspace;
	public static String comfyCli_workspaceUsedLastBut;
	public static String comfyDesktop_basePath;
	public static String comfyDesktop_noBasePathIts;
	public static String comfyDesktop_belongsComfyDesktopNow;
	public static String comfyDesktop_itsInstallationNotCompleted;
	public static String comfyDesktop_itsCustomNodesCame;
	public static String comfyDesktop_comfyuiApplicationNotFound;
	public static String comfyDesktop_basePath2;
	public static String comfyDesktop2_holdsNoListInstallations;
	public static String comfyDesktop2_installationNotCompleteDoes;
	public static String comfyDesktop2_installationNoDirectoryOn;
	public static String comfyDesktop2_directory;
	public static String comfyDesktop2_thereNoComfyuiMain;
	public static String comfyDesktop2_inputDirectory;
	public static String comfyDesktop2_outputDirectory;
	public static String comfyDesktop2_directoryModels;
	public static String comfyDirectory_comfyuiGoesOnReading;
	public static String comfyDistributed_itsWorkersReachFirst;
	public static String comfyDistributed_workerNoPortDoes;
	public static String comfyDistributed_worker;
	public static String comfyDistributed_address;
	public static String comfyDistributed_switchedOffComfyuiDistributed;
	public static String comfyDistributed_thereNoComfyuiMain;
	public static String computer_noPath;
	public static String computer_refersVariableNotSet;
	public static String computer_the;
	public static String computer_pathAnotherSystem;
	public static String computer_notAbsoluteLeadsNowhere;
	public static String computer_noPathHere;
	public static String extraPaths_basePath;
	public static String extraPaths_in;
	public static String fds_line;
	public static String fds_nestedDeeperThanSections;
	public static String fds_indentedLikeNoLine;
	public static String fds_noKey;
	public static String firstStudio_versionVersionKnownSo;
	public static String firstStudio_thereTwoInstancesId;
	public static String firstStudio_customNodesPath;
	public static String firstStudio_address;
	public static String firstStudio_secretDoesNotCome;
	public static String homeFirstLaunch_yourSettingsCameOver;
	public static String homeFirstLaunch_instancesCameOverFrom;
	public static String homeFirstLaunch_settingsRunComfyuiFound;
	public static String homeFirstLaunch_otherProgram;
	public static String homeFirstLaunch_otherPrograms;
	public static String homeMigration_couldNotReadError;
	public static String json_holdsNoJsonObject;
	public static String kritaDiffusion_secretServerAuthorizationDoes;
	public static String kritaDiffusion_addressServer;
	public static String kritaDiffusion_kritaServer;
	public static String kritaDiffusion_usesServerKindWhich;
	public static String kritaDiffusion_pathServer;
	public static String kritaDiffusion_itsServerNotFound;
	public static String kritaDiffusion_thereNoComfyuiMain;
	public static String notes_thereMoreKind;
	public static String part_portNoneAnotherOne;
	public static String part_noDeviceChosenAutomatically;
	public static String part_wouldRunWorkflowsOnce;
	public static String part_timeoutMsNotPossible;
	public static String part_secretFollowsDoesNot;
	public static String part_argumentTooLongLine;
	public static String part_argumentsAfterFirstDo;
	public static String part_noNameEnvironmentVariable;
	public static String part_secretEnvironmentVariableDoes;
	public static String part_environmentVariableDecidesWhich;
	public static String part_environmentVariableTooLong;
	public static String part_environmentVariableRefersAnother;
	public static String planner_legacyInstance;
	public static String planner_answersPortNow;
	public static String planner_namedToo;
	public static String planner_comesOverOnce;
	public static String planner_getsOutputDirectoryIts;
	public static String planner_getsUserDirectoryIts;
	public static String planner_getsPortPortUse;
	public static String runningServers_comfyuiPort;
	public static String runningServers_startedSomebodyElseGoes;
	public static String runningServers_version;
	public static String runningServers_runningServer;
	public static String setup_onlyFirstInstancesCome;
	public static String stabilityMatrix_libraryPath;
	public static String stabilityMatrix_itsLibraryNotFound;
	public static String stabilityMatrix_directory;
	public static String stabilityMatrix_thereNoComfyuiMain;
	public static String stabilityMatrix_startedThereMainPy;
	public static String stabilityMatrix_itsPackagesNoComfyui;
	public static String swarmUi_cannotRead;
	public static String swarmUi_addressBackEnd;
	public static String swarmUi_backEndNoComfyui;
	public static String swarmUi_switchedOffSwarmui;
	public static String swarmUi_backEndNamesNo;
	public static String swarmUi_startScript;
	public static String swarmUi_thereNoComfyuiMain;
	public static String texts_noFile;
	public static String texts_largerThanMib;
	public static String texts_cannotRead;
	public static String windowsPortable_thereNoComfyuiMain;
	public static String windowsPortable_startsSameComfyuiAnother;
	public static String yaml_moreThanParts;
	public static String yaml_noValidYaml;
	public static String yaml_noValidYaml2;
	public static String yaml_aliasesWhichNotFollowed;
	public static String yaml_nestedDeeperThanLevels;
	public static String yaml_noNamedSections;

	static {
		NLS.initializeMessages("org.creativestudio.comfyui.migration.internal.messages", Messages.class); //$NON-NLS-1$
	}

	private Messages() {
	}
}
