// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.creativestudio.comfyui.core.metrics.Metric;
import org.creativestudio.comfyui.core.metrics.MetricEvent;
import org.creativestudio.comfyui.core.metrics.MetricSeries;
import org.creativestudio.comfyui.core.metrics.Metrics;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Figures of instances over a time. */
@Command(name = "metrics", description = "${bundle:verb.instance.metrics}")
final class InstanceMetricsVerb extends Verb {

	private static final String NONE = "-"; //$NON-NLS-1$
	private static final int MAX_POINTS = 500;
	private static final Duration LONGEST = Duration.ofDays(30);
	private static final double MIB = 1L << 20;

	@Parameters(paramLabel = "ID", arity = "1..*", description = "${bundle:verb.instance.ids}")
	private List<String> ids = List.of();
	@Option(names = "--since", paramLabel = "TIME", description = "${bundle:metrics.since}")
	private String since = "1h"; //$NON-NLS-1$
	@Option(names = "--metric", paramLabel = "NAME", description = "${bundle:metrics.metric}")
	private List<String> names = List.of();
	@Option(names = "--csv", paramLabel = "FILE", description = "${bundle:metrics.csv}")
	private @Nullable String csv;

	InstanceMetricsVerb(Context context) {
		super(context);
	}

	@Override
	public Integer call() {
		Duration span = Times.parse(since).filter(time -> !time.isZero() && time.compareTo(LONGEST) <= 0)
				.orElseThrow(() -> new Failure(ExitCode.USAGE, NLS.bind(Messages.wrong_time, since)));
		Set<Metric> chosen = new LinkedHashSet<>();
		for (String name : names)
			chosen.add(Metric.of(name).orElseThrow(() -> new Failure(ExitCode.USAGE, NLS.bind(Messages.wrong_metric, name,
					Stream.of(Metric.values()).map(Metric::word).collect(Collectors.joining(", ")))))); //$NON-NLS-1$
		Instances instances = new Instances(context);
		Measured measured = new Measured(context, instances);
		List<StatusRow> rows = measured.ask(instances.find(ids));
		Instant to = Instant.now();
		Instant from = to.minus(span);
		if (csv != null)
			export(csv, measured.metrics(), rows, chosen, from, to);
		else if (json)
			terminal().json(json(measured.metrics(), rows, chosen, from, to));
		else
			print(measured.metrics(), rows, chosen, from, to);
		return ExitCode.DONE;
	}

