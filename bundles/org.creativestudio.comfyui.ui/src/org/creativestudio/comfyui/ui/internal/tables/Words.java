// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.tables;

import java.text.CollationKey;
import java.text.Collator;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/** Compares texts as the user's language does, fast where the same ones are compared often. One thread only. */
final class Words implements Comparator<String> {

	/** As many as a long table has, and not for ever. */
	private static final int MOST = 20_000;

	private final Collator collator = Collator.getInstance();
	private final Map<String, CollationKey> keys = new HashMap<>();

	@Override
	public int compare(String one, String other) {
		return key(one).compareTo(key(other));
	}

	private CollationKey key(String text) {
		if (keys.size() >= MOST)
			keys.clear();
		return keys.computeIfAbsent(text, collator::getCollationKey);
	}
}
