// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

/** Texts that nobody vouches for, in messages: what can't be seen, or turns what is read, is a question mark; long ones are cut. */
final class Shown {

	private static final int LONGEST = 120;

	private Shown() {
	}

	static String text(Object value) {
		String text = value.toString();
		StringBuilder shown = new StringBuilder();
		text.codePoints().limit(LONGEST).map(c -> isHidden(c) ? '?' : c).forEach(shown::appendCodePoint);
		return text.codePointCount(0, text.length()) > LONGEST ? shown + "..." : shown.toString(); //$NON-NLS-1$
	}

	/** Control characters, and those that turn the direction of what is read. */
	static boolean isHidden(int c) {
		return Character.isISOControl(c) || c == 0x200E || c == 0x200F || c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069;
	}
}
