// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.balancing;

import java.text.DecimalFormat;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.creativestudio.comfyui.ui.internal.balancing.Comparison.Row;
import org.creativestudio.comfyui.ui.internal.tables.RowTable;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.TableColumn;

/** A row for each strategy, the best first. */
final class ComparisonTable {

	private final RowTable<Row> table;
	private final TableViewer viewer;
	private @Nullable Comparison comparison;
	/** Id of the strategy that is used now; its row is bold. */
	private String inUse = ""; //$NON-NLS-1$

	ComparisonTable(Composite parent) {
		table = new RowTable<>(parent, SWT.SINGLE | SWT.BORDER, "comparison", Row.class, //$NON-NLS-1$
				row -> NLS.bind(Messages.row_tip, row.name(), use(row, "\n"))); //$NON-NLS-1$
		table.setBold(row -> row.outcome().strategy().equals(inUse));
		viewer = table.viewer();
		column("strategy", Messages.column_strategy, Messages.column_strategy_tip, SWT.LEFT, 20, 130, Row::name); //$NON-NLS-1$
		table.sortBy(column("makespan", Messages.column_makespan, Messages.column_makespan_tip, SWT.RIGHT, 10, 84, this::makespan), //$NON-NLS-1$
				Comparator.comparingDouble(Measure.MAKESPAN::of));
		table.sortBy(column("ratio", Messages.column_ratio, Messages.column_ratio_tip, SWT.RIGHT, 10, 98, ComparisonTable::ratio), //$NON-NLS-1$
				Comparator.comparingDouble(row -> row.outcome().ratio()));
		table.sortBy(column("waitMedian", Messages.column_waitMedian, Messages.column_waitMedian_tip, SWT.RIGHT, 10, 100, Measure.WAIT_MEDIAN::text), //$NON-NLS-1$
				Comparator.comparingDouble(Measure.WAIT_MEDIAN::of));
		table.sortBy(column("waitP95", Messages.column_waitP95, Messages.column_waitP95_tip, SWT.RIGHT, 10, 82, Measure.WAIT_P95::text), //$NON-NLS-1$
				Comparator.comparingDouble(Measure.WAIT_P95::of));
		table.sortBy(column("loads", Messages.column_loads, Messages.column_loads_tip, SWT.RIGHT, 7, 56, Measure.LOADS::text), //$NON-NLS-1$
				Comparator.comparingDouble(Measure.LOADS::of));
		column("use", Messages.column_use, Messages.column_use_tip, SWT.LEFT, 34, 200, row -> use(row, ", ")); //$NON-NLS-1$ //$NON-NLS-2$
		viewer.setInput(List.of());
	}

	private TableColumn column(String key, String title, String tip, int alignment, int weight, int minimum, Function<Row, String> text) {
		TableColumn column = table.column(key, title, weight, minimum, text);
		column.setToolTipText(tip);
		column.setAlignment(alignment);
		return column;
	}

	private String makespan(Row row) {
		int left = row.outcome().unfinished();
		return left == 0 ? Measure.MAKESPAN.text(row) : NLS.bind(Messages.unfinished, Measure.MAKESPAN.text(row), left);
	}

	private static String ratio(Row row) {
		double ratio = row.outcome().ratio();
		return Double.isFinite(ratio) ? new DecimalFormat("0.00").format(ratio) : "\u2013"; //$NON-NLS-1$ //$NON-NLS-2$
	}

	/** How much each device works, in the user's order. */
	private String use(Row row, String between) {
		Comparison shown = comparison;
		return shown == null ? "" : shown.scenario().devices().stream() //$NON-NLS-1$
				.map(device -> NLS.bind(Messages.use, device.name(), new DecimalFormat("0 %").format(row.use(device)))) //$NON-NLS-1$
				.collect(Collectors.joining(between));
	}

	void show(@Nullable Comparison compared, String strategyInUse) {
		comparison = compared;
		inUse = strategyInUse;
		viewer.setInput(compared == null ? List.of() : compared.rows());
	}

	/** Another strategy is used now. */
	void use(String strategyInUse) {
		inUse = strategyInUse;
		viewer.refresh(true);
	}

	@Nullable
	Row selected() {
		return viewer.getStructuredSelection().getFirstElement() instanceof Row row ? row : null;
	}

	TableViewer viewer() {
		return viewer;
	}
}
