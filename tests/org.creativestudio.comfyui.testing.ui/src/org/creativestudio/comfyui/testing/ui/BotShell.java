// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.testing.ui;

import org.eclipse.swt.widgets.Shell;

/** A window or a dialog. */
public final class BotShell extends BotWidget<Shell> {

	BotShell(Shell widget) {
		super(widget);
	}

	public BotShell activate() {
		UiThread.run(widget::forceActive);
		return this;
	}

	/** Finds inside this shell, whichever is active. */
	public Bot bot() {
		return new Bot(() -> widget.isDisposed() ? null : widget);
	}

	public boolean isOpen() {
		return UiThread.call(() -> !widget.isDisposed() && widget.isVisible());
	}

	public String getText() {
		return get(Shell::getText);
	}

	public void close() {
		UiThread.begin(widget::close);
	}

	/** Waits until it is gone. */
	public void waitUntilClosed() {
		UiThread.waitUntil(Condition.of(() -> widget.isDisposed() || !widget.isVisible(), () -> widget + " is still open"),
				UiThread.PATIENCE_MS);
	}
}
