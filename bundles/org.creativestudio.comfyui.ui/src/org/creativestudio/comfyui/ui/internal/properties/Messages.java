// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.properties;

import org.eclipse.osgi.util.NLS;

/** Texts of this package. */
final class Messages extends NLS {
	public static String group_general;
	public static String group_resources;
	public static String group_environment;
	public static String group_health;
	public static String group_process;
	public static String group_statistics;
	public static String group_times;
	public static String group_results;
	public static String title_many;
	public static String lines_none;
	public static String edit_name;
	public static String edit_description;
	public static String edit_tags;
	public static String edit_tagsTip;
	public static String edit_concurrent;
	public static String edit_autoStart;
	public static String edit_hint;
	public static String edit_failed;
	public static String hour_title;
	public static String hour_name;
	public static String hour_legend;
	public static String hour_none;

	static {
		NLS.initializeMessages("org.creativestudio.comfyui.ui.internal.properties.messages", Messages.class); //$NON-NLS-1$
	}

	private Messages() {
	}
}
