// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import java.util.Locale;

import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.action.LegacyActionTools;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Event;

/** What mouse and keyboard do to a grid of cards. */
final class CardInput {

	/** Keys typed within this time are one word. */
	private static final int TYPE_AHEAD_MS = 1000;

	private final CardGrid grid;
	private int hoverCard = -1;
	private int hoverButton = -1;
	private int pressedButton = -1;
	private int focusButton = -1;
	private String typed = ""; //$NON-NLS-1$
	private int lastTyped;

	CardInput(CardGrid grid) {
		this.grid = grid;
		grid.addListener(SWT.MouseDown, this::mouseDown);
		grid.addListener(SWT.MouseUp, this::mouseUp);
		grid.addListener(SWT.MouseMove, event -> hover(event.x, event.y));
		grid.addListener(SWT.MouseExit, event -> hover(-1, -1));
		grid.addListener(SWT.MouseDoubleClick, this::doubleClick);
		grid.addListener(SWT.MouseVerticalWheel, this::wheel);
		grid.addListener(SWT.MenuDetect, this::menu);
		grid.addListener(SWT.Traverse, this::traverse);
		grid.addListener(SWT.KeyDown, this::keyDown);
	}

	int hoverCard() {
		return hoverCard;
	}

	int hoverButton() {
		return hoverButton;
	}

	int pressedButton() {
		return pressedButton;
	}

	/** Index of the button with the keyboard in the card with the keyboard; -1 when it is the card itself. */
	int focusButton() {
		return focusButton;
	}

	/** The cards are others now. */
	void reset() {
		hoverCard = hoverButton = pressedButton = focusButton = -1;
		grid.setToolTipText(null);
	}

	private int buttonAt(int card, int x, int y) {
		if (card < 0)
			return -1;
		Rectangle bounds = grid.bounds(card);
		return grid.buttons(card).indexAt(x - bounds.x, y - bounds.y);
	}

	private void mouseDown(Event event) {
		grid.setFocus();
		int card = grid.indexAt(event.x, event.y);
		hover(event.x, event.y);
		if (card < 0) {
			if (event.button == 1 && (event.stateMask & (SWT.MOD1 | SWT.SHIFT)) == 0) {
				grid.selection().none();
				grid.selectionMoved();
			}
			return;
		}
		focusButton = -1;
		if (event.button == 1 && hoverButton >= 0) {
			pressedButton = hoverButton;
			grid.setToolTipText(null);
			grid.redrawCard(card);
		} else if (event.button == 1)
			choose(card, event.stateMask);
		else if (!grid.selection().isSelected(grid.id(card)))
			grid.selectOnly(card);
	}

	private void choose(int card, int keys) {
		boolean add = (keys & SWT.MOD1) != 0;
		if ((keys & SWT.SHIFT) != 0)
			grid.selection().extend(card, add);
		else if (add)
			grid.selection().toggle(card);
		else
			grid.selection().only(card);
		grid.selectionMoved();
	}

	private void mouseUp(Event event) {
		if (event.button != 1 || pressedButton < 0)
			return;
		int card = grid.indexAt(event.x, event.y);
		boolean same = card >= 0 && card == hoverCard && buttonAt(card, event.x, event.y) == pressedButton;
		int button = pressedButton;
		pressedButton = -1;
		grid.redrawCard(hoverCard);
		if (same)
			grid.press(card, grid.buttons(card).places().get(button).button());
	}

	private void doubleClick(Event event) {
		int card = grid.indexAt(event.x, event.y);
		if (event.button == 1 && card >= 0 && buttonAt(card, event.x, event.y) < 0)
			grid.listener().opened(grid.id(card));
	}

	private void hover(int x, int y) {
		if (pressedButton >= 0 && x >= 0)
			return;
		int card = x < 0 ? -1 : grid.indexAt(x, y);
		int button = buttonAt(card, x, y);
		if (card == hoverCard && button == hoverButton)
			return;
		int before = hoverCard;
		hoverCard = card;
		hoverButton = button;
		pressedButton = -1;
		grid.redrawCard(before);
		if (before != card)
			grid.redrawCard(card);
		grid.setToolTipText(card < 0 ? null : tip(card, button));
	}

	private @Nullable String tip(int card, int button) {
		CardModel model = grid.card(card);
		String text = button < 0 ? model.summary() : grid.buttons(card).places().get(button).button().action().description();
		return LegacyActionTools.escapeMnemonics(text);
	}

	private void wheel(Event event) {
		grid.scrollTo(grid.top() - event.count * grid.cardLayout().rowHeight() / 6);
		hover(event.x, event.y);
		event.doit = false; // the scroll bar must not do it once more
	}

