// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.metrics;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

import org.creativestudio.comfyui.core.metrics.Metric;
import org.creativestudio.comfyui.core.metrics.MetricEvent;
import org.creativestudio.comfyui.core.metrics.MetricSeries;
import org.creativestudio.comfyui.core.metrics.Metrics;
import org.creativestudio.comfyui.ui.internal.metrics.PlotData.Line;
import org.creativestudio.comfyui.ui.internal.metrics.PlotData.Request;
import org.creativestudio.comfyui.ui.internal.metrics.PlotData.Subject;

/** Reads what plots show. Blocks for the disk. */
public final class PlotReader {

	private final Metrics metrics;

	public PlotReader(Metrics metrics) {
		this.metrics = metrics;
	}

	/** @param cancelled asked now and then; what was read till then is returned */
	public PlotData read(Request request, BooleanSupplier cancelled) {
		Instant from = Instant.ofEpochMilli(request.from());
		Instant to = Instant.ofEpochMilli(request.to());
		Map<Figure, List<Line>> lines = new EnumMap<>(Figure.class);
		for (Figure figure : request.figures()) {
			List<Line> of = new ArrayList<>();
			for (Subject subject : request.subjects()) {
				if (cancelled.getAsBoolean())
					break;
				Line line = line(figure, subject, from, to, request.maxPoints());
				if (line.isKnown())
					of.add(line);
			}
			lines.put(figure, List.copyOf(of));
		}
		List<MetricEvent> events = new ArrayList<>();
		for (Subject subject : request.subjects())
			if (!cancelled.getAsBoolean())
				events.addAll(metrics.events(subject.id(), from, to));
		events.sort(Comparator.comparing(MetricEvent::at));
		return new PlotData(request, request.from(), request.to(), lines, events);
	}

	private Line line(Figure figure, Subject subject, Instant from, Instant to, int maxPoints) {
		MetricSeries all = metrics.series(subject.id(), figure.metric(), from, to, maxPoints);
		Metric minus = figure.minus();
		if (minus == null)
			return new Line(subject, all.times(), all.values());
		MetricSeries free = metrics.series(subject.id(), minus, from, to, maxPoints);
		return new Line(subject, all.times(), difference(all, free));
	}

	/** Known where both are known at the same time. */
	private static double[] difference(MetricSeries all, MetricSeries free) {
		double[] values = new double[all.times().length];
		int other = 0;
		for (int i = 0; i < values.length; i++) {
			while (other < free.times().length && free.times()[other] < all.times()[i])
				other++;
			boolean both = other < free.times().length && free.times()[other] == all.times()[i];
			values[i] = both ? all.values()[i] - free.values()[other] : Double.NaN;
		}
		return values;
	}
}
