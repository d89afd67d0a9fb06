// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.tables;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

import org.creativestudio.comfyui.ui.internal.instances.OwnDirection;
import org.creativestudio.comfyui.ui.internal.kept.KeptColumns;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.viewers.ArrayContentProvider;
import org.eclipse.jface.viewers.CheckboxTableViewer;
import org.eclipse.jface.viewers.ColumnLabelProvider;
import org.eclipse.jface.viewers.ColumnViewerToolTipSupport;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.jface.viewers.TableViewerColumn;
import org.eclipse.jface.viewers.Viewer;
import org.eclipse.jface.viewers.ViewerComparator;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;

/**
 * A table with a row for each value of a collection or array, columns that share the width and can be moved, and a tip for each row. A
 * click on a title sorts: upwards, downwards, and by the third click as the table did before. Widths, order and sorting are kept. UI
 * thread only.
 *
 * @param <R> type of the rows
 */
public final class RowTable<R> {

	private final TableViewer viewer;
	private final SharedColumns shared;
	private final KeptColumns kept;
	private final Class<R> type;
	private final Function<R, String> tip;
	private final InOrder inOrder = new InOrder();
	private final Words words = new Words();
	private final Map<String, TableColumn> columns = new HashMap<>();
	private final Map<String, Comparator<R>> orders = new HashMap<>();
	private @Nullable Comparator<R> ownOrder;
	private Runnable sorted;
	private Predicate<R> bold = row -> false;

	/**
	 * @param parent only for this table, which lays it out
	 * @param style  {@link SWT#SINGLE} or {@link SWT#MULTI}, {@link SWT#BORDER}, and {@link SWT#CHECK} for a {@link CheckboxTableViewer}
	 * @param id     what is kept of the table is kept for this
	 * @param type   of the rows
	 * @param tip    shown at a row
	 */
	public RowTable(Composite parent, int style, String id, Class<R> type, Function<R, String> tip) {
		this.type = type;
		this.tip = tip;
		Table table = new Table(parent, style | SWT.FULL_SELECTION | SWT.H_SCROLL | SWT.V_SCROLL);
		viewer = (style & SWT.CHECK) == 0 ? new TableViewer(table) : new CheckboxTableViewer(table);
		shared = new SharedColumns(table, id);
		kept = shared.kept();
		sorted = viewer::refresh;
		table.setHeaderVisible(true);
		table.setLinesVisible(true);
		viewer.setContentProvider(ArrayContentProvider.getInstance());
		viewer.setComparator(inOrder);
		ColumnViewerToolTipSupport.enableFor(viewer);
	}

	public TableViewer viewer() {
		return viewer;
	}

	/** Rows for which this holds are shown in bold after the next refresh. */
	public void setBold(Predicate<R> rows) {
		bold = rows;
	}

	/** The order of rows that are sorted by no column; without one they stay as they were given. */
	public void setOwnOrder(Comparator<R> order) {
		ownOrder = order;
		sort();
	}

	/** Brings the rows in order after a click on a title, in place of a refresh of the viewer. */
	public void setSorted(Runnable rearrange) {
		sorted = rearrange;
	}

	/** A column with texts only; see {@link #column(String, String, int, int, Function, Function)}. */
	public TableColumn column(String key, String title, int weight, int minimum, Function<R, String> text) {
		return column(key, title, weight, minimum, text, null);
	}

	/**
	 * Adds a column behind the others; rows are sorted by its texts.
	 *
	 * @param key     what is kept of the column is kept for this
	 * @param weight  its share of the width
	 * @param minimum of the width, in points
	 * @param image   belongs to the caller; null for none
	 */
	public TableColumn column(String key, String title, int weight, int minimum, Function<R, String> text,
			@Nullable Function<R, @Nullable Image> image) {
		TableViewerColumn added = new TableViewerColumn(viewer, SWT.NONE);
		TableColumn column = added.getColumn();
		column.setText(title);
		added.setLabelProvider(new Labels(text, image));
		columns.put(key, column);
		shared.add(column, key, weight, minimum);
		sortBy(column, Comparator.comparing(text, words));
		column.addListener(SWT.Selection, event -> {
			kept.sortNext(key);
			sort();
			sorted.run();
		});
		return column;
	}

