// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.tables;

import java.util.function.Function;
import java.util.function.Predicate;

import org.creativestudio.comfyui.ui.internal.instances.OwnDirection;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.layout.TableColumnLayout;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.viewers.ArrayContentProvider;
import org.eclipse.jface.viewers.ColumnLabelProvider;
import org.eclipse.jface.viewers.ColumnViewerToolTipSupport;
import org.eclipse.jface.viewers.ColumnWeightData;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.jface.viewers.TableViewerColumn;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.TableColumn;

/**
 * A table with a row for each value of a collection or array, columns that share the width and can be moved, and a tip for each row.
 * UI thread only.
 *
 * @param <R> type of the rows
 */
public final class RowTable<R> {

	private final TableViewer viewer;
	private final TableColumnLayout layout = new TableColumnLayout();
	private final Class<R> type;
	private final Function<R, String> tip;
	private Predicate<R> bold = row -> false;

	/**
	 * @param parent only for this table, which lays it out
	 * @param style  {@link SWT#SINGLE} or {@link SWT#MULTI}, and {@link SWT#BORDER}
	 * @param type   of the rows
	 * @param tip    shown at a row
	 */
	public RowTable(Composite parent, int style, Class<R> type, Function<R, String> tip) {
		this.type = type;
		this.tip = tip;
		parent.setLayout(layout);
		viewer = new TableViewer(parent, style | SWT.FULL_SELECTION | SWT.H_SCROLL | SWT.V_SCROLL);
		viewer.getTable().setHeaderVisible(true);
		viewer.getTable().setLinesVisible(true);
		viewer.setContentProvider(ArrayContentProvider.getInstance());
		ColumnViewerToolTipSupport.enableFor(viewer);
	}

	public TableViewer viewer() {
		return viewer;
	}

	/** Rows for which this holds are shown in bold after the next refresh. */
	public void setBold(Predicate<R> rows) {
		bold = rows;
	}

	/** A column with texts only; see {@link #column(String, int, int, Function, Function)}. */
	public TableColumn column(String title, int weight, int minimum, Function<R, String> text) {
		return column(title, weight, minimum, text, null);
	}

	/**
	 * Adds a column behind the others.
	 *
	 * @param weight  its share of the width
	 * @param minimum of the width, in points
	 * @param image   belongs to the caller; null for none
	 */
	public TableColumn column(String title, int weight, int minimum, Function<R, String> text, @Nullable Function<R, @Nullable Image> image) {
		TableViewerColumn added = new TableViewerColumn(viewer, SWT.NONE);
		TableColumn column = added.getColumn();
		column.setText(title);
		column.setMoveable(true);
		added.setLabelProvider(new Labels(text, image));
		layout.setColumnData(column, new ColumnWeightData(weight, minimum));
		return column;
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
