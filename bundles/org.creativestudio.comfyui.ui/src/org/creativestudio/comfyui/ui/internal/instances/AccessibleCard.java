// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import java.util.ArrayList;
import java.util.List;

import org.creativestudio.comfyui.ui.internal.instances.CardModel.Button;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.swt.accessibility.ACC;
import org.eclipse.swt.accessibility.Accessible;
import org.eclipse.swt.accessibility.AccessibleActionAdapter;
import org.eclipse.swt.accessibility.AccessibleActionEvent;
import org.eclipse.swt.accessibility.AccessibleControlAdapter;
import org.eclipse.swt.accessibility.AccessibleControlEvent;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;

/** A card for assistive technology: an item of a list. Its children are its buttons; its actions are Enter's and theirs. */
final class AccessibleCard {

	private final CardGrid grid;
	private final String id;
	private final Accessible accessible;
	private final List<AccessibleButton> buttons = new ArrayList<>();
	private String said = ""; //$NON-NLS-1$
	private String pill = ""; //$NON-NLS-1$

	AccessibleCard(CardGrid grid, Accessible parent, String id) {
		this.grid = grid;
		this.id = id;
		accessible = new Accessible(parent);
		LightweightAccessible.settle(accessible, grid);
		CardModel card = grid.card(index());
		said = card.details();
		pill = card.pill();
		accessible.addAccessibleListener(SpokenTexts.name(() -> index() < 0 ? null : grid.card(index()).name())
				.described(() -> index() < 0 ? null : grid.card(index()).details()).helped(() -> Messages.grid_help));
		accessible.addAccessibleControlListener(new AccessibleControlAdapter() {
			@Override
			public void getRole(AccessibleControlEvent e) {
				e.detail = ACC.ROLE_LISTITEM;
			}

			@Override
			public void getState(AccessibleControlEvent e) {
				e.detail = state();
			}

			@Override
			public void getValue(AccessibleControlEvent e) {
				if (index() >= 0)
					e.result = grid.card(index()).pill();
			}

			@Override
			public void getDefaultAction(AccessibleControlEvent e) {
				e.result = Messages.action_log;
			}

			@Override
			public void getLocation(AccessibleControlEvent e) {
				if (index() >= 0)
					CardAccessible.locate(grid, grid.bounds(index()), e);
			}

			@Override
			public void getChildCount(AccessibleControlEvent e) {
				e.detail = places().size();
			}

			@Override
			public void getChildren(AccessibleControlEvent e) {
				Object[] children = new Object[places().size()];
				for (int i = 0; i < children.length; i++)
					children[i] = button(i);
				e.children = children;
			}

			@Override
			public void getChild(AccessibleControlEvent e) {
				if (e.childID == ACC.CHILDID_CHILD_INDEX)
					e.detail = index();
				else if (e.childID == ACC.CHILDID_CHILD_AT_INDEX && e.detail >= 0 && e.detail < places().size())
					e.accessible = button(e.detail);
			}

			@Override
			public void getChildAtPoint(AccessibleControlEvent e) {
				if (index() < 0)
					return;
				Rectangle bounds = grid.bounds(index());
				Point place = grid.toControl(e.x, e.y);
				int button = grid.buttons(index()).indexAt(place.x - bounds.x, place.y - bounds.y);
				if (button >= 0)
					e.accessible = button(button);
				e.childID = bounds.contains(place) ? ACC.CHILDID_SELF : ACC.CHILDID_NONE;
			}
		});
		accessible.addAccessibleActionListener(new Actions());
	}

	/** Enter's, then those of the buttons that can be used. */
	private final class Actions extends AccessibleActionAdapter {
		@Override
		public void getActionCount(AccessibleActionEvent e) {
			e.count = 1 + usable().size();
		}

		@Override
		public void getName(AccessibleActionEvent e) {
			if (e.index == 0)
				e.result = Messages.action_log;
			else if (e.index <= usable().size())
				e.result = name(usable().get(e.index - 1));
		}

		@Override
		public void getDescription(AccessibleActionEvent e) {
			if (e.index == 0)
				e.result = Messages.action_log_tip;
			else if (e.index <= usable().size())
				e.result = usable().get(e.index - 1).action().description();
		}

		@Override
		public void doAction(AccessibleActionEvent e) {
			if (index() < 0 || e.index < 0 || e.index > usable().size())
				return;
			Button button = e.index == 0 ? null : usable().get(e.index - 1);
			later(() -> {
				if (button == null)
					grid.listener().opened(id);
				else
					grid.press(index(), button);
			});
			e.result = ACC.OK;
		}
	}

	private List<Button> usable() {
		return index() < 0 ? List.of() : grid.card(index()).buttons().stream().filter(Button::enabled).toList();
	}

	/** Where its buttons are; none when the card is gone. */
	List<CardButtons.Place> places() {
		return index() < 0 ? List.of() : grid.buttons(index()).places();
	}

	static String name(Button button) {
		return button.action() == CardAction.MORE ? button.action().description() : button.label();
	}

	/** -1 when the card is gone. */
	int index() {
		return grid.indexOf(id);
	}

	private int state() {
		int index = index();
		int state = ACC.STATE_FOCUSABLE | ACC.STATE_SELECTABLE | ACC.STATE_READONLY;
		if (index < 0)
			return state | ACC.STATE_INVISIBLE | ACC.STATE_OFFSCREEN;
		if (grid.selection().isSelected(id))
			state |= ACC.STATE_SELECTED;
		if (grid.isFocusControl() && grid.focusIndex() == index && grid.focusButton() < 0)
			state |= ACC.STATE_FOCUSED;
		if (!grid.bounds(index).intersects(grid.getClientArea()))
			state |= ACC.STATE_OFFSCREEN;
		return state;
	}

	private Accessible button(int place) {
		while (buttons.size() <= place)
			buttons.add(new AccessibleButton(grid, this, buttons.size()));
		return buttons.get(place).accessible();
	}

	/** Who asks for an action waits for the answer; a dialog must not keep it waiting. */
	void later(Runnable action) {
		grid.getDisplay().asyncExec(() -> {
			if (!grid.isDisposed() && index() >= 0)
				action.run();
		});
	}

	Accessible accessible() {
		return accessible;
	}

	/** What has the keyboard in it: a button, or for -1 the card itself. */
	Accessible focused(int button) {
		return button < 0 ? accessible : button(button);
	}

	boolean contains(@Nullable Accessible other) {
		return other == accessible || buttons.stream().anyMatch(button -> button.accessible() == other);
	}

	void selected(boolean now) {
		accessible.sendEvent(ACC.EVENT_STATE_CHANGED, new int[] { ACC.STATE_SELECTED, now ? 1 : 0 });
	}

	/** Tells when the card says something else than it did. */
	void changed(int index) {
		CardModel card = grid.card(index);
		String details = card.details();
		if (!details.equals(said))
			accessible.sendEvent(ACC.EVENT_DESCRIPTION_CHANGED, new Object[] { said, details });
		if (!card.pill().equals(pill))
			accessible.sendEvent(ACC.EVENT_VALUE_CHANGED, new Object[] { pill, card.pill() });
		said = details;
		pill = card.pill();
	}

	void dispose() {
		buttons.forEach(button -> button.accessible().dispose());
		accessible.dispose();
	}
}
