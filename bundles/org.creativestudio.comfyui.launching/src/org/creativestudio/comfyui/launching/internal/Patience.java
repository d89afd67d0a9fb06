// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.launching.internal;

import java.time.Duration;

/**
 * How long a process may take to end before it is asked more firmly.
 *
 * @param interrupt after SIGINT
 * @param terminate after SIGTERM
 */
public record Patience(Duration interrupt, Duration terminate) {

	/** ComfyUI needs 2.6 s to end when idle, and a node's time when one runs (recorded). */
	static final Patience USUAL = new Patience(Duration.ofSeconds(10), Duration.ofSeconds(5));
}
