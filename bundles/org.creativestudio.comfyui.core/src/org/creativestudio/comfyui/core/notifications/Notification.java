// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.notifications;

import java.time.Instant;
import java.util.List;

/**
 * Something that the user should hear of.
 *
 * @param kind        decides how it is shown
 * @param at          when it happened
 * @param instanceIds whom it is about; several where alike ones were grouped; empty where it is about none
 * @param message     what happened, to which instances, and what can be done
 */
public record Notification(NotificationKind kind, Instant at, List<String> instanceIds, String message) {
	public Notification {
		instanceIds = List.copyOf(instanceIds);
	}
}