	private void export(String file, Metrics metrics, List<StatusRow> rows, Set<Metric> chosen, Instant from, Instant to) {
		List<String> which = rows.stream().map(row -> row.instance().id()).toList();
		List<Metric> columns = chosen.isEmpty() ? List.of(Metric.values()) : List.copyOf(chosen);
		try {
			if (file.equals(NONE)) {
				Writer out = new OutputStreamWriter(terminal().out(), StandardCharsets.UTF_8);
				metrics.exportCsv(which, columns, from, to, out);
				out.flush();
				return;
			}
			try (BufferedWriter out = Files.newBufferedWriter(ConfigurationOptions.file(file), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
				metrics.exportCsv(which, columns, from, to, out);
			}
			terminal().say(NLS.bind(Messages.csv_written, file));
		} catch (FileAlreadyExistsException e) {
			throw new Failure(ExitCode.INVALID, NLS.bind(Messages.csv_exists, file));
		} catch (IOException e) {
			throw new Failure(ExitCode.FAILED, NLS.bind(Messages.csv_failed, file, e.getMessage()));
		}
	}

	private void print(Metrics metrics, List<StatusRow> rows, Set<Metric> chosen, Instant from, Instant to) {
		Table table = new Table(Messages.column_name, Messages.column_metric, Messages.column_now, Messages.column_least,
				Messages.column_mean, Messages.column_most);
		boolean empty = true;
		for (StatusRow row : rows)
			for (Metric metric : chosen.isEmpty() ? List.of(Metric.values()) : chosen) {
				DoubleSummaryStatistics all = Arrays
						.stream(metrics.series(row.instance().id(), metric, from, to, Integer.MAX_VALUE).values())
						.filter(value -> !Double.isNaN(value)).summaryStatistics();
				Double now = now(row, metric);
				if (all.getCount() == 0 && now == null && chosen.isEmpty())
					continue;
				empty = false;
				boolean several = all.getCount() > 0;
				table.add(row.instance().name(), metric.word(), now == null ? NONE : text(metric, now),
						several ? text(metric, all.getMin()) : NONE,
						several && !metric.isCumulative() ? text(metric, all.getAverage()) : NONE,
						several ? text(metric, all.getMax()) : NONE);
			}
		if (empty)
			terminal().say(Messages.no_figures);
		else
			table.print(terminal().out());
	}

	/** Null where not known now. */
	private static @Nullable Double now(StatusRow row, Metric metric) {
		if (row.sample() == null || !row.instance().status().isUp() || row.instance().suspended() || row.sample().get(metric).isEmpty())
			return null;
		return Double.valueOf(row.sample().get(metric).getAsDouble());
	}

	private static String text(Metric metric, double value) {
		Double number = Double.valueOf(value);
		return switch (metric.unit()) {
		case BYTES -> String.format(Locale.ROOT, "%.0f MiB", value / MIB); //$NON-NLS-1$
		case RATIO -> String.format(Locale.ROOT, "%.1f %%", value * 100); //$NON-NLS-1$
		case SECONDS -> value < 1 ? String.format(Locale.ROOT, "%.1f ms", value * 1000) : String.format(Locale.ROOT, "%.1f s", number); //$NON-NLS-1$ //$NON-NLS-2$
		case COUNT -> String.format(Locale.ROOT, value == Math.rint(value) ? "%.0f" : "%.2f", number); //$NON-NLS-1$ //$NON-NLS-2$
		case CELSIUS -> String.format(Locale.ROOT, "%.0f C", number); //$NON-NLS-1$
		case WATTS -> String.format(Locale.ROOT, "%.1f W", number); //$NON-NLS-1$
		case HERTZ -> String.format(Locale.ROOT, "%.0f MHz", value / 1e6); //$NON-NLS-1$
		};
	}

	private static JsonObject json(Metrics metrics, List<StatusRow> rows, Set<Metric> chosen, Instant from, Instant to) {
		JsonArray instances = new JsonArray();
		for (StatusRow row : rows) {
			JsonObject object = new JsonObject();
			object.addProperty("id", row.instance().id()); //$NON-NLS-1$
			object.addProperty("name", row.instance().name()); //$NON-NLS-1$
			JsonArray figures = new JsonArray();
			for (Metric metric : chosen.isEmpty() ? List.of(Metric.values()) : chosen) {
				MetricSeries series = metrics.series(row.instance().id(), metric, from, to, MAX_POINTS);
				if (series.times().length > 0 || now(row, metric) != null || !chosen.isEmpty())
					figures.add(json(series, now(row, metric)));
			}
			object.add("metrics", figures); //$NON-NLS-1$
			JsonArray events = new JsonArray();
			for (MetricEvent event : metrics.events(row.instance().id(), from, to)) {
				JsonObject one = new JsonObject();
				one.addProperty("time", event.at().toString()); //$NON-NLS-1$
				one.addProperty("kind", InstanceViews.word(event.kind())); //$NON-NLS-1$
				one.addProperty("text", event.text()); //$NON-NLS-1$
				events.add(one);
			}
			object.add("events", events); //$NON-NLS-1$
			instances.add(object);
		}
		JsonObject document = new JsonObject();
		document.addProperty("from", from.toString()); //$NON-NLS-1$
		document.addProperty("to", to.toString()); //$NON-NLS-1$
		document.add("instances", instances); //$NON-NLS-1$
		return document;
	}

	/** Points are pairs of time and value; null where nothing is known. */
	private static JsonObject json(MetricSeries series, @Nullable Double now) {
		JsonObject figure = new JsonObject();
		figure.addProperty("metric", series.metric().word()); //$NON-NLS-1$
		figure.addProperty("unit", InstanceViews.word(series.metric().unit())); //$NON-NLS-1$
		figure.addProperty("now", now); //$NON-NLS-1$
		JsonArray points = new JsonArray();
		for (int i = 0; i < series.times().length; i++) {
			JsonArray point = new JsonArray();
			point.add(Instant.ofEpochMilli(series.times()[i]).toString());
			if (Double.isNaN(series.values()[i]))
				point.add(JsonNull.INSTANCE);
			else
				point.add(Double.valueOf(series.values()[i]));
			points.add(point);
		}
		figure.add("points", points); //$NON-NLS-1$
		return figure;
	}
}
