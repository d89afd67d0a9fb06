// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.swt.accessibility.ACC;
import org.eclipse.swt.accessibility.Accessible;
import org.eclipse.swt.accessibility.AccessibleControlAdapter;
import org.eclipse.swt.accessibility.AccessibleControlEvent;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;

/**
 * Tells assistive technology of the grid as of a list, whose items are the cards. What stands for a card is made when somebody asks for
 * it or the keyboard comes there.
 */
final class CardAccessible {

	private final CardGrid grid;
	private final Accessible accessible;
	private final Map<String, AccessibleCard> cards = new HashMap<>();
	private Set<String> selected = Set.of();
	private @Nullable Accessible focus;

	CardAccessible(CardGrid grid) {
		this.grid = grid;
		accessible = grid.getAccessible();
		accessible.addAccessibleListener(
				SpokenTexts.name(() -> Messages.grid_name).described(() -> Messages.grid_help).helped(() -> Messages.grid_help));
		accessible.addAccessibleControlListener(new AccessibleControlAdapter() {
			@Override
			public void getRole(AccessibleControlEvent e) {
				e.detail = ACC.ROLE_LIST;
			}

			@Override
			public void getState(AccessibleControlEvent e) {
				e.detail = ACC.STATE_FOCUSABLE | ACC.STATE_MULTISELECTABLE | ACC.STATE_READONLY;
			}

			@Override
			public void getChildCount(AccessibleControlEvent e) {
				e.detail = grid.count();
			}

			@Override
			public void getChildren(AccessibleControlEvent e) {
				e.children = IntStream.range(0, grid.count()).mapToObj(i -> card(i).accessible()).toArray();
			}

			@Override
			public void getChild(AccessibleControlEvent e) {
				int index = e.childID == ACC.CHILDID_CHILD_AT_INDEX ? e.detail : e.childID;
				if (known(index))
					e.accessible = card(index).accessible();
			}

			@Override
			public void getChildAtPoint(AccessibleControlEvent e) {
				Point place = grid.toControl(e.x, e.y);
				int index = grid.indexAt(place.x, place.y);
				if (index >= 0)
					e.accessible = card(index).accessible();
				e.childID = grid.getClientArea().contains(place) ? ACC.CHILDID_SELF : ACC.CHILDID_NONE;
			}

			@Override
			public void getLocation(AccessibleControlEvent e) {
				locate(grid, grid.getClientArea(), e);
			}

			@Override
			public void getFocus(AccessibleControlEvent e) {
				boolean here = grid.isFocusControl();
				if (here && grid.focusIndex() >= 0)
					e.accessible = card(grid.focusIndex()).accessible();
				e.childID = here ? ACC.CHILDID_SELF : ACC.CHILDID_NONE;
			}

			@Override
			public void getSelection(AccessibleControlEvent e) {
				List<String> ids = grid.getSelectedIds();
				e.childID = ids.isEmpty() ? ACC.CHILDID_NONE : ids.size() == 1 ? ACC.CHILDID_SELF : ACC.CHILDID_MULTIPLE;
				if (ids.size() == 1)
					e.accessible = card(grid.indexOf(ids.getFirst())).accessible();
				else if (ids.size() > 1)
					e.children = ids.stream().map(id -> card(grid.indexOf(id)).accessible()).toArray();
			}
		});
	}

	private boolean known(int index) {
		return index >= 0 && index < grid.count();
	}

	private AccessibleCard card(int index) {
		return cards.computeIfAbsent(grid.id(index), id -> new AccessibleCard(grid, accessible, id));
	}

	/** @param bounds in coordinates of the grid */
	static void locate(CardGrid grid, Rectangle bounds, AccessibleControlEvent e) {
		Rectangle place = grid.getDisplay().map(grid, null, bounds); // right also where the grid is mirrored
		e.x = place.x;
		e.y = place.y;
		e.width = place.width;
		e.height = place.height;
	}

	/** The keyboard is at another card, at another button of it, or it came to the grid or left it. */
	void focusMoved() {
		Accessible before = focus;
		Accessible now = !grid.isFocusControl() ? null
				: grid.focusIndex() >= 0 ? card(grid.focusIndex()).focused(grid.focusButton()) : accessible;
		focus = now;
		if (before == now)
			return;
		if (before != null)
			before.sendEvent(ACC.EVENT_STATE_CHANGED, new int[] { ACC.STATE_FOCUSED, 0 });
		if (now != null)
			now.setFocus(ACC.CHILDID_SELF);
	}

	void selectionChanged() {
		accessible.selectionChanged();
		Set<String> before = selected;
		selected = Set.copyOf(grid.getSelectedIds());
		cards.forEach((id, card) -> {
			if (before.contains(id) != selected.contains(id))
				card.selected(selected.contains(id));
		});
	}

	/** Other cards, or in another order. */
	void cardsChanged() {
		Set<String> ids = IntStream.range(0, grid.count()).mapToObj(grid::id).collect(Collectors.toUnmodifiableSet());
		cards.entrySet().removeIf(entry -> {
			if (ids.contains(entry.getKey()))
				return false;
			if (entry.getValue().contains(focus))
				focus = null;
			entry.getValue().dispose();
			return true;
		});
		selectionChanged();
		focusMoved();
	}

	/** The instances at the same places are others now; tells of those of which somebody knows what was said of them before. */
	void instancesChanged(List<InstanceSnapshot> before, List<InstanceSnapshot> now) {
		for (int i = 0; !cards.isEmpty() && i < now.size(); i++)
			if (before.get(i) != now.get(i)) {
				AccessibleCard card = cards.get(now.get(i).id());
				if (card != null)
					card.changed(i);
			}
	}
}
