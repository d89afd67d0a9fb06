// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.health;

import java.time.Duration;

/**
 * How instances are checked.
 *
 * @param interval    between two checks of a healthy instance; positive
 * @param fall        so many failures in a row make an instance unhealthy; at least 1
 * @param rise        so many successes in a row make an unhealthy one healthy; at least 1
 * @param slowFactor  an answer that takes so many times the usual time is slow; at least 2
 * @param slow        and takes at least that long; positive
 * @param deadline    of one check; positive
 */
public record HealthSettings(Duration interval, int fall, int rise, int slowFactor, Duration slow, Duration deadline) {

	/** 30 s and three failures as in the seed guide; two successes so that one lucky answer is not taken for health. */
	public static final HealthSettings DEFAULTS = new HealthSettings(Duration.ofSeconds(30), 3, 2, 8, Duration.ofSeconds(1),
			Duration.ofSeconds(10));
}
