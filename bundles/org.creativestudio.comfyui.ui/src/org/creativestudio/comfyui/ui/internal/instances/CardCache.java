// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.eclipse.jdt.annotation.Nullable;

/** The cards of instances, made anew when something on them changed. UI thread only. */
final class CardCache {

	private record Known(InstanceSnapshot instance, CardFigures figures, String fix, CardModel card) {
	}

	private final Map<String, Known> known = new HashMap<>();
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
		return card;
	}

	/** The card as it was made last; null for none. */
	@Nullable CardModel last(String id) {
		Known before = known.get(id);
		return before == null ? null : before.card();
	}

	void forget(String id) {
		known.remove(id);
	}

	void retain(Collection<String> ids) {
		known.keySet().retainAll(ids);
	}
}
