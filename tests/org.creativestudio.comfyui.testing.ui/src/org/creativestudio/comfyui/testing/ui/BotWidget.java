// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.testing.ui;

import java.util.function.Function;

import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Widget;

/** One widget that was found. */
public class BotWidget<W extends Widget> {

	/** The widget itself, for tests that need more than the words. */
	public final W widget;

	BotWidget(W widget) {
		this.widget = widget;
	}

	<T> T get(Function<W, T> question) {
		return UiThread.call(() -> question.apply(widget));
	}

	public boolean isEnabled() {
		return get(it -> it instanceof Control control && control.isEnabled());
	}

	public boolean isVisible() {
		return get(it -> it instanceof Control control && control.isVisible());
	}

	public void setFocus() {
		get(it -> it instanceof Control control && control.setFocus());
	}

	public String getToolTipText() {
		return get(it -> it instanceof Control control ? String.valueOf(control.getToolTipText()) : "");
	}

	void waitUntilEnabled() {
		UiThread.waitUntil(Condition.of(() -> ((Control) widget).isEnabled(), () -> widget + " is not enabled"), UiThread.PATIENCE_MS);
	}
}
