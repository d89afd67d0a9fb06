// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.launching;

import org.eclipse.osgi.util.NLS;

/** Texts of this package. */
final class Messages extends NLS {
	public static String launchedInstance_instanceKindCannotSuspended;

	static {
		NLS.initializeMessages("org.creativestudio.comfyui.core.launching.messages", Messages.class); //$NON-NLS-1$
	}

	private Messages() {
	}
}
