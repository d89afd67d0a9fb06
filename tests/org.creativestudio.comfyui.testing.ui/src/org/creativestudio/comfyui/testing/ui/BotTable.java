// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.testing.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;

/** A table. */
public final class BotTable extends BotWidget<Table> {

	BotTable(Table widget) {
		super(widget);
	}

	public int rowCount() {
		return get(Table::getItemCount);
	}

	public String cell(int row, int column) {
		return get(it -> it.getItem(row).getText(column));
	}

	/** The texts of all rows, cell by cell. */
	public List<List<String>> rows() {
		return get(BotTable::texts);
	}

	private static List<List<String>> texts(Table table) {
		List<List<String>> rows = new ArrayList<>();
		for (TableItem item : table.getItems()) {
			List<String> row = new ArrayList<>();
			for (int column = 0; column < Math.max(1, table.getColumnCount()); column++)
				row.add(item.getText(column));
			rows.add(row);
		}
		return rows;
	}

	/** The first row with this text in its first column, once it is there. */
	public BotTableItem getTableItem(String text) {
		AtomicReference<@Nullable TableItem> found = new AtomicReference<>();
		UiThread.waitUntil(Condition.of(() -> {
			for (TableItem item : widget.getItems())
				if (found.get() == null && item.getText(0).equals(text))
					found.set(item);
			return found.get() != null;
		}, () -> "no row \"" + text + "\" among " + texts(widget)), UiThread.PATIENCE_MS);
		TableItem item = found.get();
		if (item == null)
			throw new IllegalStateException();
		return new BotTableItem(item);
	}

	public BotTableItem getTableItem(int row) {
		return new BotTableItem(get(it -> it.getItem(row)));
	}

	public BotMenu contextMenu() {
		return BotMenu.context(widget);
	}
}
