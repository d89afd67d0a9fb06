// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.metrics;

import java.time.Duration;

/** How far back the plots reach. */
public enum Period {
	MINUTES_5(Duration.ofMinutes(5), 500), MINUTES_15(Duration.ofMinutes(15), 1_000), HOUR(Duration.ofHours(1), 2_000),
	DAY(Duration.ofDays(1), 30_000), DAYS_30(Duration.ofDays(30), 300_000);

	private final Duration length;
	private final int refreshMs;

	Period(Duration length, int refreshMs) {
		this.length = length;
		this.refreshMs = refreshMs;
	}

	public Duration length() {
		return length;
	}

	/** What is new is shown that often at most: more would not be seen. */
	int refreshMs() {
		return refreshMs;
	}

	String label() {
		return switch (this) {
		case MINUTES_5 -> Messages.period_minutes5;
		case MINUTES_15 -> Messages.period_minutes15;
		case HOUR -> Messages.period_hour;
		case DAY -> Messages.period_day;
		case DAYS_30 -> Messages.period_days30;
		};
	}
}
