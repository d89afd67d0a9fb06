// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.program;

import org.eclipse.osgi.util.NLS;

/** Texts of this package. */
final class Messages extends NLS {
	public static String closing_title;
	public static String closing_one;
	public static String closing_many;
	public static String closing_leave;
	public static String closing_stop;
	public static String closing_remember;
	public static String closing_failed;
	public static String closing_task;
	public static String page_general;
	public static String page_health;
	public static String page_balancing;
	public static String page_launching;
	public static String page_notifications;
	public static String page_security;
	public static String page_home;

	static {
		NLS.initializeMessages("org.creativestudio.comfyui.ui.internal.program.messages", Messages.class); //$NON-NLS-1$
	}

	private Messages() {
	}
}
