// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.migration;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.validation.ConnectionTest;
import org.eclipse.jdt.annotation.Nullable;

/**
 * What a server that the first Creative Studio knew becomes, the same for an import and a migration. That program asked servers and
 * did not start them, so nothing it stored says where a ComfyUI is.
 */
public final class FirstStudioServer {

	/** For a user: why an instance of this computer is one that somebody else starts. */
	public static final String NOTHING_TO_START = Messages.firstStudioServer_noComfyuiFoundOn;

	private FirstStudioServer() {
	}

	/** Whether this program starts it: it is on this computer, and so is a ComfyUI. */
	public static boolean isStartedHere(String host, boolean installed) {
		return installed && isLocal(host);
	}

	/** Whether nothing but a missing ComfyUI is in the way of starting it here. */
	public static boolean lacksComfy(String host, boolean installed) {
		return !installed && isLocal(host);
	}

	private static boolean isLocal(String host) {
		return host.isBlank() || ConnectionTest.isLocal(host);
	}

	/**
	 * Makes of an instance as it was read one that can be used.
	 *
	 * @param installed a ComfyUI of this computer; null for none
	 */
	public static InstanceConfiguration settle(InstanceConfiguration read, @Nullable InstanceConfiguration installed) {
		if (!read.kind().equals(InstanceConfiguration.COMFYUI) || read.comfyuiDirectory() != null)
			return read; // somebody has added what that program never wrote
		return installed != null && isStartedHere(read.host(), true)
				? read.toBuilder().comfyuiDirectory(installed.comfyuiDirectory()).python(installed.python()).build()
				: read.toBuilder().kind(InstanceConfiguration.ATTACHED).build();
	}
}
