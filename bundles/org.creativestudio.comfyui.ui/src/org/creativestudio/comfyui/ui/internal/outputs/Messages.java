// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.outputs;

import org.eclipse.osgi.util.NLS;

/** Texts of this package. */
final class Messages extends NLS {
	public static String empty;
	public static String waiting;
	public static String title;
	public static String preview_running;
	public static String caption;
	public static String image_tooLarge;
	public static String image_unknown;
	public static String image_gone;
	public static String image_failed;
	public static String save_title;
	public static String save_job;
	public static String save_failed;
	public static String strip_name;
	public static String preview_name;
	public static String no_service;

	static {
		NLS.initializeMessages("org.creativestudio.comfyui.ui.internal.outputs.messages", Messages.class); //$NON-NLS-1$
	}

	private Messages() {
	}
}
