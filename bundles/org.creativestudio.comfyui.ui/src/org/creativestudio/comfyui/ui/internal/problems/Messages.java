// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.problems;

import org.eclipse.osgi.util.NLS;

/** Texts of this package. */
final class Messages extends NLS {
	public static String problems_job;
	public static String problems_failed;
	public static String fix_job;
	public static String fix_failed;
	public static String fix_gone;
	public static String fix_edit;

	static {
		NLS.initializeMessages("org.creativestudio.comfyui.ui.internal.problems.messages", Messages.class); //$NON-NLS-1$
	}

	private Messages() {
	}
}
