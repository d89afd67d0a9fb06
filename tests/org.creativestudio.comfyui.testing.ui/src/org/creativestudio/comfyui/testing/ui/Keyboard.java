// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.testing.ui;

import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Shell;
import org.opentest4j.AssertionFailedError;

/** The keyboard of the display: what is typed goes through the window system to what has the focus. */
public final class Keyboard {

	private static final int[] MODIFIERS = { SWT.CTRL, SWT.SHIFT, SWT.ALT, SWT.COMMAND };

	Keyboard() {
	}

	/**
	 * Presses keys together.
	 *
	 * @param modifiers such as {@code SWT.CTRL | SWT.SHIFT}, or {@code SWT.NONE}
	 * @param key       a key code such as {@code SWT.F9}
	 */
	public void pressShortcut(int modifiers, int key) {
		waitForFocus();
		UiThread.begin(() -> {
			modify(modifiers, SWT.KeyDown);
			post(SWT.KeyDown, key, '\0');
			post(SWT.KeyUp, key, '\0');
			modify(modifiers, SWT.KeyUp);
		});
	}

	/** Presses a letter, digit, or a character such as {@code SWT.CR} together with modifiers. */
	public void pressShortcut(int modifiers, char character) {
		waitForFocus();
		UiThread.begin(() -> {
			modify(modifiers, SWT.KeyDown);
			post(SWT.KeyDown, 0, character);
			post(SWT.KeyUp, 0, character);
			modify(modifiers, SWT.KeyUp);
		});
	}

	/** What is typed while the window system still gives the focus to a window goes nowhere. */
	private static void waitForFocus() {
		Display display = Display.getDefault();
		UiThread.waitUntil(Condition.of(() -> isWindow(display.getActiveShell()) && display.getFocusControl() != null,
				() -> "no control has the focus"), UiThread.PATIENCE_MS);
	}

	/** A pop-up that the window manager gave the focus loses it when it closes. */
	private static boolean isWindow(@Nullable Shell shell) {
		return shell != null && (shell.getStyle() & SWT.ON_TOP) == 0;
	}

	private static void modify(int modifiers, int type) {
		for (int modifier : MODIFIERS)
			if ((modifiers & modifier) != 0)
				post(type, modifier, '\0');
	}

	private static void post(int type, int key, char character) {
		Event event = new Event();
		event.type = type;
		event.keyCode = key;
		event.character = character;
		if (!Display.getDefault().post(event))
			throw new AssertionFailedError("the window system did not take a key event");
	}
}
