// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.secrets;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.creativestudio.comfyui.core.Secrets;

/**
 * Hides known values wherever they stand in a text: what a server prints may hold what it was given. Immutable. Values of fewer than
 * {@value #SHORTEST} characters are not hidden, for they stand everywhere.
 */
public final class SecretMask {

	/** Shorter values are not looked for. */
	public static final int SHORTEST = 4;
	/** Hides nothing. */
	public static final SecretMask NONE = new SecretMask(List.of());

	/** The longest first: one may be a part of another. */
	private final List<String> values;

	private SecretMask(List<String> values) {
		this.values = values;
	}

	/** Of a value with several lines each line is hidden, too, for texts are read line by line. */
	public static SecretMask of(Collection<String> values) {
		List<String> hidden = values.stream().flatMap(value -> Stream.concat(Stream.of(value), value.lines().map(String::strip)))
				.filter(value -> value.length() >= SHORTEST).distinct()
				.sorted(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder())).toList();
		return hidden.isEmpty() ? NONE : new SecretMask(hidden);
	}

	/** One that hides what either does. */
	public SecretMask and(SecretMask other) {
		return of(Stream.concat(values.stream(), other.values.stream()).toList());
	}

	/** Whether there is nothing to hide. */
	public boolean isEmpty() {
		return values.isEmpty();
	}

	/** The text with {@link Secrets#MASK} in the place of each value. */
	public String mask(String text) {
		String shown = text;
		for (String value : values)
			shown = shown.replace(value, Secrets.MASK);
		return shown;
	}

	/** What is looked for, in UTF-8, the longest first. To be overwritten where it stands; not to be logged or stored. */
	public List<byte[]> bytes() {
		return values.stream().map(value -> value.getBytes(StandardCharsets.UTF_8)).toList();
	}

	/** Hides values in a text that comes in pieces, wherever it is cut. */
	public Streamer stream() {
		return new Streamer();
	}

	/** A text that comes in pieces. For one thread. */
	public final class Streamer {
		private String held = ""; //$NON-NLS-1$

		private Streamer() {
		}

		/** What may be shown after the next piece: an end that may be the beginning of a value is held back until more has come. */
		public String next(String piece) {
			String text = mask(held + piece);
			int from = text.length() - longestBeginning(text);
			held = text.substring(from);
			return text.substring(0, from);
		}

		/** What was held back; nothing more comes, or something else. */
		public String end() {
			String rest = held;
			held = ""; //$NON-NLS-1$
			return rest;
		}

		private int longestBeginning(String text) {
			int longest = 0;
			for (String value : values)
				for (int length = Math.min(value.length() - 1, text.length()); length > longest; length--)
					if (text.endsWith(value.substring(0, length)))
						longest = length;
			return longest;
		}
	}
}
