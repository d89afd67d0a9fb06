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
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.Rectangle;

/** Paints what cards and lines are made of. */
final class CardBrush {

	private static final int OPAQUE = 255;
	/** Of the icon of a button that cannot be used. */
	private static final int FAINT = 90;
	private static final int CORNER = 8;
	private static final int BAR_HEIGHT = 6;
	private static final int PILL_PADDING = 7;
	private static final int STATUS_ICON = 14;
	private static final int BAR_GAP = 8;

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
	CardBrush(CardColors colors, LocalResourceManager resources, Function<String, ImageDescriptor> icons) {
		this.colors = colors;
		for (CardAction action : CardAction.values())
			images.put(action, resources.create(icons.apply(action.icon())));
	}

	Color color(String name) {
		return colors.get(name);
	}

	void frame(GC gc, Rectangle bounds, Look look) {
		String border = look.selected() ? "card.selected.border" : look.hover() ? "card.hover.border" : "card.border"; //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
		String inside = look.selected() ? "card.selected.background" : "card.background"; //$NON-NLS-1$ //$NON-NLS-2$
		box(gc, bounds, colors.get(border), look.selected() ? 2 : 1, colors.get(inside), CORNER);
		if (look.focus() && look.focusButton() < 0)
			focusRing(gc, new Rectangle(bounds.x + 4, bounds.y + 4, bounds.width - 8, bounds.height - 8));
	}

	/** With a border that is filled as well: drawing a line around rounded corners takes a quarter of the time of a whole card. */
	private static void box(GC gc, Rectangle bounds, Color border, int line, Color inside, int corner) {
		gc.setBackground(border);
		gc.fillRoundRectangle(bounds.x, bounds.y, bounds.width, bounds.height, corner, corner);
		gc.setBackground(inside);
		gc.fillRoundRectangle(bounds.x + line, bounds.y + line, bounds.width - 2 * line, bounds.height - 2 * line, corner - line, corner - line);
	}

	private void focusRing(GC gc, Rectangle place) {
		gc.setForeground(colors.get("card.focus")); //$NON-NLS-1$
		gc.setLineWidth(1);
		gc.setLineStyle(SWT.LINE_DOT);
		gc.drawRoundRectangle(place.x, place.y, place.width - 1, place.height - 1, CORNER - 2, CORNER - 2);
		gc.setLineStyle(SWT.LINE_SOLID);
	}

	/** Returns where a text beside it begins. */
	int status(GC gc, CardModel card, int x, int y, int height) {
		gc.setForeground(colors.get("card.background")); //$NON-NLS-1$
		gc.setBackground(colors.status(card.status()));
		StatusShape.paint(gc, card.status(), x - 1, y + (height - STATUS_ICON) / 2, STATUS_ICON);
		return x + STATUS_ICON + 6;
	}

	int pillWidth(CardMetrics metrics, CardModel card) {
		return metrics.pill.width(card.pill()) + 2 * PILL_PADDING;
	}

	/** One word of how it is. */
	void pill(GC gc, CardMetrics metrics, CardModel card, int x, int y, int width, int height) {
		int pillHeight = Math.min(height, metrics.pill.height() + 2);
		int pillY = y + (height - pillHeight) / 2;
		gc.setBackground(colors.healthBackground(card.pillTone()));
		gc.fillRoundRectangle(x, pillY, width, pillHeight, pillHeight, pillHeight);
		gc.setForeground(colors.health(card.pillTone()));
		metrics.pill.draw(gc, card.pill(), x + PILL_PADDING, pillY, pillHeight);
	}

	/** The place of its server, and its marks behind it. */
	void location(GC gc, CardMetrics metrics, CardModel card, int x, int y, int width, int height) {
		String marks = card.active() ? Messages.mark_active : ""; //$NON-NLS-1$
		String demo = card.demo() ? Messages.mark_demo : ""; //$NON-NLS-1$
		int marksWidth = metrics.pill.width(marks) + metrics.text.width(demo);
		gc.setForeground(colors.get("card.text.secondary")); //$NON-NLS-1$
		String location = metrics.text.texts().fit(card.location(), Math.max(1, width - marksWidth));
		metrics.text.draw(gc, location, x, y, height);
		int markX = x + metrics.text.width(location);
		metrics.text.drawBehind(gc, demo, markX, y, height);
		gc.setForeground(colors.get("card.accent")); //$NON-NLS-1$
		metrics.pill.drawBehind(gc, marks, markX + metrics.text.width(demo), y, height);
	}

	void bar(GC gc, CardMetrics metrics, Bar bar, int x, int y, int width, int height) {
		int textHeight = height;
		gc.setForeground(colors.get("card.text.secondary")); //$NON-NLS-1$
		metrics.text.draw(gc, bar.label(), x, y, textHeight);
		int barX = x + metrics.barLabelWidth;
		int barWidth = width - metrics.barLabelWidth - metrics.barTextWidth - BAR_GAP;
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
		int textX = barWidth > 3 * BAR_HEIGHT ? barX + barWidth + BAR_GAP : barX;
		gc.setForeground(colors.get("card.text")); //$NON-NLS-1$
		metrics.text.draw(gc, metrics.text.texts().fit(bar.text(), Math.max(1, x + width - textX)), textX, y, textHeight);
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

	/** @param bounds of the card */
	void buttons(GC gc, CardMetrics metrics, List<CardButtons.Place> places, Rectangle bounds, Look look) {
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
			box(gc, new Rectangle(x, y, b.width, b.height), colors.get("button.border"), 1, colors.get(background), CORNER - 2); //$NON-NLS-1$
			if (look.focus() && look.focusButton() == i)
				focusRing(gc, new Rectangle(x + 2, y + 2, b.width - 4, b.height - 4));
			gc.setAlpha(usable ? OPAQUE : FAINT);
			drawIcon(gc, images.get(action), x + CardMetrics.buttonPadding(), y + (b.height - iconSize) / 2, iconSize);
			gc.setAlpha(OPAQUE);
			if (place.text()) {
				gc.setForeground(colors.get(usable ? "card.text" : "card.text.disabled")); //$NON-NLS-1$ //$NON-NLS-2$
				metrics.text.draw(gc, place.button().label(), x + CardMetrics.buttonPadding() + iconSize + CardMetrics.buttonIconGap(), y, b.height);
			}
		}
	}

	private static void drawIcon(GC gc, @Nullable Image image, int x, int y, int size) {
		if (image == null)
			return;
		Rectangle box = image.getBounds();
		gc.drawImage(image, x + (size - box.width) / 2, y + (size - box.height) / 2);
	}

	/** The heading of a group: its title, how many it has, and a line. */
	void heading(GC gc, CardMetrics metrics, String title, int size, Rectangle bounds) {
		gc.setForeground(colors.get("card.text")); //$NON-NLS-1$
		String count = NLS.bind(Messages.group_size, size);
		String text = metrics.title.texts().fit(title, Math.max(1, bounds.width - metrics.text.width(count)));
		metrics.title.draw(gc, text, bounds.x, bounds.y, bounds.height);
		int x = bounds.x + metrics.title.width(text);
		gc.setForeground(colors.get("card.text.secondary")); //$NON-NLS-1$
		metrics.text.drawBehind(gc, count, x, bounds.y, bounds.height);
		x += metrics.text.width(count) + BAR_GAP;
		gc.setForeground(colors.get("card.border")); //$NON-NLS-1$
		if (x < bounds.x + bounds.width)
			gc.drawLine(x, bounds.y + bounds.height / 2, bounds.x + bounds.width - 1, bounds.y + bounds.height / 2);
	}
}
