// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.testing.ui;

import org.eclipse.swt.custom.CLabel;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;

/** A text that can't be changed. */
public final class BotLabel extends BotWidget<Control> {

	BotLabel(Control widget) {
		super(widget);
	}

	public String getText() {
		return get(it -> it instanceof Label label ? label.getText() : ((CLabel) it).getText());
	}
}
