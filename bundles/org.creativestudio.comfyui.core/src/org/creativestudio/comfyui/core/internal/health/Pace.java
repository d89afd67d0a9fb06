// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal.health;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

import org.creativestudio.comfyui.core.health.HealthSettings;

/**
 * When an instance is asked, as the settings want it. Waiting is only ever shortened by jitter, so that nothing is found later than
 * the settings promise.
 */
record Pace(HealthSettings settings) {

	private static final Duration FAST = Duration.ofSeconds(5);
	private static final double JITTER = 0.1;
	/** Retries within the promise, see {@link #deadline()}. */
	private static final double SHARE_OF_RETRIES = 0.6;
	/** After a connection was lost the word should follow soon. */
	private static final Duration RETRY = Duration.ofSeconds(1);

	Duration interval() {
		return settings.interval();
	}

	/** While it starts, is not well, or somebody looks. */
	Duration fast() {
		Duration sixth = settings.interval().dividedBy(6);
		return min(sixth.compareTo(FAST) > 0 ? sixth : FAST, scaled(settings.interval(), SHARE_OF_RETRIES));
	}

	/** While it has nothing to do and nobody looks, and its connection would tell of its end. */
	Duration slow() {
		return settings.interval().multipliedBy(2);
	}

	Duration retry() {
		return min(RETRY, fast());
	}

	/**
	 * Of one check. As long as the settings say, but so short that as many checks as it takes to be unhealthy, the first of them begun
	 * an interval after the last answer, end within that many intervals.
	 */
	Duration deadline() {
		int fall = settings.fall();
		double room = fall < 2 ? SHARE_OF_RETRIES : (fall - 1.0) / fall;
		return min(settings.deadline(), scaled(settings.interval(), Math.min(room, SHARE_OF_RETRIES)));
	}

	/** After that long without any sign of life an instance is unhealthy, whatever it may be working on. */
	Duration patience() {
		return settings.interval().multipliedBy(settings.fall());
	}

	/** Spreads what would come at once. */
	static Duration jittered(Duration delay) {
		return scaled(delay, 1 - JITTER * ThreadLocalRandom.current().nextDouble());
	}

	/** Any moment within a time. */
	static Duration within(Duration time) {
		return scaled(time, ThreadLocalRandom.current().nextDouble());
	}

	private static Duration scaled(Duration duration, double factor) {
		return Duration.ofNanos((long) (duration.toNanos() * factor));
	}

	private static Duration min(Duration one, Duration other) {
		return one.compareTo(other) < 0 ? one : other;
	}
}
