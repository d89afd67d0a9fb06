// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.editor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Arguments as a user types them: separated by blanks, those with blanks in double quotes. In quotes a backslash before a quote makes it a
 * part of the argument; of backslashes before a quote two stand for one, all others for themselves, as in the path of a Windows program.
 */
public final class ArgumentText {

	private ArgumentText() {
	}

	public static String format(List<String> arguments) {
		return arguments.stream().map(ArgumentText::format).collect(Collectors.joining(" ")); //$NON-NLS-1$
	}

	private static String format(String argument) {
		if (!argument.isEmpty() && argument.chars().noneMatch(Character::isWhitespace) && argument.indexOf('"') < 0)
			return argument;
		StringBuilder quoted = new StringBuilder("\""); //$NON-NLS-1$
		int backslashes = 0;
		for (char c : argument.toCharArray()) {
			if (c == '"')
				quoted.repeat('\\', backslashes + 1);
			backslashes = c == '\\' ? backslashes + 1 : 0;
			quoted.append(c);
		}
		return quoted.repeat('\\', backslashes).append('"').toString();
	}

	public static List<String> parse(String text) {
		List<String> arguments = new ArrayList<>();
		StringBuilder argument = new StringBuilder();
		boolean quoted = false;
		boolean begun = false;
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			int backslashes = quoted ? backslashesBeforeQuote(text, i) : 0;
			if (backslashes > 0) {
				argument.repeat('\\', backslashes / 2);
				i += backslashes - 1;
				if (backslashes % 2 == 1) {
					argument.append('"');
					i++;
				}
			} else if (c == '"') {
				quoted = !quoted;
				begun = true;
			} else if (Character.isWhitespace(c) && !quoted) {
				if (begun)
					arguments.add(argument.toString());
				argument.setLength(0);
				begun = false;
			} else {
				argument.append(c);
				begun = true;
			}
		}
		if (begun)
			arguments.add(argument.toString());
		return arguments;
	}

	/** How many there are from this place on, if a quote follows them. */
	private static int backslashesBeforeQuote(String text, int from) {
		int end = from;
		while (end < text.length() && text.charAt(end) == '\\')
			end++;
		return end < text.length() && text.charAt(end) == '"' ? end - from : 0;
	}
}
