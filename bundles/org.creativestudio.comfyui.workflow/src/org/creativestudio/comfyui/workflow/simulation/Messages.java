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

	static {
		NLS.initializeMessages("org.creativestudio.comfyui.workflow.simulation.messages", Messages.class); //$NON-NLS-1$
	}

	private Messages() {
	}
}
