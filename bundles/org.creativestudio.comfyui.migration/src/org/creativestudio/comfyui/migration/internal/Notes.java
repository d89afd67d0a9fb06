// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.migration.internal;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is to be told of a set-up, a sentence each and each once. Bounded, for others decide how much there is. Not thread-safe. */
final class Notes {

	private static final int MOST = 100;
	private static final int LONGEST_QUOTE = 120;

	private final Set<String> notes = new LinkedHashSet<>();
	private boolean more;

	void add(String note) {
		if (notes.size() < MOST)
			notes.add(note);
		else
			more = true;
	}

	List<String> list() {
		List<String> all = new ArrayList<>(notes);
		if (more)
			all.add(Messages.notes_thereMoreKind);
		return all;
	}

	/** A text of somebody else as it may stand in a sentence: in quotes, on one line, not too long. */
	static String quote(String text) {
		String shown = text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "..." : text; //$NON-NLS-1$
		return '\'' + shown.replaceAll("\\p{Cntrl}", "?") + '\''; //$NON-NLS-1$ //$NON-NLS-2$
	}
}
