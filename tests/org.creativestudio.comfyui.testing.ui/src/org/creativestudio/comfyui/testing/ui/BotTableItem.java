// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.testing.ui;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;

/** A row of a table. */
public final class BotTableItem extends BotWidget<TableItem> {

	BotTableItem(TableItem widget) {
		super(widget);
	}

	public String getText() {
		return getText(0);
	}

	public String getText(int column) {
		return get(it -> it.getText(column));
	}

	/** Selects this row alone. */
	public BotTableItem select() {
		UiThread.begin(() -> {
			Table table = widget.getParent();
			table.setSelection(widget);
			notify(table, SWT.Selection);
		});
		return this;
	}

	public void doubleClick() {
		select();
		UiThread.begin(() -> notify(widget.getParent(), SWT.DefaultSelection));
	}

	/** Clicks the row with the mouse, as a user would. */
	public void mouseClick() {
		Rectangle bounds = get(it -> it.getBounds(0));
		Mouse.click(get(TableItem::getParent), bounds.x + 10, bounds.y + bounds.height / 2);
	}

	public BotMenu contextMenu() {
		select();
		return BotMenu.context(get(TableItem::getParent));
	}

	private void notify(Table table, int type) {
		Event event = new Event();
		event.type = type;
		event.widget = table;
		event.item = widget;
		table.notifyListeners(type, event);
	}
}
