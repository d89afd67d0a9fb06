// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.active;

import org.eclipse.osgi.util.NLS;

/** Texts of this package. */
final class Messages extends NLS {
	public static String none;
	public static String label_none;
	public static String none_tip;
	public static String label;
	public static String label_short;
	public static String tip;
	public static String tip_more;
	public static String entry;
	public static String entry_idle;
	public static String entry_queue;
	public static String entry_chosen;
	public static String entry_noneUp;
	public static String manage;
	public static String label_fallback;
	public static String tip_fallBack;
	public static String tip_wait;
	public static String tip_fail;
	public static String target;

	static {
		NLS.initializeMessages("org.creativestudio.comfyui.ui.internal.active.messages", Messages.class); //$NON-NLS-1$
	}

	private Messages() {
	}
}
