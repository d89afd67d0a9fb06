// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.testing.ui;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Control;

/** A button of any kind. */
public final class BotButton extends BotWidget<Button> {

	BotButton(Button widget) {
		super(widget);
	}

	/** Waits until it is enabled, then presses it. */
	public BotButton click() {
		waitUntilEnabled();
		UiThread.begin(() -> {
			if ((widget.getStyle() & (SWT.CHECK | SWT.TOGGLE)) != 0)
				widget.setSelection(!widget.getSelection());
			if ((widget.getStyle() & SWT.RADIO) != 0)
				choose();
			Widgets.select(widget);
		});
		return this;
	}

	/** The system lets go of the other one only for a real click. */
	private void choose() {
		for (Control sibling : widget.getParent().getChildren())
			if (sibling instanceof Button other && (other.getStyle() & SWT.RADIO) != 0)
				other.setSelection(other == widget);
	}

	/** Presses it with the mouse, as a user would. */
	public void mouseClick() {
		waitUntilEnabled();
		Mouse.click(widget);
	}

	public boolean isChecked() {
		return get(Button::getSelection);
	}

	public String getText() {
		return get(it -> Widgets.plain(it.getText()));
	}
}
