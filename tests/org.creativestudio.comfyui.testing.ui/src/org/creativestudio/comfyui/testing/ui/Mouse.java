// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.testing.ui;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.opentest4j.AssertionFailedError;

/** The mouse of the display, not of the program: what it does goes through the window system. */
public final class Mouse {

	private Mouse() {
	}

	/** Clicks into the middle of a control. */
	public static void click(Control control) {
		Point size = UiThread.call(control::getSize);
		click(control, size.x / 2, size.y / 2);
	}

	/** Clicks at a point of a control. */
	public static void click(Control control, int x, int y) {
		UiThread.run(() -> {
			control.getShell().forceActive();
			Point at = control.toDisplay(x, y);
			post(SWT.MouseMove, at);
			post(SWT.MouseDown, at);
			post(SWT.MouseUp, at);
		});
	}

	private static void post(int type, Point at) {
		Event event = new Event();
		event.type = type;
		event.x = at.x;
		event.y = at.y;
		event.button = type == SWT.MouseMove ? 0 : 1;
		if (!Display.getDefault().post(event))
			throw new AssertionFailedError("the window system did not take a mouse event");
	}
}
