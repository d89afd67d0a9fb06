// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.console;

import org.eclipse.osgi.util.NLS;

/** Texts of this package. */
final class Messages extends NLS {
	public static String title;
	public static String waiting;
	public static String skipped;
	public static String anew;
	public static String unreadable;
	public static String link_failed;

	static {
		NLS.initializeMessages("org.creativestudio.comfyui.ui.internal.console.messages", Messages.class); //$NON-NLS-1$
	}

	private Messages() {
	}
}
