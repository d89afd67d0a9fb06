// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import org.creativestudio.comfyui.core.InstanceSnapshot;

/** The cards of instances, made anew when something on them changed. UI thread only. */
final class CardCache {

	private record Known(InstanceSnapshot instance, CardFigures figures, String fix, CardModel card) {
	}

	private final Map<String, Known> known = new HashMap<>();
	private final Set<String> changed = new HashSet<>();
	private Function<String, CardFigures> figures = id -> CardFigures.NONE;
	private Function<String, String> fixes = id -> ""; //$NON-NLS-1$

	/** What was measured of an instance, by its id; asked whenever a card is painted, so it must not block. */
	void setFigures(Function<String, CardFigures> source) {
		figures = source;
	}

	/** What mends an instance, in words on a button, by its id; empty for nothing. Must not block. */
	void setFixes(Function<String, String> source) {
		fixes = source;
	}

	CardModel card(InstanceSnapshot instance) {
		Known before = known.get(instance.id());
		CardFigures measured = figures.apply(instance.id());
		String fix = fixes.apply(instance.id());
		if (before != null && before.instance() == instance && before.figures() == measured && before.fix().equals(fix))
			return before.card();
		CardModel card = CardModel.of(instance, measured, fix, Instant.now());
		known.put(instance.id(), new Known(instance, measured, fix, card));
		if (before != null && !before.card().equals(card))
			changed.add(instance.id());
		return card;
	}

	/** Whether the card has looked different since this was asked the last time, whoever asked for the card meanwhile. */
	boolean takeChange(String id) {
		return changed.remove(id);
	}

	void forget(String id) {
		known.remove(id);
	}

	void retain(Collection<String> ids) {
		known.keySet().retainAll(ids);
		changed.retainAll(ids);
	}
}
