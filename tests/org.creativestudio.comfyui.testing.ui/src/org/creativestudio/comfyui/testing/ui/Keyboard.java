// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.testing.ui;

import java.util.ArrayList;
import java.util.List;

import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Shell;
import org.opentest4j.AssertionFailedError;

/** The keyboard of the display: what is typed goes through the window system to what has the focus. */
public final class Keyboard {

	private static final int[] MODIFIERS = { SWT.CTRL, SWT.SHIFT, SWT.ALT, SWT.COMMAND };
	/** What a keyboard of the United States, which virtual displays have, gives with Shift. */
	private static final String SHIFTED = "~!@#$%^&*()_+{}|:\"<>?";
	private static final String UNSHIFTED = "`1234567890-=[]\\;',./";

	/** Of X11; a character that is none of Unicode's letters on a key is taken for such a code. */
	private static final char MENU = 0xFF67;

	Keyboard() {
	}

	/**
	 * Presses keys together.
	 *
	 * @param modifiers such as {@code SWT.CTRL | SWT.SHIFT}, or {@code SWT.NONE}
	 * @param key       a key code such as {@code SWT.F9}
	 */
	public void pressShortcut(int modifiers, int key) {
		press(modifiers, key, '\0');
	}

	/** Presses a letter, digit, or a character such as {@code SWT.CR} together with modifiers. */
	public void pressShortcut(int modifiers, char character) {
		// Characters that no key shows, such as the one of Enter, are known to the window system by their key alone.
		if (character < ' ' || character == SWT.DEL)
			press(modifiers, character, '\0');
		else
			press(modifiers, 0, character);
	}

	/** Presses the key that opens context menus, which SWT has no code for. */
	public void pressMenuKey() {
		press(SWT.NONE, 0, MENU);
	}

	/** Types letters, digits and the signs that are beside them. */
	public void typeText(String text) {
		for (char c : text.toCharArray()) {
			int sign = SHIFTED.indexOf(c);
			if (sign >= 0)
				press(SWT.SHIFT, 0, UNSHIFTED.charAt(sign));
			else
				press(Character.isUpperCase(c) ? SWT.SHIFT : SWT.NONE, 0, Character.toLowerCase(c));
		}
	}

	/** What is typed while the window system still gives the focus to a window goes nowhere: waits for it. */
	private static void press(int modifiers, int key, char character) {
		List<Event> events = new ArrayList<>();
		for (int modifier : MODIFIERS)
			if ((modifiers & modifier) != 0)
				events.add(event(SWT.KeyDown, modifier, '\0'));
		events.add(event(SWT.KeyDown, key, character));
		events.add(event(SWT.KeyUp, key, character));
		for (int modifier : MODIFIERS)
			if ((modifiers & modifier) != 0)
				events.add(event(SWT.KeyUp, modifier, '\0'));
		Display display = Display.getDefault();
		UiThread.waitUntil(Condition.of(() -> isWindow(display.getActiveShell()) && display.getFocusControl() != null && post(display, events),
				() -> "no control has the focus"), UiThread.PATIENCE_MS);
	}

	/** A pop-up that the window manager gave the focus loses it when it closes. */
	private static boolean isWindow(@Nullable Shell shell) {
		return shell != null && (shell.getStyle() & SWT.ON_TOP) == 0;
	}

	/** False when the window system has given the focus to no window yet. */
	private static boolean post(Display display, List<Event> events) {
		if (!display.post(events.get(0)))
			return false;
		for (Event event : events.subList(1, events.size()))
			if (!display.post(event))
				throw new AssertionFailedError("the window system did not take a key event");
		return true;
	}

	private static Event event(int type, int key, char character) {
		Event event = new Event();
		event.type = type;
		event.keyCode = key;
		event.character = character;
		return event;
	}
}
