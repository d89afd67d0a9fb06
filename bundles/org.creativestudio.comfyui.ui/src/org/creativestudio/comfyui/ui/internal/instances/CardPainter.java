// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.creativestudio.comfyui.ui.internal.instances.CardModel.Bar;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.Rectangle;

/** Paints one card. */
final class CardPainter {

	private static final int OPAQUE = 255;
	/** Of the icon of a button that cannot be used. */
	private static final int FAINT = 90;
	private static final int CORNER = 8;
	private static final int BAR_HEIGHT = 6;
	private static final int PILL_PADDING = 7;
	/** Gives its room to the second line of an error. */
	private static final int SPARE_BAR = 1;

	/**
	 * How a card is to be shown apart from its contents.
	 *
	 * @param focusButton   index of the button with the keyboard; -1 when it is the card
	 * @param hoverButton   index of the button under the pointer, or -1
	 * @param pressedButton index of the button that is held down, or -1
	 */
	record Look(boolean selected, boolean hover, boolean focus, int focusButton, int hoverButton, int pressedButton) {
	}

	private final CardColors colors;
	private final Map<CardAction, Image> images = new EnumMap<>(CardAction.class);

	/** @param icons finds an icon of this bundle */
	CardPainter(CardColors colors, LocalResourceManager resources, Function<String, ImageDescriptor> icons) {
		this.colors = colors;
		for (CardAction action : CardAction.values())
			images.put(action, resources.create(icons.apply(action.icon())));
	}

	void paint(GC gc, CardMetrics metrics, CardModel card, Rectangle bounds, Look look) {
		gc.setAntialias(SWT.ON);
		gc.setTextAntialias(SWT.DEFAULT);
		paintFrame(gc, bounds, look);
		int x = bounds.x + CardMetrics.PADDING;
		int y = bounds.y + CardMetrics.PADDING;
		int width = bounds.width - 2 * CardMetrics.PADDING;
		paintTitle(gc, metrics, card, x, y, width);
		y += metrics.titleHeight;
		int bars = card.bars().size();
		int used = paintTexts(gc, metrics, card, x, y, width, bars);
		y += Math.max(2, used) * metrics.lineHeight + 5;
		int skip = Math.max(0, used - 2);
		for (int i = 0; i < bars; i++)
			if (i != SPARE_BAR || skip == 0) {
				paintBar(gc, metrics, card.bars().get(i), x, y, width);
				y += metrics.barRowHeight;
			}
		paintButtons(gc, metrics, card, bounds, look);
	}

	private void paintFrame(GC gc, Rectangle bounds, Look look) {
		gc.setBackground(colors.get(look.selected() ? "card.selected.background" : "card.background")); //$NON-NLS-1$ //$NON-NLS-2$
		gc.fillRoundRectangle(bounds.x, bounds.y, bounds.width, bounds.height, CORNER, CORNER);
		boolean strong = look.selected() || look.focus();
		String border = strong ? "card.selected.border" : look.hover() ? "card.hover.border" : "card.border"; //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
		gc.setForeground(colors.get(border));
		gc.setLineWidth(look.selected() ? 2 : 1);
		int inset = look.selected() ? 1 : 0;
		gc.drawRoundRectangle(bounds.x + inset, bounds.y + inset, bounds.width - 1 - inset, bounds.height - 1 - inset, CORNER, CORNER);
		if (look.focus() && look.focusButton() < 0)
			focusRing(gc, new Rectangle(bounds.x + 4, bounds.y + 4, bounds.width - 8, bounds.height - 8));
		gc.setLineWidth(1);
	}

	private void focusRing(GC gc, Rectangle place) {
		gc.setForeground(colors.get("card.focus")); //$NON-NLS-1$
		gc.setLineWidth(1);
		gc.setLineStyle(SWT.LINE_DOT);
		gc.drawRoundRectangle(place.x, place.y, place.width - 1, place.height - 1, CORNER - 2, CORNER - 2);
		gc.setLineStyle(SWT.LINE_SOLID);
	}

