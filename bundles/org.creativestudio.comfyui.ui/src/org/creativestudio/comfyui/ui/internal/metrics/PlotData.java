// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.metrics;

import java.util.List;
import java.util.Map;

import org.creativestudio.comfyui.core.metrics.MetricEvent;

/**
 * All that the plots show. Immutable.
 *
 * @param from   milliseconds since 1970, as {@code to}
 * @param lines  of each figure, those of which nothing is known left out
 * @param events of the shown instances, oldest first
 */
public record PlotData(Request request, long from, long to, Map<Figure, List<Line>> lines, List<MetricEvent> events) {

	public PlotData {
		lines = Map.copyOf(lines);
		events = List.copyOf(events);
	}

	/** What is to be read; the order is that of the user. */
	public record Request(List<Subject> subjects, List<Figure> figures, long from, long to, int maxPoints) {
		public Request {
			subjects = List.copyOf(subjects);
			figures = List.copyOf(figures);
		}
	}

	/** An instance and the number of its colour. */
	public record Subject(String id, String name, int color) {
	}

	/**
	 * A figure of an instance.
	 *
	 * @param times  milliseconds since 1970, ascending
	 * @param values as many; {@code NaN} where nothing is known
	 */
	public record Line(Subject subject, long[] times, double[] values) {

		/** The value that was measured nearest to a moment; {@code NaN} when nothing is known there. */
		public double at(long moment) {
			int nearest = -1;
			for (int i = 0; i < times.length; i++)
				if (nearest < 0 || Math.abs(times[i] - moment) < Math.abs(times[nearest] - moment))
					nearest = i;
			if (nearest < 0)
				return Double.NaN;
			long step = times.length < 2 ? Long.MAX_VALUE : (times[times.length - 1] - times[0]) / (times.length - 1);
			return Math.abs(times[nearest] - moment) <= Math.max(step, 1) * 2L || step == Long.MAX_VALUE ? values[nearest] : Double.NaN;
		}

		/** Whether anything is known. */
		public boolean isKnown() {
			for (double value : values)
				if (!Double.isNaN(value))
					return true;
			return false;
		}

		/** The largest value, at least 0. */
		public double max() {
			double max = 0;
			for (double value : values)
				if (value > max)
					max = value;
			return max;
		}
	}
}
