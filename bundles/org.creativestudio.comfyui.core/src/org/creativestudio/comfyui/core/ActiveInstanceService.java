// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core;

import java.util.function.Consumer;

/** Tells what the user's choice of an active instance comes to. An OSGi service; safe for any thread. */
public interface ActiveInstanceService {

	/** As it is now. Never blocks. */
	ActiveInstance get();

	/**
	 * Called when another instance is chosen, or when the chosen one becomes usable or stops being so: one at a time, in order, neither
	 * on the UI thread nor while a lock is held. Adding twice has no effect.
	 */
	void addListener(Consumer<Change> listener);

	void removeListener(Consumer<Change> listener);

	/** How it was and is. */
	record Change(ActiveInstance before, ActiveInstance after) {

		/** Whether new work goes elsewhere from now on, though the same instance is chosen. */
		public boolean fell() {
			return isSame() && before.usable() && after.fallsBack();
		}

		/** Whether new work returns to the chosen instance. */
		public boolean returned() {
			return isSame() && !before.usable() && after.usable();
		}

		private boolean isSame() {
			InstanceSnapshot was = before.chosen();
			InstanceSnapshot is = after.chosen();
			return was != null && is != null && was.id().equals(is.id());
		}
	}
}
