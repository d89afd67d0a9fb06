// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.app.internal;

import org.eclipse.osgi.util.NLS;

/** Texts of this package. */
final class Messages extends NLS {
	public static String title;
	public static String menu_file;
	public static String menu_edit;
	public static String menu_navigate;
	public static String menu_window;
	public static String menu_help;
	public static String menu_openPerspective;
	public static String menu_showView;
	public static String action_properties;
	public static String action_contextHelp;
	public static String workspace_locked;
	public static String workspace_unusable;
	public static String welcome_title;
	public static String welcome_text;
	public static String welcome_first;
	public static String welcome_first_text;
	public static String welcome_first_link;
	public static String welcome_run;
	public static String welcome_run_text;
	public static String welcome_run_link;
	public static String welcome_more;
	public static String welcome_more_text;
	public static String welcome_more_new;
	public static String welcome_more_migrate;
	public static String welcome_more_fleet;
	public static String welcome_guide;

	static {
		NLS.initializeMessages("org.creativestudio.app.internal.messages", Messages.class); //$NON-NLS-1$
	}

	private Messages() {
	}
}
