// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.metrics;

import java.time.Clock;
import java.time.Duration;

/** The span of time that all plots show: the last so many minutes, going on with the clock, or a part that the user zoomed into. */
public final class TimeWindow {

	/** Nothing is measured more often than this matters. */
	private static final long SHORTEST = Duration.ofSeconds(5).toMillis();
	private static final long LONGEST = Period.DAYS_30.length().toMillis();

	private final Clock clock;
	private Period period = Period.MINUTES_15;
	private boolean zoomed;
	private long from;
	private long to;

	public TimeWindow(Clock clock) {
		this.clock = clock;
	}

	public Period period() {
		return period;
	}

	/** Shows a period up to now and ends a zoom. */
	public void show(Period shown) {
		period = shown;
		zoomed = false;
	}

	public boolean isZoomed() {
		return zoomed;
	}

	/** Milliseconds since 1970, as all times here. */
	public long from() {
		return zoomed ? from : to() - period.length().toMillis();
	}

	public long to() {
		return zoomed ? to : clock.millis();
	}

	/** Ends a zoom. */
	public void reset() {
		zoomed = false;
	}

	/**
	 * Makes the span longer or shorter.
	 *
	 * @param factor below 1 shows less and more closely
	 * @param around stays where it is
	 */
	public void zoom(double factor, long around) {
		long start = from();
		long end = to();
		double length = Math.clamp((end - start) * factor, SHORTEST, LONGEST);
		double share = end == start ? 0.5 : Math.clamp((around - start) / (double) (end - start), 0, 1);
		set(Math.round(around - length * share), Math.round(around + length * (1 - share)));
	}

	/** @param share of the span; negative goes back */
	public void pan(double share) {
		long start = from();
		long end = to();
		long by = Math.round((end - start) * share);
		set(start + by, end + by);
	}

	/** Shows what lies between, in either order. */
	public void select(long one, long other) {
		long start = Math.min(one, other);
		set(start, Math.max(Math.max(one, other), start + SHORTEST));
	}

	/** There is nothing to see in the future. */
	private void set(long start, long end) {
		long beyond = Math.max(0, end - clock.millis());
		from = start - beyond;
		to = end - beyond;
		zoomed = true;
	}
}
