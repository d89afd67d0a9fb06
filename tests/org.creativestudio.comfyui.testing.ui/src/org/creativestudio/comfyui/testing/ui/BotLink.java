// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.testing.ui;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Link;

/** A text with links. */
public final class BotLink extends BotWidget<Link> {

	BotLink(Link widget) {
		super(widget);
	}

	public String getText() {
		return get(Link::getText);
	}

	/** Follows the link with this text. */
	public void click(String linkText) {
		UiThread.begin(() -> {
			Event event = new Event();
			event.widget = widget;
			event.text = linkText;
			widget.notifyListeners(SWT.Selection, event);
		});
	}
}
