// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.doctor;

import org.eclipse.osgi.util.NLS;

/** Texts of this package. */
final class Messages extends NLS {
	public static String state_ok;
	public static String state_warning;
	public static String state_error;
	public static String column_state;
	public static String column_area;
	public static String column_message;
	public static String column_advice;
	public static String advice;
	public static String summary_none;
	public static String summary_running;
	public static String summary_well;
	public static String summary;
	public static String copy_title;
	public static String job;
	public static String failed;
	public static String no_service;

	static {
		NLS.initializeMessages("org.creativestudio.comfyui.ui.internal.doctor.messages", Messages.class); //$NON-NLS-1$
	}

	private Messages() {
	}
}
