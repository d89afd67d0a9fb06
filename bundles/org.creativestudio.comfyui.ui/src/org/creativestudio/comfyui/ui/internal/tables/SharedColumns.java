// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.tables;

import org.creativestudio.comfyui.ui.internal.kept.KeptColumns;
import org.eclipse.jface.viewers.ColumnPixelData;
import org.eclipse.jface.viewers.ColumnWeightData;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;

/** The columns of a table: they share its width and can be moved; what the user makes of them is kept. UI thread only. */
public final class SharedColumns {

	/** Of a sorted column, with its gap, in points: GTK's, the widest. To show it and measure again would take twice as long. */
	private static final int ARROW = 18;

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

	private static int titleWidth(TableColumn column) {
		column.pack(); // there is no row yet
		return column.getWidth() + ARROW;
	}

	KeptColumns kept() {
		return kept;
	}
}
