// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal.notifications;

import java.util.Optional;

import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.health.Health;
import org.creativestudio.comfyui.core.notifications.NotificationKind;

/** Whether a change is bad news. Pure. */
final class Trouble {

	private Trouble() {
	}

	static Optional<NotificationKind> of(InstanceSnapshot before, InstanceSnapshot after) {
		if (after.status() == InstanceStatus.ERROR) {
			if (after.givenUp())
				return before.givenUp() ? Optional.empty() : Optional.of(NotificationKind.GAVE_UP);
			// A start that a user asked for and that failed is told where he asked for it.
			boolean failedAgain = before.status() == InstanceStatus.STARTING && after.restart() != null;
			return before.status().isUp() || failedAgain ? Optional.of(NotificationKind.CRASHED) : Optional.empty();
		}
		boolean fell = after.status().isUp() && after.health().health() == Health.UNHEALTHY && before.health().health() != Health.UNHEALTHY;
		return fell ? Optional.of(NotificationKind.UNHEALTHY) : Optional.empty();
	}
}
