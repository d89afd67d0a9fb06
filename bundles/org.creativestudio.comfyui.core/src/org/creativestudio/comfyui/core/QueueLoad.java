// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core;

/**
 * The length of a server's queue, everybody's jobs counted.
 *
 * @param running prompts in execution, 0 or 1 with today's ComfyUI
 * @param pending prompts that wait
 */
public record QueueLoad(int running, int pending) {
	public int total() {
		return running + pending;
	}
}
