// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.notifications;

import java.util.List;
import java.util.function.Consumer;

/**
 * Tells what happens to instances without being asked: grouped, limited in rate, without the kinds that are switched off. An OSGi
 * service; safe for any thread.
 */
public interface Notifications {

	/** The latest ones of this program, newest first; at most some hundred. Kinds that are switched off are not among them. */
	List<Notification> history();

	/** Forgets the history. */
	void clear();

	/** Called for each new notification, one at a time, neither on the UI thread nor while a lock is held. Adding twice has no effect. */
	void addListener(Consumer<Notification> listener);

	void removeListener(Consumer<Notification> listener);
}
