// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.creativestudio.comfyui.ui.internal.instances.CardModel.Button;
import org.eclipse.jface.resource.FontDescriptor;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.FontMetrics;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Control;

/** Fonts of the cards, and the sizes that follow from them. To be made anew when the fonts change. */
final class CardMetrics {

	static final int GAP = 10;
	static final int PADDING = 12;
	static final int ICON = 16;
	/** A card has this many bars, known or not, so that it never changes its height. */
	private static final int BARS = 4;
	private static final int ACTION_ICON = 14;
	private static final int BUTTON_GAP = 4;
	private static final int BUTTON_PADDING = 5;
	private static final int ICON_GAP = 2;
	private static final int MIN_CHARACTERS = 46;

	final Font titleFont;
	final Font textFont;
	final Font pillFont;
	final TextFitter titles;
	final TextFitter texts;
	final int titleHeight;
	final int lineHeight;
	final int barRowHeight;
	final int buttonHeight;
	final int minCardWidth;
	final int barLabelWidth;
	final int barTextWidth;
	private final GC gc;
	private final Map<CardAction, Integer> buttonWidths = new HashMap<>();

	/** Measures with a GC of its own, which is disposed with the control. */
	CardMetrics(Control control, LocalResourceManager resources) {
		FontDescriptor base = JFaceResources.getDefaultFontDescriptor();
		int height = base.getFontData()[0].getHeight();
		titleFont = resources.create(base.withStyle(SWT.BOLD));
		textFont = resources.create(base.setHeight(Math.max(6, height - 1)));
		pillFont = resources.create(base.setHeight(Math.max(6, height - 1)).withStyle(SWT.BOLD));
		GC measuring = new GC(control);
		gc = measuring;
		titleHeight = Math.max(ICON, heightOf(titleFont)) + 4;
		lineHeight = heightOf(textFont) + 1;
		barRowHeight = lineHeight + 2;
		buttonHeight = Math.max(heightOf(textFont), ACTION_ICON) + 8;
		gc.setFont(textFont);
		minCardWidth = (int) (gc.getFontMetrics().getAverageCharacterWidth() * MIN_CHARACTERS);
		barLabelWidth = widest(Messages.bar_vram, Messages.bar_ram, Messages.bar_gpu, Messages.bar_queue, Messages.bar_answer) + 20;
		barTextWidth = gc.textExtent(Messages.bar_widest).x;
		titles = new TextFitter(text -> width(titleFont, text));
		texts = new TextFitter(text -> width(textFont, text));
	}

	private int heightOf(Font font) {
		gc.setFont(font);
		FontMetrics metrics = gc.getFontMetrics();
		return metrics.getHeight();
	}

	private int widest(String... texts) {
		int widest = 0;
		for (String text : texts)
			widest = Math.max(widest, gc.textExtent(text).x);
		return widest;
	}

	int width(Font font, String text) {
		gc.setFont(font);
		return gc.textExtent(text, 0).x;
	}

	int cardHeight() {
		return 2 * PADDING + titleHeight + 2 * lineHeight + 5 + BARS * barRowHeight + 7 + buttonHeight;
	}

	CardLayout layout(int width, int count) {
		return CardLayout.of(width, count, minCardWidth, cardHeight(), GAP);
	}

	/** In coordinates of the card. */
	CardButtons buttons(List<Button> buttons, int cardWidth) {
		Rectangle area = new Rectangle(PADDING, cardHeight() - PADDING - buttonHeight, cardWidth - 2 * PADDING, buttonHeight);
		return CardButtons.of(buttons, area, BUTTON_GAP, ACTION_ICON + 2 * BUTTON_PADDING, this::buttonWidth);
	}

	private int buttonWidth(CardAction action) {
		return buttonWidths.computeIfAbsent(action,
				key -> ACTION_ICON + ICON_GAP + width(textFont, key.label()) + 2 * BUTTON_PADDING);
	}

	static int buttonIconSize() {
		return ACTION_ICON;
	}

	static int buttonPadding() {
		return BUTTON_PADDING;
	}

	static int buttonIconGap() {
		return ICON_GAP;
	}

	void dispose() {
		gc.dispose();
	}
}
