// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.eclipse.jdt.annotation.Nullable;

/**
 * Which cards are selected and which one has the keyboard, by id, so that both survive changes of order and filter. Behaves as
 * the selection of a native list.
 */
public final class CardSelection {

	private List<String> order = List.of();
	private final Set<String> selected = new LinkedHashSet<>();
	private @Nullable String focus;
	private @Nullable String anchor;

	/** Takes the cards that are shown now; what is no longer shown is no longer selected. */
	public boolean setOrder(List<String> ids) {
		int at = focusIndex();
		order = List.copyOf(ids);
		boolean changed = selected.retainAll(Set.copyOf(order));
		if (focus != null && !order.contains(focus))
			focus = order.isEmpty() ? null : order.get(Math.min(Math.max(0, at), order.size() - 1));
		if (anchor != null && !order.contains(anchor))
			anchor = focus;
		return changed;
	}

	/** In the order of the cards. */
	public List<String> selected() {
		return order.stream().filter(selected::contains).toList();
	}

	public boolean isSelected(String id) {
		return selected.contains(id);
	}

	/** -1 when it is not shown. */
	int indexOf(String id) {
		return order.indexOf(id);
	}

	/** -1 when no card has the keyboard. */
	public int focusIndex() {
		return focus == null ? -1 : order.indexOf(focus);
	}

	/** Chooses one card alone. */
	public void only(int index) {
		selected.clear();
		selected.add(order.get(index));
		focus = anchor = order.get(index);
	}

	/** Adds or takes away one card. */
	public void toggle(int index) {
		String id = order.get(index);
		if (!selected.remove(id))
			selected.add(id);
		focus = anchor = id;
	}

	/** Chooses all from where the selection began to this card; {@code keep} adds them to what is chosen. */
	public void extend(int index, boolean keep) {
		int from = anchor == null ? index : Math.max(0, order.indexOf(anchor));
		if (!keep)
			selected.clear();
		selected.addAll(order.subList(Math.min(from, index), Math.max(from, index) + 1));
		if (anchor == null)
			anchor = order.get(index);
		focus = order.get(index);
	}

	/** Moves the keyboard without choosing. */
	public void focus(int index) {
		focus = order.get(index);
	}

	public void all() {
		selected.addAll(order);
	}

	public void none() {
		selected.clear();
	}

	/** Chooses these, as far as they are shown; the first gets the keyboard. */
	public void set(List<String> ids) {
		selected.clear();
		for (String id : ids)
			if (order.contains(id))
				selected.add(id);
		if (!selected.isEmpty())
			focus = anchor = selected.iterator().next();
	}
}
