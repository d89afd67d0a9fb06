// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.tables;

import org.creativestudio.comfyui.ui.internal.kept.KeptColumns;
import org.eclipse.jface.viewers.ColumnPixelData;
import org.eclipse.jface.viewers.ColumnWeightData;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;

/** The columns of a table: they share its width and can be moved; what the user makes of them is kept. UI thread only. */
public final class SharedColumns {

	private final KeptColumns kept;
	private final SharedWidth layout;

	/**
	 * @param table alone in its parent, which is for nothing else
	 * @param id    what is kept of the table is kept for this
	 */
	public SharedColumns(Table table, String id) {
		kept = new KeptColumns(table, id);
		layout = new SharedWidth(kept::resized);
		table.getParent().setLayout(layout);
	}

	/**
	 * The newest column is one of them, and has its title.
	 *
	 * @param key     what is kept of the column is kept for this
	 * @param weight  its share of the width
	 * @param minimum of the width, in points; more where its title needs more
	 */
	public void add(TableColumn column, String key, int weight, int minimum) {
		Integer width = kept.width(key);
		layout.setColumnData(column, width == null ? new ColumnWeightData(weight, Math.max(minimum, titleWidth(column))) : new ColumnPixelData(width));
		kept.add(column, key);
	}

	/** With the arrow of a sorted column. */
	private static int titleWidth(TableColumn column) {
		Table table = column.getParent();
		table.setSortDirection(SWT.UP);
		table.setSortColumn(column);
		column.pack(); // there is no row yet
		table.setSortColumn(null);
		return column.getWidth();
	}

	KeptColumns kept() {
		return kept;
	}
}
