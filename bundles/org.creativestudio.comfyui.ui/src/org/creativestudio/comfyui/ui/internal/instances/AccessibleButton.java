// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import org.creativestudio.comfyui.ui.internal.instances.CardModel.Button;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.swt.accessibility.ACC;
import org.eclipse.swt.accessibility.Accessible;
import org.eclipse.swt.accessibility.AccessibleActionAdapter;
import org.eclipse.swt.accessibility.AccessibleActionEvent;
import org.eclipse.swt.accessibility.AccessibleControlAdapter;
import org.eclipse.swt.accessibility.AccessibleControlEvent;
import org.eclipse.swt.graphics.Rectangle;

/** The button at a place of a card for assistive technology, whichever button is there now. */
final class AccessibleButton {

	private final Accessible accessible;

	/** @param place 0 for the first of the card */
	AccessibleButton(CardGrid grid, AccessibleCard card, int place) {
		accessible = new Accessible(card.accessible());
		LightweightAccessible.settle(accessible, grid);
		accessible.addAccessibleListener(SpokenTexts.name(() -> name(card, place))
				.described(() -> place < card.places().size() ? card.places().get(place).button().action().description() : null));
		accessible.addAccessibleControlListener(new AccessibleControlAdapter() {
			@Override
			public void getRole(AccessibleControlEvent e) {
				e.detail = ACC.ROLE_PUSHBUTTON;
			}

			@Override
			public void getState(AccessibleControlEvent e) {
				e.detail = ACC.STATE_FOCUSABLE | ACC.STATE_READONLY;
				if (place >= card.places().size())
					e.detail |= ACC.STATE_INVISIBLE | ACC.STATE_OFFSCREEN;
				else if (!card.places().get(place).button().enabled())
					e.detail |= ACC.STATE_DISABLED;
				if (grid.isFocusControl() && grid.focusIndex() == card.index() && grid.focusButton() == place)
					e.detail |= ACC.STATE_FOCUSED;
			}

			@Override
			public void getLocation(AccessibleControlEvent e) {
				if (place >= card.places().size())
					return;
				Rectangle around = grid.bounds(card.index());
				Rectangle bounds = card.places().get(place).bounds();
				CardAccessible.locate(grid, new Rectangle(around.x + bounds.x, around.y + bounds.y, bounds.width, bounds.height), e);
			}

			@Override
			public void getDefaultAction(AccessibleControlEvent e) {
				e.result = name(card, place);
			}

			@Override
			public void getChildCount(AccessibleControlEvent e) {
				e.detail = 0;
			}

			@Override
			public void getChild(AccessibleControlEvent e) {
				if (e.childID == ACC.CHILDID_CHILD_INDEX)
					e.detail = place;
			}
		});
		accessible.addAccessibleActionListener(new AccessibleActionAdapter() {
			@Override
			public void getActionCount(AccessibleActionEvent e) {
				e.count = place < card.places().size() && card.places().get(place).button().enabled() ? 1 : 0;
			}

			@Override
			public void getName(AccessibleActionEvent e) {
				e.result = name(card, place);
			}

			@Override
			public void doAction(AccessibleActionEvent e) {
				if (place >= card.places().size())
					return;
				Button pressed = card.places().get(place).button();
				card.later(() -> grid.press(card.index(), pressed));
				e.result = ACC.OK;
			}
		});
	}

	private static @Nullable String name(AccessibleCard card, int place) {
		return place < card.places().size() ? AccessibleCard.name(card.places().get(place).button()) : null;
	}

	/** Whoever has the card disposes of it. */
	Accessible accessible() {
		return accessible;
	}
}
