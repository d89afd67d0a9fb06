// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import java.util.List;
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
	private static final int LEAVE = Integer.MIN_VALUE;

	private final CardGrid grid;
	private int hoverCard = -1;
	private int hoverButton = -1;
	/** What the buttons do that are under the pointer, are held down, and have the keyboard: in their places may be others a moment later. */
	private @Nullable CardAction hovered;
	private @Nullable CardAction pressed;
	private @Nullable CardAction focused;
	private String typed = ""; //$NON-NLS-1$
	private int lastTyped;

	CardInput(CardGrid grid) {
		this.grid = grid;
		grid.addListener(SWT.MouseDown, this::mouseDown);
		grid.addListener(SWT.MouseUp, this::mouseUp);
		grid.addListener(SWT.MouseMove, event -> hover(event.x, event.y));
		grid.addListener(SWT.MouseExit, event -> hover(-1, -1));
		grid.addListener(SWT.FocusOut, event -> hover(-1, -1)); // else a tip would come over a dialog that a key has opened
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

	/** Index of the button that is held down in the card under the pointer, or -1. */
	int pressedButton() {
		return placeOf(pressed, hoverCard);
	}

	/** Index of the button with the keyboard in the card with the keyboard; -1 when it is the card itself. */
	int focusButton() {
		return placeOf(focused, grid.focusIndex());
	}

	private int placeOf(@Nullable CardAction action, int card) {
		if (action == null || card < 0 || card >= grid.count())
			return -1;
		List<CardButtons.Place> places = grid.buttons(card).places();
		for (int i = 0; i < places.size(); i++)
			if (places.get(i).button().action() == action)
				return i;
		return -1;
	}

	/** The cards are others now. */
	void reset() {
		hoverCard = hoverButton = -1;
		hovered = pressed = focused = null;
		grid.setToolTipText(null);
	}

	/** The buttons of cards may be others now: who had one that is gone has the card, and does not get it back when it comes again. */
	void buttonsChanged() {
		if (focusButton() < 0)
			focused = null;
		if (pressedButton() < 0)
			pressed = null;
	}

	/** -1 for none. */
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
		focused = null;
		if (event.button == 1 && hovered != null) {
			pressed = hovered;
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
		CardAction action = pressed;
		if (event.button != 1 || action == null)
			return;
		pressed = null;
		grid.redrawCard(hoverCard);
		int card = grid.indexAt(event.x, event.y);
		int place = buttonAt(card, event.x, event.y);
		if (card != hoverCard || place < 0)
			return;
		CardModel.Button released = grid.buttons(card).places().get(place).button();
		if (released.action() == action)
			grid.press(card, released);
	}

	private void doubleClick(Event event) {
		int card = grid.indexAt(event.x, event.y);
		if (event.button == 1 && card >= 0 && buttonAt(card, event.x, event.y) < 0)
			grid.listener().opened(grid.id(card));
	}

	private void hover(int x, int y) {
		if (pressed != null && x >= 0)
			return;
		int card = x < 0 ? -1 : grid.indexAt(x, y);
		int button = buttonAt(card, x, y);
		CardAction action = button < 0 ? null : grid.buttons(card).places().get(button).button().action();
		if (card == hoverCard && button == hoverButton && action == hovered)
			return;
		int before = hoverCard;
		hoverCard = card;
		hoverButton = button;
		hovered = action;
		pressed = null;
		grid.redrawCard(before);
		if (before != card)
			grid.redrawCard(card);
		grid.setToolTipText(card < 0 ? null : tip(card, action));
	}

	private @Nullable String tip(int card, @Nullable CardAction button) {
		return LegacyActionTools.escapeMnemonics(button == null ? grid.card(card).summary() : button.description());
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
			event.doit = next == LEAVE;
			focused = next < 0 ? null : grid.buttons(grid.focusIndex()).places().get(next).button().action();
			if (!event.doit)
				grid.focusMovedInCard();
		}
		case SWT.TRAVERSE_RETURN -> event.doit = false;
		case SWT.TRAVERSE_ESCAPE, SWT.TRAVERSE_MNEMONIC, SWT.TRAVERSE_PAGE_NEXT, SWT.TRAVERSE_PAGE_PREVIOUS -> event.doit = true;
		default -> event.doit = false;
		}
	}

	/** The next one that can be used; -1 for the card, {@link #LEAVE} for none. */
	private int nextButton(int step) {
		if (grid.focusIndex() < 0)
			return LEAVE;
		List<CardButtons.Place> places = grid.buttons(grid.focusIndex()).places();
		for (int i = focusButton() + step; i >= -1 && i < places.size(); i += step)
			if (i == -1 || places.get(i).button().enabled())
				return i;
		return LEAVE;
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
		focused = null;
		if ((keys & SWT.SHIFT) != 0)
			grid.selection().extend(to, (keys & SWT.MOD1) != 0);
		else if ((keys & SWT.MOD1) != 0)
			grid.selection().focus(to);
		else
			grid.selection().only(to);
		grid.selectionMoved();
	}

	private void open(int at) {
		int button = focusButton();
		if (button >= 0)
			grid.press(at, grid.buttons(at).places().get(button).button());
		else
			grid.listener().opened(grid.id(at));
	}

	private void character(Event event, int at) {
		if ((event.stateMask & (SWT.MOD1 | SWT.ALT)) != 0 && event.character != ' ')
			return;
		boolean inWord = !typed.isEmpty() && event.time - lastTyped < TYPE_AHEAD_MS;
		if (event.character == ' ' && !inWord) {
			if (focusButton() >= 0)
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
