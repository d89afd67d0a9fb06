// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal.metrics;

import java.util.Arrays;

import org.creativestudio.comfyui.core.metrics.Metric;
import org.creativestudio.comfyui.core.metrics.MetricSeries;

/** One figure over time while it is put together, oldest first. Not thread-safe. */
final class Points {

	private long[] times = new long[64];
	private double[] values = new double[64];
	private int size;

	/**
	 * @param value NaN: not known, which is a gap; of several in a row one is enough
	 * @param gap   milliseconds; when the point before is older than that, nothing is known in between
	 */
	void add(long time, double value, long gap) {
		if (size > 0 && time <= times[size - 1])
			return;
		boolean wasKnown = size > 0 && !Double.isNaN(values[size - 1]);
		if (Double.isNaN(value)) {
			if (wasKnown)
				append(time, value);
			return;
		}
		if (wasKnown && time - times[size - 1] > gap)
			append(times[size - 1] + (time - times[size - 1]) / 2, Double.NaN);
		append(time, value);
	}

	private void append(long time, double value) {
		if (size == times.length) {
			times = Arrays.copyOf(times, 2 * size);
			values = Arrays.copyOf(values, 2 * size);
		}
		times[size] = time;
		values[size++] = value;
	}

	/** At most so many points: over equal spans the mean, of what only grows the last. A span of which nothing is known stays a gap. */
	MetricSeries thin(String instanceId, Metric metric, long from, long to, int maxPoints) {
		if (size <= maxPoints)
			return new MetricSeries(instanceId, metric, Arrays.copyOf(times, size), Arrays.copyOf(values, size));
		Points thinned = new Points();
		double span = (double) Math.max(1, to - from + 1) / maxPoints;
		for (int begin = 0; begin < size;) {
			long number = (long) ((times[begin] - from) / span);
			int end = begin + 1;
			while (end < size && (long) ((times[end] - from) / span) == number)
				end++;
			thinned.appendMean(this, begin, end, metric.isCumulative());
			boolean gapBegins = Double.isNaN(values[end - 1]) && !Double.isNaN(thinned.values[thinned.size - 1]);
			if (gapBegins && end < size && (long) ((times[end] - from) / span) > number + 1)
				thinned.append(from + (long) ((number + 1) * span), Double.NaN);
			begin = end;
		}
		return new MetricSeries(instanceId, metric, Arrays.copyOf(thinned.times, thinned.size), Arrays.copyOf(thinned.values, thinned.size));
	}

	private void appendMean(Points all, int begin, int end, boolean cumulative) {
		double sum = 0;
		double last = Double.NaN;
		double moments = 0;
		int known = 0;
		for (int i = begin; i < end; i++)
			if (!Double.isNaN(all.values[i])) {
				last = all.values[i];
				sum += last;
				moments += all.times[i] - all.times[begin];
				known++;
			}
		if (known == 0)
			append(all.times[begin], Double.NaN);
		else
			append(all.times[begin] + (long) (moments / known), cumulative ? last : sum / known);
	}
}
