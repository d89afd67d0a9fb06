// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal.metrics;

import java.util.Arrays;

import org.creativestudio.comfyui.core.metrics.Metric;
import org.eclipse.jdt.annotation.Nullable;

/** What one instance was like over a period of wall-clock time, for the disk. Not thread-safe. */
final class Means {

	/** Milliseconds. */
	static final long PERIOD = 300_000;

	private static final Metric[] METRICS = Metric.values();

	/**
	 * The means of a period; of what only grows the last.
	 *
	 * @param at     the middle of what was measured, milliseconds since 1970
	 * @param values by the ordinal of their metric, NaN where not known
	 */
	record Row(long at, double[] values) {
	}

	private final double[] sums = new double[METRICS.length];
	private final int[] counts = new int[METRICS.length];
	private long number = -1;
	private long firstTime;
	private long lastTime;

	/** @return the period before, when this value is the first of another one; else null */
	@Nullable
	Row add(long time, double[] values) {
		Row ended = time / PERIOD != number ? end() : null;
		if (number < 0) {
			number = time / PERIOD;
			firstTime = time;
		}
		lastTime = time;
		for (int i = 0; i < METRICS.length; i++)
			if (!Double.isNaN(values[i])) {
				sums[i] = METRICS[i].isCumulative() ? values[i] : sums[i] + values[i];
				counts[i] = METRICS[i].isCumulative() ? 1 : counts[i] + 1;
			}
		return ended;
	}

	/** The period that is over at that time, or null. */
	@Nullable
	Row endedBy(long time) {
		return number >= 0 && time / PERIOD != number ? end() : null;
	}

	/** What was measured since the last period, whether it is over or not; null for nothing. */
	@Nullable
	Row end() {
		if (number < 0)
			return null;
		double[] values = new double[METRICS.length];
		for (int i = 0; i < METRICS.length; i++)
			values[i] = counts[i] == 0 ? Double.NaN : sums[i] / counts[i];
		Row row = new Row(firstTime + (lastTime - firstTime) / 2, values);
		Arrays.fill(sums, 0);
		Arrays.fill(counts, 0);
		number = -1;
		return row;
	}
}
