// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal.health;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * Finds out from regular beats that this computer, or this program alone, stood still meanwhile: the beat came far too late, or the time
 * of day went on while the clock that only runs with the computer did not. A time of day that was set forward looks the same and
 * costs a check of all; one that was set back is nothing. Not thread-safe.
 */
final class SleepDetector {

	private static final Duration GAP = Duration.ofSeconds(15);

	private long lastNanos;
	private Instant lastInstant;

	SleepDetector(long nanos, Instant instant) {
		lastNanos = nanos;
		lastInstant = instant;
	}

	/** Whether it stood still since the last beat, which was to be one {@code beat} ago. */
	boolean beat(long nanos, Instant instant, Duration beat) {
		long ran = nanos - lastNanos;
		long passed = TimeUnit.MILLISECONDS.toNanos(Duration.between(lastInstant, instant).toMillis());
		lastNanos = nanos;
		lastInstant = instant;
		return ran - beat.toNanos() > GAP.toNanos() || passed - ran > GAP.toNanos();
	}
}
