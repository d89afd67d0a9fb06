// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;

/** Shortens and breaks texts to a width. Remembers the newest answers, for measuring is the dearest part of painting. */
public final class TextFitter {

	private static final String ELLIPSIS = "\u2026"; //$NON-NLS-1$
	private static final Pattern SPACES = Pattern.compile("\\s+"); //$NON-NLS-1$
	private static final int REMEMBERED = 2000;
	/** No line is so wide that more could be seen: what is beyond is neither measured nor remembered. */
	private static final int MOST = 4000;

	private record Key(String text, int width, int lines) {
	}

	/** The newest answers. */
	private static final class Memory<K, V> extends LinkedHashMap<K, V> {
		private static final long serialVersionUID = 1L;

		Memory() {
			super(64, 0.75f, true);
		}

		@Override
		protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
			return size() > REMEMBERED;
		}
	}

	private final ToIntFunction<String> measure;
	private final Map<Key, List<String>> known = new Memory<>();
	private final Map<String, Integer> widths = new Memory<>();

	public TextFitter(ToIntFunction<String> measure) {
		this.measure = measure;
	}

	public int width(String text) {
		return widths.computeIfAbsent(text, measure::applyAsInt);
	}

	/** The text, or its beginning with an ellipsis, in one line. */
	public String fit(String text, int width) {
		return lines(text, width, 1).getFirst();
	}

	/** The text in at most so many lines; the last one ends with an ellipsis when something is missing. */
	public List<String> lines(String text, int width, int max) {
		return known.computeIfAbsent(new Key(abbreviate(text, MOST), width, max),
				key -> wrap(SPACES.matcher(key.text()).replaceAll(" ").strip(), width, max)); //$NON-NLS-1$
	}

	private List<String> wrap(String text, int width, int max) {
		List<String> lines = new ArrayList<>();
		String rest = text;
		while (lines.size() < max - 1 && measure.applyAsInt(rest) > width) {
			int end = breakBefore(rest, width);
			lines.add(rest.substring(0, end).strip());
			rest = rest.substring(end).strip();
		}
		lines.add(shorten(rest, width));
		return List.copyOf(lines);
	}

	/** The last place at which a line may be broken so that it fits; in a long word, anywhere. */
	private int breakBefore(String text, int width) {
		int longest = longestPrefix(text, width, ""); //$NON-NLS-1$
		while (longest < text.length() && text.charAt(longest) == ' ') // a space at the end needs no room
			longest++;
		BreakIterator breaks = BreakIterator.getLineInstance();
		breaks.setText(text);
		int end = longest >= text.length() ? longest : breaks.preceding(longest + 1);
		return end > 0 ? end : Math.max(longest, firstCharacter(text));
	}

	private static int firstCharacter(String text) {
		BreakIterator characters = BreakIterator.getCharacterInstance();
		characters.setText(text);
		return characters.next();
	}

	private String shorten(String text, int width) {
		if (measure.applyAsInt(text) <= width)
			return text;
		return text.substring(0, longestPrefix(text, width, ELLIPSIS)).stripTrailing() + ELLIPSIS;
	}

	/** Binary search: a prefix is not wider than a longer one. */
	private int longestPrefix(String text, int width, String end) {
		int fits = 0;
		int tooLong = text.length() + 1;
		while (tooLong - fits > 1) {
			int middle = (fits + tooLong) >>> 1;
			if (measure.applyAsInt(text.substring(0, middle) + end) <= width)
				fits = middle;
			else
				tooLong = middle;
		}
		return wholeCharacters(text, fits);
	}

	/** The whole text if it fits, else with an ellipsis in the middle of it: names often differ at their end. */
	public String fitMiddle(String text, int width) {
		if (measure.applyAsInt(text) <= width)
			return text;
		int fits = 0;
		int tooLong = text.length();
		while (tooLong - fits > 1) {
			int middle = (fits + tooLong) >>> 1;
			if (measure.applyAsInt(withoutMiddle(text, middle)) <= width)
				fits = middle;
			else
				tooLong = middle;
		}
		return withoutMiddle(text, fits);
	}

	private static String withoutMiddle(String text, int kept) {
		int head = wholeCharacters(text, (kept + 1) / 2);
		BreakIterator characters = BreakIterator.getCharacterInstance();
		characters.setText(text);
		int tail = text.length() - kept / 2;
		if (tail < text.length() && !characters.isBoundary(tail))
			tail = characters.following(tail);
		return text.substring(0, head).stripTrailing() + ELLIPSIS + text.substring(tail).stripLeading();
	}

	/** At most so many characters of Java; a longer text ends with an ellipsis. */
	public static String abbreviate(String text, int most) {
		return text.length() <= most ? text : text.substring(0, wholeCharacters(text, most - 1)).stripTrailing() + ELLIPSIS;
	}

	/** Where what a reader takes for a character ends, with its accents and joined emoji: there or before. */
	private static int wholeCharacters(String text, int end) {
		if (end <= 0 || end >= text.length())
			return end;
		BreakIterator characters = BreakIterator.getCharacterInstance();
		characters.setText(text);
		return characters.isBoundary(end) ? end : Math.max(0, characters.preceding(end));
	}
}
