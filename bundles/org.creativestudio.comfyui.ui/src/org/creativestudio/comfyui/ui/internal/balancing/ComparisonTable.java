// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.balancing;

import java.text.DecimalFormat;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.creativestudio.comfyui.ui.internal.balancing.Comparison.Row;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.layout.TableColumnLayout;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.viewers.ArrayContentProvider;
import org.eclipse.jface.viewers.ColumnLabelProvider;
import org.eclipse.jface.viewers.ColumnViewerToolTipSupport;
import org.eclipse.jface.viewers.ColumnWeightData;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.jface.viewers.TableViewerColumn;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Table;

/** A row for each strategy, the best first. */
final class ComparisonTable {

	private final TableViewer viewer;
	private @Nullable Comparison comparison;
	/** Id of the strategy that is used now; its row is bold. */
	private String inUse = ""; //$NON-NLS-1$

	ComparisonTable(Composite parent) {
		TableColumnLayout layout = new TableColumnLayout();
		parent.setLayout(layout);
		viewer = new TableViewer(parent, SWT.SINGLE | SWT.FULL_SELECTION | SWT.H_SCROLL | SWT.V_SCROLL | SWT.BORDER);
		Table table = viewer.getTable();
		table.setHeaderVisible(true);
		table.setLinesVisible(true);
		viewer.setContentProvider(ArrayContentProvider.getInstance());
		ColumnViewerToolTipSupport.enableFor(viewer);
		column(layout, Messages.column_strategy, Messages.column_strategy_tip, SWT.LEFT, 20, 130, Row::name);
		column(layout, Messages.column_makespan, Messages.column_makespan_tip, SWT.RIGHT, 10, 84, this::makespan);
		column(layout, Messages.column_ratio, Messages.column_ratio_tip, SWT.RIGHT, 10, 98, ComparisonTable::ratio);
		column(layout, Messages.column_waitMedian, Messages.column_waitMedian_tip, SWT.RIGHT, 10, 100, Measure.WAIT_MEDIAN::text);
		column(layout, Messages.column_waitP95, Messages.column_waitP95_tip, SWT.RIGHT, 10, 82, Measure.WAIT_P95::text);
		column(layout, Messages.column_loads, Messages.column_loads_tip, SWT.RIGHT, 7, 56, Measure.LOADS::text);
		column(layout, Messages.column_use, Messages.column_use_tip, SWT.LEFT, 34, 200, row -> use(row, ", ")); //$NON-NLS-1$
		viewer.setInput(List.of());
	}

	private void column(TableColumnLayout layout, String title, String tip, int style, int weight, int minimum, Function<Row, String> text) {
		TableViewerColumn column = new TableViewerColumn(viewer, style);
		column.getColumn().setText(title);
		column.getColumn().setToolTipText(tip);
		column.setLabelProvider(new ColumnLabelProvider() {
			@Override
			public String getText(@Nullable Object element) {
				return element instanceof Row row ? text.apply(row) : ""; //$NON-NLS-1$
			}

			@Override
			public @Nullable Font getFont(@Nullable Object element) {
				return element instanceof Row row && row.outcome().strategy().equals(inUse)
						? JFaceResources.getFontRegistry().getBold(JFaceResources.DEFAULT_FONT) : null;
			}

			@Override
			public @Nullable String getToolTipText(@Nullable Object element) {
				return element instanceof Row row ? NLS.bind(Messages.row_tip, row.name(), use(row, "\n")) : null; //$NON-NLS-1$
			}
		});
		layout.setColumnData(column.getColumn(), new ColumnWeightData(weight, minimum));
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