	/** Rows are sorted by this column's values, not its texts. */
	public void sortBy(TableColumn column, Comparator<R> order) {
		columns.forEach((key, one) -> {
			if (one == column)
				orders.put(key, order);
		});
		sort();
	}

	private void sort() {
		String key = kept.sort();
		TableColumn column = key == null ? null : columns.get(key);
		Comparator<R> order = column == null ? ownOrder : orders.get(key);
		Comparator<R> own = ownOrder;
		if (column != null && order != null) {
			order = kept.descending() ? order.reversed() : order;
			order = own == null ? order : order.thenComparing(own);
		}
		Table table = viewer.getTable();
		table.setSortColumn(column);
		table.setSortDirection(column == null ? SWT.NONE : kept.descending() ? SWT.DOWN : SWT.UP);
		inOrder.order = order;
	}

	/** Shows what these rows, which are there, say now; one that no longer stands in order moves, and stays selected. */
	public void update(List<R> changed) {
		viewer.update(changed.toArray(), null);
		if (kept.sort() == null)
			return;
		Object[] moved = changed.stream().filter(row -> isOutOfOrder(row, inOrder)).toArray();
		if (moved.length == 0)
			return;
		IStructuredSelection before = viewer.getStructuredSelection();
		viewer.remove(moved);
		viewer.add(moved);
		if (!before.isEmpty())
			viewer.setSelection(new StructuredSelection(before.toArray()));
	}

	private boolean isOutOfOrder(R row, ViewerComparator order) {
		if (!(viewer.testFindItem(row) instanceof TableItem item))
			return false;
		Table table = viewer.getTable();
		int at = table.indexOf(item);
		return at > 0 && order.compare(viewer, table.getItem(at - 1).getData(), row) > 0
				|| at + 1 < table.getItemCount() && order.compare(viewer, row, table.getItem(at + 1).getData()) > 0;
	}

	/** One for all orders: a viewer that is given another one arranges all rows at once. */
	private final class InOrder extends ViewerComparator {

		/** Null: as they were given. */
		private @Nullable Comparator<R> order;

		@Override
		public int compare(@Nullable Viewer in, @Nullable Object a, @Nullable Object b) {
			Comparator<R> by = order;
			return by != null && type.isInstance(a) && type.isInstance(b) ? by.compare(type.cast(a), type.cast(b)) : 0;
		}
	}

	private final class Labels extends ColumnLabelProvider {

		private final Function<R, String> text;
		private final @Nullable Function<R, @Nullable Image> image;

		Labels(Function<R, String> text, @Nullable Function<R, @Nullable Image> image) {
			this.text = text;
			this.image = image;
		}

		@Override
		public String getText(@Nullable Object element) {
			return type.isInstance(element) ? OwnDirection.of(viewer.getTable().getStyle(), text.apply(type.cast(element))) : ""; //$NON-NLS-1$
		}

		@Override
		public @Nullable Image getImage(@Nullable Object element) {
			Function<R, @Nullable Image> images = image;
			return images != null && type.isInstance(element) ? images.apply(type.cast(element)) : null;
		}

		@Override
		public @Nullable Font getFont(@Nullable Object element) {
			return type.isInstance(element) && bold.test(type.cast(element))
					? JFaceResources.getFontRegistry().getBold(JFaceResources.DEFAULT_FONT) : null;
		}

		@Override
		public @Nullable String getToolTipText(@Nullable Object element) {
			return type.isInstance(element) ? tip.apply(type.cast(element)) : null;
		}
	}
}
