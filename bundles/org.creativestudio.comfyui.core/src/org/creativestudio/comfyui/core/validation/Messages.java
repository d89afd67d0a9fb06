// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.validation;

import org.eclipse.osgi.util.NLS;

/** Texts of this package. */
final class Messages extends NLS {
	public static String connectionTest_doesNotRunNow;
	public static String connectionTest_mendWhatMarkedCannot;
	public static String connectionTest_everythingWell;
	public static String connectionTest_canSavedSo;
	public static String connectionTest_checkingTookMoreThan;
	public static String connectionTest_diskNetworkNamesSlow;
	public static String connectionTest_somebodyElseStartsServer;
	public static String connectionTest_noPort;
	public static String connectionTest_useOneFrom;
	public static String connectionTest_portHeldInstanceProcess;
	public static String connectionTest_portHeldInstance;
	public static String connectionTest_anotherProgram;
	public static String connectionTest_portFree;
	public static String connectionTest_portUse;
	public static String connectionTest_chooseAnotherPortIf;
	public static String connectionTest_is;
	public static String connectionTest_hostNotKnownNetwork;
	public static String connectionTest_checkHowSpelledUse;
	public static String connectionTest_nobodySaidWithinS;
	public static String connectionTest_checkNetworkItsName;
	public static String connectionTest_hostNotKnown;
	public static String connectionTest_acceptsConnections;
	public static String connectionTest_noAnswerWithinS;
	public static String connectionTest_nothingAnswers;
	public static String connectionTest_startServerCorrectPort;
	public static String connectionTest_serverRunningThereListen;
	public static String connectionTest_nothingAnswers2;
	public static String connectionTest_answersWithinMs;
	public static String connectionTest_answers;
	public static String connectionTest_perhapsServerStillStarting;
	public static String connectionTest_anotherProgramPortCorrect;
	public static String connectionTest_noComfyuiAnswers;
	public static String connectionTest_takesConnectionsButGave;
	public static String connectionTest_perhapsStillStartingHangs;
	public static String connectionTest_comfyuiDoesNotTell;
	public static String connectionTest_olderThanSomeFunctions;
	public static String connectionTest_comfyui;
	public static String connectionTest_closed;
	public static String connectionTest_progressCanFollowed;
	public static String connectionTest_websocketDoesNotOpen;
	public static String connectionTest_proxyBetweenHereServer;
	public static String connectionTest_runningWaiting;
	public static String connectionTest_queueCannotRead;
	public static String connectionTest_lookServerLog;
	public static String connectionTest_serverNamesNoDevice;
	public static String connectionTest_lookItsLogMay;
	public static String connectionTest_configurationAsksServerUses;

	static {
		NLS.initializeMessages("org.creativestudio.comfyui.core.validation.messages", Messages.class); //$NON-NLS-1$
	}

	private Messages() {
	}
}
