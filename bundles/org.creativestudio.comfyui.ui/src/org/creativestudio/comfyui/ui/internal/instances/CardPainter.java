// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import java.util.List;

import org.creativestudio.comfyui.ui.internal.instances.CardBrush.Look;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Rectangle;

/** Paints one card. */
final class CardPainter {

	/** Gives its room to the second line of an error. */
	private static final int SPARE_BAR = 1;

	private final CardBrush brush;

	CardPainter(CardBrush brush) {
		this.brush = brush;
	}

	void paint(GC gc, CardMetrics metrics, CardModel card, Rectangle bounds, Look look) {
		brush.frame(gc, bounds, look);
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
				brush.bar(gc, metrics, card.bars().get(i), x, y, width, metrics.barRowHeight);
				y += metrics.barRowHeight;
			}
		brush.buttons(gc, metrics, metrics.buttons(Presentation.CARDS, card.buttons(), bounds.width).places(), bounds, look);
	}

	private void paintTitle(GC gc, CardMetrics metrics, CardModel card, int x, int y, int width) {
		int height = metrics.titleHeight - 4;
		int pillWidth = brush.pillWidth(metrics, card);
		int pillX = x + width - pillWidth;
		brush.pill(gc, metrics, card, pillX, y, pillWidth, height);
		int textX = brush.status(gc, card, x, y, height);
		gc.setForeground(brush.color("card.text")); //$NON-NLS-1$
		metrics.title.draw(gc, metrics.title.texts().fit(card.name(), Math.max(1, pillX - textX - 6)), textX, y, height);
	}

	/** The place of the server and below it what it does. Returns how many lines it took. */
	private int paintTexts(GC gc, CardMetrics metrics, CardModel card, int x, int y, int width, int bars) {
		brush.location(gc, metrics, card, x, y, width, metrics.lineHeight);
		if (card.activity().isEmpty())
			return 1;
		gc.setFont(metrics.text.font());
		gc.setForeground(brush.color(card.isError() ? "card.error" : "card.text.secondary")); //$NON-NLS-1$ //$NON-NLS-2$
		List<String> lines = metrics.text.texts().lines(card.activity(), width, card.isError() && bars > 1 ? 2 : 1);
		for (int i = 0; i < lines.size(); i++)
			gc.drawText(OwnDirection.of(gc.getStyle(), lines.get(i)), x, y + (i + 1) * metrics.lineHeight, SWT.DRAW_TRANSPARENT);
		return 1 + lines.size();
	}
}
