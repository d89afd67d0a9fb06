// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.GC;

/**
 * A font of the cards, with what is dear to ask while painting.
 *
 * @param height of a line
 * @param texts  measures texts in this font
 */
record CardFont(Font font, int height, TextFitter texts) {

	/** @param measuring is used as long as texts are measured */
	static CardFont of(Font font, GC measuring) {
		measuring.setFont(font);
		return new CardFont(font, measuring.getFontMetrics().getHeight(), new TextFitter(text -> {
			measuring.setFont(font);
			return measuring.textExtent(text, 0).x;
		}));
	}

	int width(String text) {
		return texts.width(text);
	}

	/** Draws in the foreground's colour, in the middle of a height. */
	void draw(GC gc, String text, int x, int y, int boxHeight) {
		drawBehind(gc, OwnDirection.of(gc.getStyle(), text), x, y, boxHeight);
	}

	/** The same for a text that goes on after another one, from which a sign divides it. */
	void drawBehind(GC gc, String text, int x, int y, int boxHeight) {
		gc.setFont(font);
		gc.drawText(text, x, y + (boxHeight - height) / 2, SWT.DRAW_TRANSPARENT);
	}
}
