// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.run;

import org.eclipse.osgi.util.NLS;

/** Texts of this package. */
final class Messages extends NLS {
	public static String command_failed;
	public static String open_failed;
	public static String reading;
	public static String starting;
	public static String shortcut_noFile;
	public static String check_title;
	public static String check_job;
	public static String check_failed;
	public static String check_possible;
	public static String check_impossible;
	public static String check_refused;
	public static String start_failed;
	public static String start_noneToStart;
	public static String first_title;
	public static String fleet_starting;
	public static String fleet_startFailed;
	public static String fleet_someFailed;
	public static String notify_title;
	public static String notify_starting;
	public static String choose_title;
	public static String choose_json;
	public static String choose_all;
	public static String menu_openFile;
	public static String dialog_strategy;
	public static String dialog_title;
	public static String dialog_message;
	public static String dialog_workflow;
	public static String dialog_browse;
	public static String dialog_instance;
	public static String dialog_automatic;
	public static String dialog_automaticActive;
	public static String dialog_seed;
	public static String dialog_seedHint;
	public static String dialog_count;
	public static String dialog_run;
	public static String dialog_noFile;
	public static String dialog_noSuchFile;
	public static String dialog_seedWrong;
	public static String samples_failed;
	public static String fleet_supervising;
	public static String service_missing;

	static {
		NLS.initializeMessages("org.creativestudio.comfyui.ui.internal.run.messages", Messages.class); //$NON-NLS-1$
	}

	private Messages() {
	}
}
