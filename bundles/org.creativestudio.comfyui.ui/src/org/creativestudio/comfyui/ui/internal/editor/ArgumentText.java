// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.editor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Arguments as a user types them: separated by blanks, those with blanks in double quotes. */
public final class ArgumentText {

	private ArgumentText() {
	}

	public static String format(List<String> arguments) {
		return arguments.stream().map(argument -> argument.isEmpty() || argument.chars().anyMatch(Character::isWhitespace)
				|| argument.indexOf('"') >= 0 ? '"' + argument.replace("\"", "\\\"") + '"' : argument).collect(Collectors.joining(" ")); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
	}

	public static List<String> parse(String text) {
		List<String> arguments = new ArrayList<>();
		StringBuilder argument = new StringBuilder();
		boolean quoted = false;
		boolean begun = false;
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c == '\\' && quoted && i + 1 < text.length() && text.charAt(i + 1) == '"') {
				argument.append('"');
				i++;
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
}
