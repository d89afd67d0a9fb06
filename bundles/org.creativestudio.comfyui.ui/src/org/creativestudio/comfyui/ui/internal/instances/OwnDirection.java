// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import org.eclipse.swt.SWT;

/**
 * In a window that is read from right to left, a text keeps the direction of its own letters: "7.6 / 24 GB" does not become
 * "GB 24 / 7.6", and an English sentence keeps its full stop at the end.
 */
public final class OwnDirection {

	/** Fonts have it, unlike isolates, for which a line becomes as high as that of another font. */
	private static final char LEFT_TO_RIGHT_MARK = '\u200e';

	private OwnDirection() {
	}

	/**
	 * What is to be shown for a text.
	 *
	 * @param style of the control or GC that shows it
	 */
	public static String of(int style, String text) {
		return (style & SWT.RIGHT_TO_LEFT) == 0 || text.isEmpty() || isRightToLeft(text) ? text
				: LEFT_TO_RIGHT_MARK + text + LEFT_TO_RIGHT_MARK;
	}

	/** As its first letter is. */
	private static boolean isRightToLeft(String text) {
		return text.codePoints().map(Character::getDirectionality)
				.filter(direction -> direction == Character.DIRECTIONALITY_LEFT_TO_RIGHT || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
						|| direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC)
				.findFirst().orElse(Character.DIRECTIONALITY_LEFT_TO_RIGHT) != Character.DIRECTIONALITY_LEFT_TO_RIGHT;
	}
}
