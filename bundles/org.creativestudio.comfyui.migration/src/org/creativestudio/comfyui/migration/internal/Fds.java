// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.migration.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.eclipse.osgi.util.NLS;

/**
 * A section of a file in FreneticDataSyntax, SwarmUI's format: lines of {@code key: value}, sections by indentation, comments after
 * {@code #}, and escapes that begin with a backslash. Lists and binary values are passed over; nothing here needs them.
 */
final class Fds {

	private static final int MAX_DEPTH = 32;
	private static final int TAB = 4;

	private final Map<String, String> values = new LinkedHashMap<>();
	private final Map<String, Fds> sections = new LinkedHashMap<>();

	private record Open(int indentation, Fds section) {
	}

	/** Why a text is not of this format: the end of a sentence. */
	static final class FdsException extends Exception {
		private static final long serialVersionUID = 1L;

		FdsException(int line, String why) {
			super(NLS.bind(Messages.fds_line, line, why));
		}
	}

	static Fds parse(String text) throws FdsException {
		Fds root = new Fds();
		Deque<Open> open = new ArrayDeque<>();
		open.push(new Open(0, root));
		Fds opened = null; // by the line before, still without a line of its own
		int number = 0;
		for (String line : Texts.lines(text)) {
			number++;
			String content = line.strip();
			if (content.isEmpty() || content.startsWith("#")) //$NON-NLS-1$
				continue;
			int indentation = indentation(line);
			if (isList(content)) {
				opened = null;
				continue;
			}
			if (opened != null && indentation > open.getFirst().indentation()) {
				if (open.size() >= MAX_DEPTH)
					throw new FdsException(number, NLS.bind(Messages.fds_nestedDeeperThanSections, MAX_DEPTH));
				open.push(new Open(indentation, opened));
			}
			while (indentation < open.getFirst().indentation() && open.size() > 1)
				open.pop();
			if (indentation != open.getFirst().indentation())
				throw new FdsException(number, Messages.fds_indentedLikeNoLine);
			opened = open.getFirst().section().take(content, number);
		}
		return root;
	}

	private static int indentation(String line) {
		int width = 0;
		for (int i = 0; i < line.length() && Character.isWhitespace(line.charAt(i)); i++)
			width += line.charAt(i) == '\t' ? TAB : 1;
		return width;
	}

	private static boolean isList(String content) {
		return "-=>".indexOf(content.charAt(0)) >= 0; //$NON-NLS-1$
	}

	/** @return the section that may begin with this line; null when the line has a value */
	private @org.eclipse.jdt.annotation.Nullable Fds take(String content, int number) throws FdsException {
		int colon = content.indexOf(':');
		int equals = content.indexOf('=');
		if (equals > 0 && (colon < 0 || equals < colon))
			return null; // binary
		if (colon <= 0)
			throw new FdsException(number, Messages.fds_noKey);
		String key = key(content.substring(0, colon));
		String value = content.substring(colon + 1).strip();
		if (!value.isEmpty()) {
			values.put(key, value(value));
			return null;
		}
		Fds section = new Fds();
		sections.put(key, section);
		return section;
	}

	private static String key(String text) {
		return value(text.replace("\\d", ".").replace("\\c", ":").replace("\\e", "=")); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$ //$NON-NLS-6$
	}

	private static String value(String text) {
		StringBuilder plain = new StringBuilder(text.length());
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c != '\\' || i + 1 == text.length()) {
				plain.append(c);
				continue;
			}
			char escaped = text.charAt(++i);
			switch (escaped) {
				case 's' -> plain.append('\\');
				case 't' -> plain.append('\t');
				case 'n' -> plain.append('\n');
				case 'r' -> plain.append('\r');
				case 'x' -> plain.append(""); // keeps blanks at an end //$NON-NLS-1$
				default -> plain.append(c).append(escaped);
			}
		}
		return plain.toString();
	}

	/** The sections of this one by their keys, in order. */
	Map<String, Fds> sections() {
		return sections;
	}

	Fds section(String key) {
		return Optional.ofNullable(sections.get(key)).orElseGet(Fds::new);
	}

	/** A value; empty when there is none. */
	String text(String key) {
		return values.getOrDefault(key, ""); //$NON-NLS-1$
	}
}
