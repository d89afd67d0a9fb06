// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal.notifications;

import java.util.List;

import org.creativestudio.comfyui.core.notifications.NotificationKind;

/** Where parts of this bundle bring what users should hear of. An OSGi service; safe for any thread; never blocks. */
@FunctionalInterface
public interface Notifier {

	/** @param instanceIds whom it is about; the same kind for the same instance is told again only after some minutes */
	void tell(NotificationKind kind, List<String> instanceIds, String message);
}
