// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.outline;

import org.eclipse.osgi.util.NLS;

/** Texts of this package. */
final class Messages extends NLS {
	public static String default_text;
	public static String nodes_unknown;
	public static String node_kind;
	public static String node_running;
	public static String node_step;
	public static String node_done;
	public static String node_failed;

	static {
		NLS.initializeMessages("org.creativestudio.comfyui.ui.internal.outline.messages", Messages.class); //$NON-NLS-1$
	}

	private Messages() {
	}
}
