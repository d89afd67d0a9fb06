// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.simulation;

import org.eclipse.osgi.util.NLS;

/** Texts of this package. */
final class Messages extends NLS {
	public static String scenarios_file;
	public static String scenarios_thereNoFile;
	public static String scenarios_scenarioCannotUsed;
	public static String scenarios_device;
	public static String scenarios_device2;
	public static String scenarios_pieceWork;
	public static String scenarios_failure;
	public static String scenarios_twoDevices;
	public static String scenarios_noDevices;
	public static String scenarios_moreJobs;
	public static String scenarios_noWork;
	public static String scenarios_failureOfNoDevice;
	public static String scenarios_noJsonObject;
	public static String scenarios_noList;
	public static String scenarios_noText;
	public static String scenarios_noNumber;

	static {
		NLS.initializeMessages("org.creativestudio.comfyui.workflow.simulation.messages", Messages.class); //$NON-NLS-1$
	}

	private Messages() {
	}
}
