// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;

/** What makes sense for an instance as it is now. */
public final class InstanceActions {

	private InstanceActions() {
	}

	/** Also for an attached server: starting it means to connect to it. */
	public static boolean canStart(InstanceSnapshot instance) {
		return instance.status() == InstanceStatus.STOPPED || instance.status() == InstanceStatus.ERROR;
	}

	/** Also while it starts: stopping then gives up the start. */
	public static boolean canStop(InstanceSnapshot instance) {
		return instance.status().isUp() || instance.status() == InstanceStatus.STARTING;
	}
}
