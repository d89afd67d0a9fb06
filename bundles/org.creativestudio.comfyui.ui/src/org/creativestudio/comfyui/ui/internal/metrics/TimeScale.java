// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.metrics;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;

/**
 * Moments as numbers of an axis. They count seconds, minutes, hours or days from a local midnight, whichever fits the shown span, so
 * that the axis' round numbers are round times.
 */
public final class TimeScale {

	private static final Duration FINE = Duration.ofMinutes(2);
	private static final Duration WITH_SECONDS = Duration.ofMinutes(10);
	private static final Duration MINUTES = Duration.ofHours(3);
	private static final Duration HOURS = Duration.ofDays(3);

	private final long origin;
	private final double unit;
	private final DateTimeFormatter format;

	/** For a span from one moment to another, in milliseconds since 1970. */
	public TimeScale(long from, long to, ZoneId zone) {
		Duration span = Duration.ofMillis(to - from);
		Duration counted = span.compareTo(FINE) <= 0 ? Duration.ofSeconds(1)
				: span.compareTo(MINUTES) <= 0 ? Duration.ofMinutes(1)
						: span.compareTo(HOURS) <= 0 ? Duration.ofHours(1) : Duration.ofDays(1);
		origin = Instant.ofEpochMilli(from).atZone(zone).toLocalDate().atStartOfDay(zone).toInstant().toEpochMilli();
		unit = counted.toMillis();
		format = (span.compareTo(WITH_SECONDS) <= 0 ? DateTimeFormatter.ofLocalizedTime(FormatStyle.MEDIUM)
				: span.compareTo(HOURS) <= 0 ? DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT)
						: DateTimeFormatter.ofLocalizedPattern("MMMd")).withZone(zone); //$NON-NLS-1$
	}

	public double toAxis(long moment) {
		return (moment - origin) / unit;
	}

	public long toMoment(double position) {
		return origin + Math.round(position * unit);
	}

	/** What is written at a position of the axis. */
	public String label(double position) {
		return format.format(Instant.ofEpochMilli(toMoment(position)));
	}
}
