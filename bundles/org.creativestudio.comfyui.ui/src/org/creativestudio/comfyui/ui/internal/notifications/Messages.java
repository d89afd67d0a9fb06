// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.notifications;

import org.eclipse.osgi.util.NLS;

/** Texts of this package. */
final class Messages extends NLS {
	public static String kind_unhealthy;
	public static String kind_recovered;
	public static String kind_crashed;
	public static String kind_gaveUp;
	public static String kind_memory;
	public static String kind_activeFallback;
	public static String choice_unhealthy;
	public static String choice_recovered;
	public static String choice_crashed;
	public static String choice_gaveUp;
	public static String choice_memory;
	public static String choice_activeFallback;
	public static String popup_many;
	public static String popup_more;
	public static String popup_show;
	public static String no_service;
	public static String column_kind;
	public static String column_time;
	public static String column_instance;
	public static String column_message;
	public static String description_none;
	public static String description;

	static {
		NLS.initializeMessages("org.creativestudio.comfyui.ui.internal.notifications.messages", Messages.class); //$NON-NLS-1$
	}

	private Messages() {
	}
}