	private void paintTitle(GC gc, CardMetrics metrics, CardModel card, int x, int y, int width) {
		gc.setFont(metrics.pillFont);
		int pillText = gc.textExtent(card.pill()).x;
		int pillWidth = pillText + 2 * PILL_PADDING;
		int lineHeight = metrics.titleHeight - 4;
		int pillHeight = Math.min(lineHeight, gc.getFontMetrics().getHeight() + 2);
		int pillX = x + width - pillWidth;
		int pillY = y + (lineHeight - pillHeight) / 2;
		gc.setBackground(colors.healthBackground(card.pillTone()));
		gc.fillRoundRectangle(pillX, pillY, pillWidth, pillHeight, pillHeight, pillHeight);
		gc.setForeground(colors.health(card.pillTone()));
		center(gc, card.pill(), pillX + PILL_PADDING, pillY, pillHeight);

		int icon = 14;
		gc.setForeground(colors.get("card.background")); //$NON-NLS-1$
		gc.setBackground(colors.status(card.status()));
		StatusShape.paint(gc, card.status(), x - 1, y + (lineHeight - icon) / 2, icon);

		int textX = x + icon + 6;
		gc.setFont(metrics.titleFont);
		gc.setForeground(colors.get("card.text")); //$NON-NLS-1$
		center(gc, metrics.titles.fit(card.name(), Math.max(1, pillX - textX - 6)), textX, y, lineHeight);
	}

	/** The place of the server and below it what it does. Returns how many lines it took. */
	private int paintTexts(GC gc, CardMetrics metrics, CardModel card, int x, int y, int width, int bars) {
		String marks = card.active() ? Messages.mark_active : ""; //$NON-NLS-1$
		String demo = card.demo() ? Messages.mark_demo : ""; //$NON-NLS-1$
		int marksWidth = (marks.isEmpty() ? 0 : metrics.width(metrics.pillFont, marks))
				+ (demo.isEmpty() ? 0 : metrics.width(metrics.textFont, demo));
		gc.setFont(metrics.textFont);
		gc.setForeground(colors.get("card.text.secondary")); //$NON-NLS-1$
		String location = metrics.texts.fit(card.location(), Math.max(1, width - marksWidth));
		gc.drawText(location, x, y, SWT.DRAW_TRANSPARENT);
		int markX = x + metrics.width(metrics.textFont, location);
		if (!demo.isEmpty()) {
			gc.drawText(demo, markX, y, SWT.DRAW_TRANSPARENT);
			markX += metrics.width(metrics.textFont, demo);
		}
		if (!marks.isEmpty()) {
			gc.setFont(metrics.pillFont);
			gc.setForeground(colors.get("card.accent")); //$NON-NLS-1$
			gc.drawText(marks, markX, y, SWT.DRAW_TRANSPARENT);
		}
		if (card.activity().isEmpty())
			return 1;
		gc.setFont(metrics.textFont);
		gc.setForeground(colors.get(card.isError() ? "card.error" : "card.text.secondary")); //$NON-NLS-1$ //$NON-NLS-2$
		List<String> lines = metrics.texts.lines(card.activity(), width, card.isError() && bars > 1 ? 2 : 1);
		for (int i = 0; i < lines.size(); i++)
			gc.drawText(lines.get(i), x, y + (i + 1) * metrics.lineHeight, SWT.DRAW_TRANSPARENT);
		return 1 + lines.size();
	}

