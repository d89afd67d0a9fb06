// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal.health;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

import org.creativestudio.comfyui.core.internal.Timer;

/**
 * Time as monitoring sees it.
 *
 * @param clock the time of day, which may jump
 * @param nanos a clock that only goes forward, in nanoseconds
 * @param timer does things later; its tasks must be short
 */
public record MonitorTime(Clock clock, LongSupplier nanos, Timer timer) {

	Instant instant() {
		return clock.instant();
	}

	long now() {
		return nanos.getAsLong();
	}

	Runnable later(Duration delay, Runnable task) {
		return timer.schedule(delay, task);
	}
}
