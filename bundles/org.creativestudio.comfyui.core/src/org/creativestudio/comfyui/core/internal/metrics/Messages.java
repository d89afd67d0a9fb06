// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal.metrics;

import org.eclipse.osgi.util.NLS;

/** Texts of this package. */
final class Messages extends NLS {
	public static String eventLog_runs;
	public static String eventLog_startedFS;
	public static String fleetHousekeeping_figuresCannotServedPort;
	public static String memoryWatch_holdsMemoryWhichUses;
	public static String memoryWatch_memoryNearlyFullFree;
	public static String memoryWatch_held;
	public static String memoryWatch_program;
	public static String memoryWatch_pid;
	public static String memoryWatch_of;
	public static String eventLog_healthy;
	public static String eventLog_degraded;
	public static String eventLog_unhealthy;
	public static String eventLog_unknown;

	static {
		NLS.initializeMessages("org.creativestudio.comfyui.core.internal.metrics.messages", Messages.class); //$NON-NLS-1$
	}

	private Messages() {
	}
}
