// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core;

/**
 * What a pause does beyond keeping new work away. ComfyUI has no pause of its own.
 *
 * @param interrupt  whether the workflow that runs is interrupted; else it finishes
 * @param freeMemory whether models are unloaded, once nothing runs any more, so that the GPU's memory is free for others
 * @param suspend    whether the process is stopped by the system (SIGSTOP), once nothing runs any more; it then answers nothing
 */
public record PauseOptions(boolean interrupt, boolean freeMemory, boolean suspend) {

	/** Only keeps new work away. */
	public static final PauseOptions KEEP = new PauseOptions(false, false, false);
}
