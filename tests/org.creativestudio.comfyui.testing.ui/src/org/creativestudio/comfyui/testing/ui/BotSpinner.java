// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.testing.ui;

import org.eclipse.swt.widgets.Spinner;

/** A field for a number. */
public final class BotSpinner extends BotWidget<Spinner> {

	BotSpinner(Spinner widget) {
		super(widget);
	}

	public int getSelection() {
		return get(Spinner::getSelection);
	}

	public void setSelection(int value) {
		UiThread.run(() -> widget.setSelection(value));
	}
}
