// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.balancing;

import java.text.DecimalFormat;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

import org.creativestudio.comfyui.ui.internal.balancing.Comparison.Row;
import org.eclipse.osgi.util.NLS;

/** What strategies are compared by. */
public enum Measure {
	MAKESPAN(() -> Messages.measure_makespan, row -> row.outcome().makespan()),
	WAIT_MEDIAN(() -> Messages.measure_waitMedian, row -> row.outcome().waitMedian()),
	WAIT_P95(() -> Messages.measure_waitP95, row -> row.outcome().waitP95()),
	LOADS(() -> Messages.measure_loads, row -> row.outcome().loads()),
	/** One bar for each device. */
	USE(() -> Messages.measure_use, row -> row.outcome().use().values().stream().mapToDouble(Double::doubleValue).average().orElse(0) * 100);

	private final Supplier<String> label;
	private final ToDoubleFunction<Row> value;

	Measure(Supplier<String> label, ToDoubleFunction<Row> value) {
		this.label = label;
		this.value = value;
	}

	/** For people, with the unit. */
	public String label() {
		return label.get();
	}

	double of(Row row) {
		return value.applyAsDouble(row);
	}

	/** As cells show it. */
	String text(Row row) {
		return switch (this) {
		case LOADS -> Integer.toString(row.outcome().loads());
		case USE -> new DecimalFormat("0 %").format(of(row) / 100); //$NON-NLS-1$
		default -> seconds(of(row));
		};
	}

	/** "12.3 s"; a dash for what never ends. */
	static String seconds(double seconds) {
		return Double.isFinite(seconds) ? NLS.bind(Messages.seconds, new DecimalFormat("0.0").format(seconds)) : "\u2013"; //$NON-NLS-1$ //$NON-NLS-2$
	}
}
