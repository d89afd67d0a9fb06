// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.testing.ui;

import org.eclipse.swt.widgets.Text;

/** A field for text. */
public final class BotText extends BotWidget<Text> {

	BotText(Text widget) {
		super(widget);
	}

	public String getText() {
		return get(Text::getText);
	}

	public BotText setText(String text) {
		UiThread.run(() -> widget.setText(text));
		return this;
	}
}
