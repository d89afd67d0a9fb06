// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.eclipse.jdt.annotation.Nullable;

/** What a benchmark found: rows with a ratio against the first row of the same run, and whether stated figures were met. */
final class Table {

	private record Row(String what, double[] values, @Nullable Double ratio, @Nullable Double limit) {
		boolean missed() {
			Double reached = ratio;
			Double allowed = limit;
			return reached != null && allowed != null && reached > allowed;
		}
	}

	private final String title;
	private final String unit;
	private final List<Row> rows = new ArrayList<>();
	private final List<String> notes = new ArrayList<>();

	Table(String title, String unit) {
		this.title = title;
		this.unit = unit;
	}

	/** A row without a comparison. */
	void add(String what, double[] values) {
		rows.add(new Row(what, values, null, null));
	}

	/** A row compared with another measured in the same run; {@code limit} is the stated figure, null where none is. */
	void add(String what, double[] values, double ratio, @Nullable Double limit) {
		rows.add(new Row(what, values, ratio, limit));
	}

	void note(String text) {
		notes.add(text);
	}

	boolean met() {
		return rows.stream().noneMatch(Row::missed);
	}

	void print() {
		System.out.println(title);
		System.out.printf("%-58s %10s %10s %10s %7s %7s%n", "", "min " + unit, "median", "max", "ratio", "limit"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$ //$NON-NLS-6$ //$NON-NLS-7$
		for (Row row : rows) {
			double[] sorted = row.values.clone();
			Arrays.sort(sorted);
			System.out.printf(Locale.ROOT, "%-58s %10.1f %10.1f %10.1f %7s %7s %s%n", row.what, sorted[0], //$NON-NLS-1$
					median(sorted), sorted[sorted.length - 1], number(row.ratio), number(row.limit),
					row.limit == null ? "" : row.missed() ? "MISSED" : "met"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
		}
		notes.forEach(System.out::println);
	}

	private static String number(@Nullable Double value) {
		return value == null ? "" : String.format(Locale.ROOT, "%.2f", value); //$NON-NLS-1$ //$NON-NLS-2$
	}

	static double median(double[] values) {
		double[] sorted = values.clone();
		Arrays.sort(sorted);
		int middle = sorted.length / 2;
		return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
	}
}
