// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.QueueLoad;

/** What makes sense for an instance as it is now. */
public final class InstanceActions {

	private InstanceActions() {
	}

	/** Also for an attached server: starting it means to ask it again. Also while a restart is to come: it then starts at once. */
	public static boolean canStart(InstanceSnapshot instance) {
		return instance.status() == InstanceStatus.STOPPED || instance.status() == InstanceStatus.ERROR;
	}

	/** Also while it starts, or will be started again: stopping then gives that up. An attached one is stopped elsewhere. */
	public static boolean canStop(InstanceSnapshot instance) {
		return !isAttached(instance)
				&& (instance.status().isUp() || instance.status() == InstanceStatus.STARTING || instance.restart() != null);
	}

	public static boolean canRestart(InstanceSnapshot instance) {
		return !isAttached(instance) && instance.status().isUp();
	}

	public static boolean canPause(InstanceSnapshot instance) {
		return instance.status() == InstanceStatus.RUNNING;
	}

	public static boolean canResume(InstanceSnapshot instance) {
		return instance.status() == InstanceStatus.PAUSED;
	}

	/** Whether its server has work that a stop would lose. */
	public static boolean isBusy(InstanceSnapshot instance) {
		QueueLoad queue = instance.queue();
		return instance.status().isUp() && !instance.suspended() && queue != null && queue.total() > 0;
	}

	static boolean isAttached(InstanceSnapshot instance) {
		return InstanceConfiguration.ATTACHED.equals(instance.configuration().kind());
	}
}
