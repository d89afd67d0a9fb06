// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.health.Health;
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
	private static final int ROW_GAP = 3;
	private static final int ROW_PADDING = 5;
	/** The most that a card has. */
	private static final int MAX_BUTTONS = 6;
	private static final int ROW_BAR = 56;
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
	final int headingHeight;
	final int lineHeight;
	final int barRowHeight;
	final int buttonHeight;
	final int minCardWidth;
	final int barLabelWidth;
	final int barTextWidth;
	private final GC gc;
	private final RowColumns.Sizes rowSizes;
	private final Map<String, Integer> buttonWidths = new HashMap<>();

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
		headingHeight = titleHeight + 8;
		lineHeight = heightOf(textFont) + 1;
		barRowHeight = lineHeight + 2;
		buttonHeight = Math.max(heightOf(textFont), ACTION_ICON) + 8;
		gc.setFont(textFont);
		minCardWidth = (int) (gc.getFontMetrics().getAverageCharacterWidth() * MIN_CHARACTERS);
		barLabelWidth = widest(Messages.bar_vram, Messages.bar_ram, Messages.bar_gpu, Messages.bar_queue, Messages.bar_answer) + 20;
		barTextWidth = gc.textExtent(Messages.bar_widest).x;
		gc.setFont(pillFont);
		int pill = 0;
		for (InstanceStatus status : InstanceStatus.values())
			pill = Math.max(pill, gc.textExtent(InstanceWords.status(status)).x);
		for (Health health : Health.values())
			pill = Math.max(pill, gc.textExtent(InstanceWords.health(health)).x);
		rowSizes = new RowColumns.Sizes(minCardWidth * 2 / 5, pill + 16, minCardWidth * 3 / 5, barLabelWidth + ROW_BAR + barTextWidth,
				minCardWidth * 2 / 5, PADDING);
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

	/** @param sizes of the groups, each of which has a heading when {@code headings} is set */
	CardLayout layout(Presentation presentation, int width, List<Integer> sizes, boolean headings) {
		int heading = headings ? headingHeight : 0;
		return presentation == Presentation.CARDS ? CardLayout.of(width, sizes, minCardWidth, cardHeight(), GAP, heading)
				: CardLayout.of(width, sizes, width, rowHeight(), ROW_GAP, heading);
	}

	int height(Presentation presentation) {
		return presentation == Presentation.CARDS ? cardHeight() : rowHeight();
	}

	private int rowHeight() {
		return buttonHeight + 2 * ROW_PADDING;
	}

	/** What a line has room for beside its buttons. */
	RowColumns columns(int rowWidth) {
		int buttons = MAX_BUTTONS * (ACTION_ICON + 2 * BUTTON_PADDING + BUTTON_GAP);
		return RowColumns.of(PADDING, rowWidth - 2 * PADDING - buttons - PADDING, rowSizes);
	}

	/** In coordinates of the card; those of a line have no texts, so that they are where they are in the other lines. */
	CardButtons buttons(Presentation presentation, List<Button> buttons, int width) {
		if (presentation == Presentation.CARDS)
			return buttons(buttons, width);
		int button = ACTION_ICON + 2 * BUTTON_PADDING;
		int room = Math.min(width - 2 * PADDING, buttons.size() * (button + BUTTON_GAP) - BUTTON_GAP);
		return CardButtons.of(buttons, new Rectangle(width - PADDING - room, ROW_PADDING, room, buttonHeight), BUTTON_GAP, button,
				any -> button + 1);
	}

	private CardButtons buttons(List<Button> buttons, int cardWidth) {
		Rectangle area = new Rectangle(PADDING, cardHeight() - PADDING - buttonHeight, cardWidth - 2 * PADDING, buttonHeight);
		return CardButtons.of(buttons, area, BUTTON_GAP, ACTION_ICON + 2 * BUTTON_PADDING, this::buttonWidth);
	}

	private int buttonWidth(Button button) {
		return buttonWidths.computeIfAbsent(button.label(), label -> ACTION_ICON + ICON_GAP + width(textFont, label) + 2 * BUTTON_PADDING);
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
