// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.program;

import org.eclipse.osgi.util.NLS;

/** Texts of this package. */
final class Messages extends NLS {
	public static String closing_preference;
	public static String closing_preferenceAsk;
	public static String closing_preferenceLeave;
	public static String closing_preferenceStop;
	public static String closing_title;
	public static String closing_one;
	public static String closing_many;
	public static String closing_leave;
	public static String closing_stop;
	public static String closing_remember;
	public static String closing_failed;
	public static String closing_task;

	static {
		NLS.initializeMessages("org.creativestudio.comfyui.ui.internal.program.messages", Messages.class); //$NON-NLS-1$
	}

	private Messages() {
	}
}
