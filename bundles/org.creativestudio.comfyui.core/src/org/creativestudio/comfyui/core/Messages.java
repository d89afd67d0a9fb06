// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core;

import org.eclipse.osgi.util.NLS;

/** Texts of this package. */
final class Messages extends NLS {
	public static String activeInstance_noInstanceActiveStrategy;
	public static String activeInstance_newWorkGoes;
	public static String activeInstance_unhealthy;
	public static String activeInstance_stopped;
	public static String activeInstance_stillStarting;
	public static String activeInstance_beingStopped;
	public static String activeInstance_paused;
	public static String activeInstance_down;
	public static String instanceManager_thereNoInstance;
	public static String instanceManager_suspendedAnswersNothingResume;
	public static String instanceManager_doesNotRunSo;

	static {
		NLS.initializeMessages("org.creativestudio.comfyui.core.messages", Messages.class); //$NON-NLS-1$
	}

	private Messages() {
	}
}
