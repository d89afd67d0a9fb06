// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import org.eclipse.swt.SWT;

/**
 * In a window that is read from right to left, a text keeps the direction of its own letters: "7.6 / 24 GB" does not become
 * "GB 24 / 7.6", and an English sentence keeps its full stop at the end.
 */
public final class OwnDirection {

	private static final char FIRST_STRONG_ISOLATE = '\u2068';
	private static final char POP_ISOLATE = '\u2069';

	private OwnDirection() {
	}

	/**
	 * What is to be shown for a text.
	 *
	 * @param style of the control or GC that shows it
	 */
	public static String of(int style, String text) {
		return (style & SWT.RIGHT_TO_LEFT) == 0 || text.isEmpty() ? text : FIRST_STRONG_ISOLATE + text + POP_ISOLATE;
	}
}
