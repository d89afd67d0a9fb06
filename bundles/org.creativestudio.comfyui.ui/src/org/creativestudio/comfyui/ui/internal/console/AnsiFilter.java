// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.console;

/**
 * Takes terminal control sequences (ECMA-48) out of a stream of text, however it is cut into pieces, but for colours (SGR) and
 * carriage returns, for the console knows what to do with them.
 */
public final class AnsiFilter {

	private enum State {
		TEXT, ESCAPE, CSI, STRING, STRING_ESCAPE
	}

	private static final char ESC = '\u001b';
	private static final char BEL = '\u0007';

	/** Longer colours are nonsense. */
	private static final int MAX_COLOUR = 64;

	private State state = State.TEXT;
	private final StringBuilder sequence = new StringBuilder();

	public String filter(CharSequence text) {
		StringBuilder out = new StringBuilder(text.length());
		for (int i = 0; i < text.length(); i++)
			next(text.charAt(i), out);
		return out.toString();
	}

	private void next(char c, StringBuilder out) {
		switch (state) {
		case TEXT -> {
			if (c == ESC)
				state = State.ESCAPE;
			else if (c >= ' ' || c == '\n' || c == '\r' || c == '\t')
				out.append(c);
		}
		case ESCAPE -> {
			sequence.setLength(0);
			state = switch (c) {
			case '[' -> State.CSI;
			case ']', 'P', 'X', '^', '_' -> State.STRING;
			case ESC -> State.ESCAPE;
			default -> c >= ' ' && c <= '/' ? State.ESCAPE : State.TEXT;
			};
		}
		case CSI -> {
			if (sequence.length() <= MAX_COLOUR)
				sequence.append(c);
			if (c == 'm' && sequence.length() <= MAX_COLOUR)
				out.append(ESC).append('[').append(sequence);
			if (c >= '@' && c <= '~' || c == '\n')
				state = State.TEXT;
		}
		case STRING -> {
			if (c == BEL || c == '\n')
				state = State.TEXT;
			else if (c == ESC)
				state = State.STRING_ESCAPE;
		}
		case STRING_ESCAPE -> state = c == '\\' ? State.TEXT : State.STRING;
		}
	}
}
