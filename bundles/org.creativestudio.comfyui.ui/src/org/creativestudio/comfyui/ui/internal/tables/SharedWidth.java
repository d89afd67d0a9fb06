// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.tables;

import java.util.function.Consumer;

import org.creativestudio.comfyui.ui.internal.kept.KeptColumns;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.layout.TableColumnLayout;
import org.eclipse.swt.widgets.Scrollable;
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
		if (number < shared.length && shared[number] == column.getWidth() || KeptColumns.isStretched(number, column.getParent().getColumnOrder()))
			return;
		super.updateColumnData(column);
		if (number < shared.length)
			resized.accept(column);
	}
}
