// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal.metrics;

import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.creativestudio.comfyui.core.metrics.Metric;
import org.creativestudio.comfyui.core.metrics.Metric.Unit;
import org.creativestudio.comfyui.core.metrics.MetricSeries;
import org.eclipse.jdt.annotation.Nullable;

/** Figures as CSV of RFC 4180: a header, then a line for each instance and moment; empty where not known. */
final class CsvExport {

	private static final String END = "\r\n"; //$NON-NLS-1$

	private final List<Metric> metrics;
	private final Writer target;

	CsvExport(List<Metric> metrics, Writer target) throws IOException {
		this.metrics = metrics;
		this.target = target;
		target.write("time,id,name"); //$NON-NLS-1$
		for (Metric metric : metrics)
			target.write(',' + metric.word() + '-' + metric.unit().name().toLowerCase(Locale.ROOT));
		target.write(END);
	}

	/** @param series of the metrics, in their order */
	void instance(String id, String name, List<MetricSeries> series) throws IOException {
		Map<Long, double[]> rows = new TreeMap<>();
		for (int column = 0; column < series.size(); column++) {
			MetricSeries one = series.get(column);
			for (int i = 0; i < one.times().length; i++)
				if (!Double.isNaN(one.values()[i]))
					rows.computeIfAbsent(Long.valueOf(one.times()[i]), time -> unknown())[column] = one.values()[i];
		}
		for (Map.Entry<Long, double[]> row : rows.entrySet()) {
			target.write(Instant.ofEpochMilli(row.getKey()).toString());
			target.write(',' + quoted(id) + ',' + quoted(name));
			for (int column = 0; column < metrics.size(); column++)
				target.write(',' + text(metrics.get(column), row.getValue()[column]));
			target.write(END);
		}
	}

	/** Bytes as whole numbers; others with the digits that they are kept with. */
	private static String text(Metric metric, double value) {
		if (Double.isNaN(value))
			return ""; //$NON-NLS-1$
		return metric.unit() == Unit.BYTES ? Long.toString(Math.round(value))
				: new BigDecimal(Float.toString((float) value)).stripTrailingZeros().toPlainString();
	}

	private double[] unknown() {
		double[] row = new double[metrics.size()];
		Arrays.fill(row, Double.NaN);
		return row;
	}

	/** A name that a spreadsheet would take for a formula is shown as text. */
	private static String quoted(@Nullable String text) {
		String value = text == null ? "" : text; //$NON-NLS-1$
		if (!value.isEmpty() && "=+-@\t\r".indexOf(value.charAt(0)) >= 0) //$NON-NLS-1$
			value = '\'' + value;
		return value.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r') ? value
				: '"' + value.replace("\"", "\"\"") + '"'; //$NON-NLS-1$ //$NON-NLS-2$
	}
}
