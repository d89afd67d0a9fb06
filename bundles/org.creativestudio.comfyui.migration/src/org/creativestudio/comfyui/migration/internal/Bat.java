// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.migration.internal;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A script of Windows that starts ComfyUI.
 *
 * @param variables what it sets before
 * @param arguments of ComfyUI
 */
record Bat(Map<String, String> variables, List<String> arguments) {

	private static final Pattern SET = Pattern.compile("set\\s+(?:\"([^\"=]{1,200})=([^\"]*)\"|([^\"=\\s]{1,200})\\s*=(.*))", Pattern.CASE_INSENSITIVE); //$NON-NLS-1$
	private static final int LONGEST_LINE = 10_000;

	/** Empty when the text starts no {@code main.py}. The last start counts, for scripts loop and try. */
	static Optional<Bat> parse(String text) {
		Map<String, String> variables = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		Bat found = null;
		for (String line : Texts.lines(text.replaceAll("\\^\\r?\\n", " "))) { //$NON-NLS-1$ //$NON-NLS-2$
			String content = line.strip();
			if (content.startsWith("@")) //$NON-NLS-1$
				content = content.substring(1).strip();
			String lower = content.toLowerCase(Locale.ROOT);
			if (content.length() > LONGEST_LINE || lower.startsWith("rem ") || lower.startsWith("::") || lower.startsWith("echo")) //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
				continue;
			Matcher set = SET.matcher(content);
			if (set.matches()) {
				String name = set.group(1) != null ? set.group(1) : set.group(3);
				String value = (set.group(2) != null ? set.group(2) : set.group(4)).strip();
				if (value.isEmpty())
					variables.remove(name); // which is how it is unset there
				else
					variables.put(name, value);
			} else if (lower.contains("main.py")) { //$NON-NLS-1$
				List<String> words = Words.split(content, Os.WINDOWS);
				if (words.stream().anyMatch(Words::isMain))
					found = new Bat(Map.copyOf(variables), arguments(words));
			}
		}
		return Optional.ofNullable(found);
	}

	private static List<String> arguments(List<String> words) {
		List<String> all = Words.afterMain(words);
		for (int i = 0; i < all.size(); i++)
			if (List.of("&", "&&", "|", "||", ">", ">>", "2>&1").contains(all.get(i))) //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$ //$NON-NLS-6$ //$NON-NLS-7$
				return List.copyOf(all.subList(0, i)); // the rest is the shell's
		return all.stream().filter(word -> !word.equals("%*")).toList(); //$NON-NLS-1$
	}
}
