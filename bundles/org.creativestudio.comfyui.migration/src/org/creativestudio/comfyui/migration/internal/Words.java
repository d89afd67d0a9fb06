// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.migration.internal;

import java.util.ArrayList;
import java.util.List;

/** Takes a command line apart. */
final class Words {

	private static final int MOST = 500;

	private Words() {
	}

	/** As a shell would: blanks separate, quotes of both kinds keep together. On Windows a backslash is a character as any other. */
	static List<String> split(String text, Os os) {
		List<String> words = new ArrayList<>();
		StringBuilder word = new StringBuilder();
		boolean begun = false;
		char quote = 0;
		for (int i = 0; i < text.length() && words.size() < MOST; i++) {
			char c = text.charAt(i);
			if (quote != 0 ? c == quote : c == '"' || c == '\'' && os != Os.WINDOWS) {
				quote = quote != 0 ? 0 : c;
				begun = true;
			} else if (c == '\\' && os != Os.WINDOWS && quote != '\'' && i + 1 < text.length()) {
				word.append(text.charAt(++i));
				begun = true;
			} else if (quote == 0 && Character.isWhitespace(c)) {
				if (begun)
					words.add(word.toString());
				word.setLength(0);
				begun = false;
			} else {
				word.append(c);
				begun = true;
			}
		}
		if (begun)
			words.add(word.toString());
		return words;
	}

	/** What follows {@code main.py} in a command line; all of it where there is none. */
	static List<String> afterMain(List<String> words) {
		for (int i = 0; i < words.size(); i++)
			if (isMain(words.get(i)))
				return words.subList(i + 1, words.size());
		return words;
	}

	static boolean isMain(String word) {
		return word.equals("main.py") || word.endsWith("/main.py") || word.endsWith("\\main.py"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
	}
}
