// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.tables;

import java.util.function.Consumer;

import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.layout.TableColumnLayout;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Scrollable;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.Widget;

/** Shares the width among the columns until the user gives one a width of his own. */
final class SharedWidth extends TableColumnLayout {

	private final Consumer<TableColumn> resized;
	private int[] shared = {};

	/** @param resized gets a column to which the user gave a width */
	SharedWidth(Consumer<TableColumn> resized) {
		this.resized = resized;
	}

	@Override
	protected void setColumnWidths(@Nullable Scrollable table, int @Nullable [] widths) {
		if (widths != null)
			shared = widths.clone();
		super.setColumnWidths(table, widths);
	}

	/** Where the window system tells a width later than it was given, it is that of the layout still. */
	@Override
	protected void updateColumnData(@Nullable Widget widget) {
		if (!(widget instanceof TableColumn column))
			return;
		int number = column.getParent().indexOf(column);
		if (number < shared.length && shared[number] == column.getWidth() || isStretched(column.getParent(), number))
			return;
		super.updateColumnData(column);
		if (number < shared.length)
			resized.accept(column);
	}

	/** GTK gives what is left over to the column that was made last, and to the one that stands last. */
	private static boolean isStretched(Table table, int number) {
		int[] order = table.getColumnOrder();
		return "gtk".equals(SWT.getPlatform()) && (number == order.length - 1 || order[order.length - 1] == number); //$NON-NLS-1$
	}
}
