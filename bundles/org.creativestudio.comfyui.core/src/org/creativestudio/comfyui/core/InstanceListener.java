// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core;

/** Is told of every change of every instance, in order. */
@FunctionalInterface
public interface InstanceListener {
	/**
	 * Called on a thread of the instance manager, never on the UI thread and never while a lock is held. Should return soon;
	 * what it throws is logged and does not reach others.
	 */
	void instanceChanged(InstanceChange change);

	/** What the user decided for all instances has changed, here or in another program; called like the other one and in order with it. */
	default void settingsChanged(FleetSettings settings) {
		// most don't care
	}
}