	private void menu(Event event) {
		event.doit = false;
		if (grid.count() == 0)
			return;
		Point place = new Point(event.x, event.y);
		if (event.detail == SWT.MENU_KEYBOARD && grid.focusIndex() >= 0) {
			int card = grid.focusIndex();
			if (!grid.selection().isSelected(grid.id(card)))
				grid.selectOnly(card);
			grid.revealFocus();
			Rectangle bounds = grid.bounds(card);
			place = grid.toDisplay(bounds.x + CardMetrics.PADDING, bounds.y + CardMetrics.PADDING + CardMetrics.ICON);
		}
		grid.listener().menuWanted(place);
	}

	/** Tab goes from the card through its buttons and then leaves the grid. */
	private void traverse(Event event) {
		switch (event.detail) {
		case SWT.TRAVERSE_TAB_NEXT, SWT.TRAVERSE_TAB_PREVIOUS -> {
			int step = event.detail == SWT.TRAVERSE_TAB_NEXT ? 1 : -1;
			int next = nextButton(step);
			event.doit = next == Integer.MIN_VALUE;
			if (!event.doit) {
				focusButton = next;
				grid.focusMovedInCard();
			} else if (step > 0)
				focusButton = -1;
		}
		case SWT.TRAVERSE_RETURN -> event.doit = false;
		case SWT.TRAVERSE_ESCAPE, SWT.TRAVERSE_MNEMONIC, SWT.TRAVERSE_PAGE_NEXT, SWT.TRAVERSE_PAGE_PREVIOUS -> event.doit = true;
		default -> event.doit = false;
		}
	}

	private int nextButton(int step) {
		if (grid.focusIndex() < 0)
			return Integer.MIN_VALUE;
		var places = grid.buttons(grid.focusIndex()).places();
		for (int i = focusButton + step; i >= -1 && i < places.size(); i += step)
			if (i == -1 || places.get(i).button().enabled())
				return i;
		return Integer.MIN_VALUE;
	}

	private void keyDown(Event event) {
		int count = grid.count();
		if (count == 0)
			return;
		int at = Math.max(0, grid.focusIndex());
		int columns = grid.cardLayout().columns();
		int page = Math.max(1, grid.getClientArea().height / grid.cardLayout().rowHeight()) * columns;
		boolean forward = (grid.getStyle() & SWT.RIGHT_TO_LEFT) == 0;
		switch (event.keyCode) {
		case SWT.ARROW_LEFT -> move(forward ? at - 1 : at + 1, event.stateMask);
		case SWT.ARROW_RIGHT -> move(forward ? at + 1 : at - 1, event.stateMask);
		case SWT.ARROW_UP -> move(grid.cardLayout().above(at), event.stateMask);
		case SWT.ARROW_DOWN -> move(grid.cardLayout().below(at), event.stateMask);
		case SWT.HOME -> move(0, event.stateMask);
		case SWT.END -> move(count - 1, event.stateMask);
		case SWT.PAGE_UP -> move(Math.max(at - page, at % columns), event.stateMask);
		case SWT.PAGE_DOWN -> move(Math.min(at + page, count - 1), event.stateMask);
		case SWT.CR, SWT.KEYPAD_CR -> open(at);
		default -> character(event, at);
		}
	}

	private void move(int to, int keys) {
		if (to < 0 || to >= grid.count())
			return;
		focusButton = -1;
		if ((keys & SWT.SHIFT) != 0)
			grid.selection().extend(to, (keys & SWT.MOD1) != 0);
		else if ((keys & SWT.MOD1) != 0)
			grid.selection().focus(to);
		else
			grid.selection().only(to);
		grid.selectionMoved();
	}

	private void open(int at) {
		if (focusButton >= 0)
			grid.press(at, grid.buttons(at).places().get(focusButton).button());
		else
			grid.listener().opened(grid.id(at));
	}

	private void character(Event event, int at) {
		if ((event.stateMask & (SWT.MOD1 | SWT.ALT)) != 0 && event.character != ' ')
			return;
		boolean inWord = !typed.isEmpty() && event.time - lastTyped < TYPE_AHEAD_MS;
		if (event.character == ' ' && !inWord) {
			if (focusButton >= 0)
				open(at);
			else {
				grid.selection().toggle(at);
				grid.selectionMoved();
			}
		} else if (event.character >= ' ' && event.character != SWT.DEL)
			typeAhead(event, at, inWord);
	}

	private void typeAhead(Event event, int at, boolean inWord) {
		typed = (inWord ? typed : "") + Character.toLowerCase(event.character); //$NON-NLS-1$
		lastTyped = event.time;
		int from = typed.length() > 1 ? at : at + 1;
		for (int i = 0; i < grid.count(); i++) {
			int index = (from + i) % grid.count();
			if (grid.card(index).name().toLowerCase(Locale.getDefault()).startsWith(typed)) {
				move(index, 0);
				return;
			}
		}
	}
}
