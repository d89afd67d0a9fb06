// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import java.util.stream.IntStream;

import org.eclipse.swt.accessibility.ACC;
import org.eclipse.swt.accessibility.Accessible;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleControlAdapter;
import org.eclipse.swt.accessibility.AccessibleControlEvent;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;

/** Tells assistive technology of the grid as of a list, and of each card as of one of its items. */
final class CardAccessible {

	private final CardGrid grid;
	private final Accessible accessible;

	CardAccessible(CardGrid grid) {
		this.grid = grid;
		accessible = grid.getAccessible();
		accessible.addAccessibleListener(new AccessibleAdapter() {
			@Override
			public void getName(AccessibleEvent e) {
				e.result = known(e.childID) ? grid.card(e.childID).name() : Messages.grid_name;
			}

			@Override
			public void getDescription(AccessibleEvent e) {
				if (known(e.childID))
					e.result = grid.card(e.childID).summary();
			}

			@Override
			public void getHelp(AccessibleEvent e) {
				if (known(e.childID))
					e.result = Messages.grid_help;
			}
		});
		accessible.addAccessibleControlListener(new AccessibleControlAdapter() {
			@Override
			public void getChildAtPoint(AccessibleControlEvent e) {
				Point place = grid.toControl(e.x, e.y);
				int index = grid.indexAt(place.x, place.y);
				e.childID = index >= 0 ? index : grid.getClientArea().contains(place) ? ACC.CHILDID_SELF : ACC.CHILDID_NONE;
			}

			@Override
			public void getChildCount(AccessibleControlEvent e) {
				e.detail = grid.count();
			}

			@Override
			public void getChildren(AccessibleControlEvent e) {
				Object[] children = new Object[grid.count()];
				for (int i = 0; i < children.length; i++)
					children[i] = Integer.valueOf(i);
				e.children = children;
			}

			@Override
			public void getLocation(AccessibleControlEvent e) {
				if (e.childID == ACC.CHILDID_SELF || known(e.childID))
					locate(e);
			}

			@Override
			public void getRole(AccessibleControlEvent e) {
				e.detail = e.childID == ACC.CHILDID_SELF ? ACC.ROLE_LIST : ACC.ROLE_LISTITEM;
			}

			@Override
			public void getState(AccessibleControlEvent e) {
				e.detail = e.childID == ACC.CHILDID_SELF ? ACC.STATE_FOCUSABLE | ACC.STATE_MULTISELECTABLE : state(e.childID);
			}

			@Override
			public void getDefaultAction(AccessibleControlEvent e) {
				if (known(e.childID))
					e.result = Messages.action_log;
			}

			@Override
			public void getValue(AccessibleControlEvent e) {
				if (known(e.childID))
					e.result = grid.card(e.childID).pill();
			}

			@Override
			public void getFocus(AccessibleControlEvent e) {
				e.childID = !grid.isFocusControl() ? ACC.CHILDID_NONE : grid.focusIndex() >= 0 ? grid.focusIndex() : ACC.CHILDID_SELF;
			}

			@Override
			public void getSelection(AccessibleControlEvent e) {
				Integer[] selected = IntStream.range(0, grid.count())
						.filter(i -> grid.selection().isSelected(grid.id(i))).boxed().toArray(Integer[]::new);
				e.childID = selected.length == 0 ? ACC.CHILDID_NONE : selected.length == 1 ? selected[0] : ACC.CHILDID_MULTIPLE;
				if (selected.length > 1)
					e.children = selected;
			}
		});
	}

	private boolean known(int child) {
		return child >= 0 && child < grid.count();
	}

	private void locate(AccessibleControlEvent e) {
		Rectangle bounds = e.childID == ACC.CHILDID_SELF ? grid.getClientArea() : grid.bounds(e.childID);
		Point corner = grid.toDisplay(bounds.x, bounds.y);
		e.x = corner.x;
		e.y = corner.y;
		e.width = bounds.width;
		e.height = bounds.height;
	}

	private int state(int child) {
		int state = ACC.STATE_FOCUSABLE | ACC.STATE_SELECTABLE;
		if (!known(child))
			return state;
		if (grid.selection().isSelected(grid.id(child)))
			state |= ACC.STATE_SELECTED;
		if (grid.isFocusControl() && grid.focusIndex() == child)
			state |= ACC.STATE_FOCUSED;
		if (!grid.bounds(child).intersects(grid.getClientArea()))
			state |= ACC.STATE_OFFSCREEN;
		return state;
	}

	void focusMoved() {
		if (grid.isFocusControl())
			accessible.setFocus(grid.focusIndex() >= 0 ? grid.focusIndex() : ACC.CHILDID_SELF);
	}

	void selectionChanged() {
		accessible.selectionChanged();
	}

	/** The card with the keyboard says something else now. */
	void cardChanged(int index) {
		accessible.sendEvent(ACC.EVENT_DESCRIPTION_CHANGED, new Object[] { null, grid.card(index).summary() });
	}
}
