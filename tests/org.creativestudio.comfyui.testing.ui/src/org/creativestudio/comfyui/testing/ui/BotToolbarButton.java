// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.testing.ui;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.ToolItem;

/** A button of a toolbar. */
public final class BotToolbarButton extends BotWidget<ToolItem> {

	BotToolbarButton(ToolItem widget) {
		super(widget);
	}

	/** Waits until it is enabled, then presses it. */
	public BotToolbarButton click() {
		UiThread.waitUntil(Condition.of(widget::isEnabled, () -> widget + " is not enabled"), UiThread.PATIENCE_MS);
		UiThread.begin(() -> {
			if ((widget.getStyle() & SWT.CHECK) != 0)
				widget.setSelection(!widget.getSelection());
			Widgets.select(widget);
		});
		return this;
	}

	@Override
	public boolean isEnabled() {
		return get(ToolItem::isEnabled);
	}

	/** Opens its menu. */
	public BotMenu menu() {
		return BotMenu.openedBy(() -> {
			Event event = new Event();
			event.type = SWT.Selection;
			event.widget = widget;
			event.detail = SWT.ARROW;
			event.x = widget.getBounds().x;
			event.y = widget.getBounds().y + widget.getBounds().height;
			widget.notifyListeners(SWT.Selection, event);
		}, widget.getDisplay());
	}
}
