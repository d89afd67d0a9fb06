// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.health.Health;
import org.creativestudio.comfyui.ui.internal.instances.CardModel.Button;
import org.eclipse.jface.resource.FontDescriptor;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.swt.SWT;
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

	final CardFont title;
	final CardFont text;
	final CardFont pill;
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

	/** Measures with a GC of its own, which is disposed with the control. */
	CardMetrics(Control control, LocalResourceManager resources) {
		FontDescriptor base = JFaceResources.getDefaultFontDescriptor();
		int height = base.getFontData()[0].getHeight();
		gc = new GC(control);
		title = CardFont.of(resources.create(base.withStyle(SWT.BOLD)), gc);
		text = CardFont.of(resources.create(base.setHeight(Math.max(6, height - 1))), gc);
		pill = CardFont.of(resources.create(base.setHeight(Math.max(6, height - 1)).withStyle(SWT.BOLD)), gc);
		titleHeight = Math.max(ICON, title.height()) + 4;
		headingHeight = titleHeight + 8;
		lineHeight = text.height() + 1;
		barRowHeight = lineHeight + 2;
		buttonHeight = Math.max(text.height(), ACTION_ICON) + 8;
		gc.setFont(text.font());
		minCardWidth = (int) (gc.getFontMetrics().getAverageCharacterWidth() * MIN_CHARACTERS);
		barLabelWidth = Stream.of(Messages.bar_vram, Messages.bar_ram, Messages.bar_gpu, Messages.bar_queue, Messages.bar_answer)
				.mapToInt(text::width).max().orElse(0) + 20;
		barTextWidth = text.width(Messages.bar_widest);
		int widestPill = Stream.concat(Arrays.stream(InstanceStatus.values()).map(InstanceWords::status),
				Arrays.stream(Health.values()).map(InstanceWords::health)).mapToInt(pill::width).max().orElse(0);
		rowSizes = new RowColumns.Sizes(minCardWidth * 2 / 5, widestPill + 16, minCardWidth * 3 / 5, barLabelWidth + ROW_BAR + barTextWidth,
				minCardWidth * 2 / 5, PADDING);
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
		return ACTION_ICON + ICON_GAP + text.width(button.label()) + 2 * BUTTON_PADDING;
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
