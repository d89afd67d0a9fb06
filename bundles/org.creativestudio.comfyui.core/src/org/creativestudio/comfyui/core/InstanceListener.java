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
}
