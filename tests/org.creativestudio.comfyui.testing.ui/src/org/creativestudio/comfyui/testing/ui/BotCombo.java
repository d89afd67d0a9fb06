// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.testing.ui;

import java.util.List;

import org.eclipse.swt.widgets.Combo;
import org.opentest4j.AssertionFailedError;

/** A choice from a list, with or without a field for other text. */
public final class BotCombo extends BotWidget<Combo> {

	BotCombo(Combo widget) {
		super(widget);
	}

	public List<String> items() {
		return get(it -> List.of(it.getItems()));
	}

	public String getText() {
		return get(Combo::getText);
	}

	public BotCombo setText(String text) {
		UiThread.run(() -> widget.setText(text));
		return this;
	}

	public BotCombo setSelection(String item) {
		int index = items().indexOf(item);
		if (index < 0)
			throw new AssertionFailedError("no item \"" + item + "\" among " + items());
		UiThread.run(() -> {
			widget.select(index);
			Widgets.select(widget);
		});
		return this;
	}
}
