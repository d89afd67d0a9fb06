// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.health;

/** How an instance answers. */
public enum Health {
	/** Not asked yet, or not up. */
	UNKNOWN,
	HEALTHY,
	/** Answers, but slowly or not always. */
	DEGRADED,
	/** Does not answer, or not as ComfyUI does. */
	UNHEALTHY
}
