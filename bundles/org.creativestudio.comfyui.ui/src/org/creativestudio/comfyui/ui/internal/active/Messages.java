// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.active;

import org.eclipse.osgi.util.NLS;

/** Texts of this package. */
final class Messages extends NLS {
	public static String none;
	public static String label_none;
	public static String none_tip;
	public static String label;
	public static String tip;
	public static String entry;

	static {
		NLS.initializeMessages("org.creativestudio.comfyui.ui.internal.active.messages", Messages.class); //$NON-NLS-1$
	}

	private Messages() {
	}
}