	private void paintBar(GC gc, CardMetrics metrics, Bar bar, int x, int y, int width) {
		int textHeight = metrics.barRowHeight;
		gc.setFont(metrics.textFont);
		gc.setForeground(colors.get("card.text.secondary")); //$NON-NLS-1$
		center(gc, bar.label(), x, y, textHeight);
		int barX = x + metrics.barLabelWidth;
		int barWidth = width - metrics.barLabelWidth - metrics.barTextWidth - 8;
		if (barWidth > 3 * BAR_HEIGHT) {
			int barY = y + (textHeight - BAR_HEIGHT) / 2;
			if (!bar.trace().isEmpty())
				paintTrace(gc, bar, barX, y + 1, barWidth, textHeight - 3);
			else
				pill(gc, colors.get("bar.track"), barX, barY, barWidth); //$NON-NLS-1$
			int filled = bar.fraction() <= 0 ? 0 : Math.max(BAR_HEIGHT, (int) Math.round(barWidth * bar.fraction()));
			if (filled > 0)
				pill(gc, colors.get(bar.high() ? "bar.high" : "bar.filled"), barX, barY, filled); //$NON-NLS-1$ //$NON-NLS-2$
		}
		int textX = barWidth > 3 * BAR_HEIGHT ? barX + barWidth + 8 : barX;
		gc.setForeground(colors.get("card.text")); //$NON-NLS-1$
		center(gc, metrics.texts.fit(bar.text(), Math.max(1, x + width - textX)), textX, y, textHeight);
	}

	private void paintTrace(GC gc, Bar bar, int x, int y, int width, int height) {
		gc.setForeground(colors.get("bar.track")); //$NON-NLS-1$
		gc.setLineWidth(1);
		gc.drawLine(x, y + height, x + width - 1, y + height);
		gc.setForeground(colors.get(bar.high() ? "bar.high" : "bar.filled")); //$NON-NLS-1$ //$NON-NLS-2$
		Sparkline.paint(gc, bar.trace(), CardHistory.KEPT, x, y, width, height);
	}

	private static void pill(GC gc, Color color, int x, int y, int width) {
		gc.setBackground(color);
		gc.fillRoundRectangle(x, y, width, BAR_HEIGHT, BAR_HEIGHT, BAR_HEIGHT);
	}

	private void paintButtons(GC gc, CardMetrics metrics, CardModel card, Rectangle bounds, Look look) {
		List<CardButtons.Place> places = metrics.buttons(card.buttons(), bounds.width).places();
		Font font = metrics.textFont;
		gc.setFont(font);
		int iconSize = CardMetrics.buttonIconSize();
		for (int i = 0; i < places.size(); i++) {
			CardButtons.Place place = places.get(i);
			boolean usable = place.button().enabled();
			CardAction action = place.button().action();
			Rectangle b = place.bounds();
			int x = bounds.x + b.x;
			int y = bounds.y + b.y;
			String background = usable && look.pressedButton() == i ? "button.pressed" //$NON-NLS-1$
					: usable && look.hoverButton() == i ? "button.hover" : "button.background"; //$NON-NLS-1$ //$NON-NLS-2$
			gc.setBackground(colors.get(background));
			gc.fillRoundRectangle(x, y, b.width, b.height, CORNER - 2, CORNER - 2);
			gc.setForeground(colors.get("button.border")); //$NON-NLS-1$
			gc.drawRoundRectangle(x, y, b.width - 1, b.height - 1, CORNER - 2, CORNER - 2);
			if (look.focus() && look.focusButton() == i)
				focusRing(gc, new Rectangle(x + 2, y + 2, b.width - 4, b.height - 4));
			gc.setAlpha(usable ? OPAQUE : FAINT);
			drawIcon(gc, images.get(action), x + CardMetrics.buttonPadding(), y + (b.height - iconSize) / 2, iconSize);
			gc.setAlpha(OPAQUE);
			if (place.text()) {
				gc.setForeground(colors.get(usable ? "card.text" : "card.text.disabled")); //$NON-NLS-1$ //$NON-NLS-2$
				center(gc, action.label(), x + CardMetrics.buttonPadding() + iconSize + CardMetrics.buttonIconGap(), y, b.height);
			}
		}
	}

	private static void drawIcon(GC gc, @Nullable Image image, int x, int y, int size) {
		if (image == null)
			return;
		Rectangle box = image.getBounds();
		gc.drawImage(image, x + (size - box.width) / 2, y + (size - box.height) / 2);
	}

	private static void center(GC gc, String text, int x, int y, int height) {
		gc.drawText(text, x, y + (height - gc.getFontMetrics().getHeight()) / 2, SWT.DRAW_TRANSPARENT);
	}
}
