// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import org.creativestudio.comfyui.ui.internal.instances.CardBrush.Look;
import org.creativestudio.comfyui.ui.internal.instances.RowColumns.Part;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Rectangle;

/** Paints an instance as one line of the list. */
final class RowPainter {

	private static final int MEMORY = 0;
	private static final int GPU = 1;
	private static final int QUEUE = 2;

	private final CardBrush brush;

	RowPainter(CardBrush brush) {
		this.brush = brush;
	}

	void paint(GC gc, CardMetrics metrics, CardModel card, Rectangle bounds, Look look) {
		brush.frame(gc, bounds, look);
		metrics.columns(bounds.width).places().forEach((part, place) -> paint(gc, metrics, card, part,
				new Rectangle(bounds.x + place.x(), bounds.y, place.width(), bounds.height)));
		brush.buttons(gc, metrics, metrics.buttons(Presentation.LIST, card.buttons(), bounds.width).places(), bounds, look);
	}

	private void paint(GC gc, CardMetrics metrics, CardModel card, Part part, Rectangle place) {
		switch (part) {
		case NAME -> {
			int x = brush.status(gc, card, place.x, place.y, place.height);
			gc.setForeground(brush.color("card.text")); //$NON-NLS-1$
			metrics.title.draw(gc, metrics.title.texts().fit(card.name(), Math.max(1, place.x + place.width - x)), x, place.y, place.height);
		}
		case PILL -> brush.pill(gc, metrics, card, place.x, place.y, Math.min(place.width, brush.pillWidth(metrics, card)), place.height);
		case LOCATION -> brush.location(gc, metrics, card, place.x, place.y, place.width, place.height);
		case MEMORY -> bar(gc, metrics, card, MEMORY, place);
		case GPU -> bar(gc, metrics, card, GPU, place);
		case QUEUE -> bar(gc, metrics, card, QUEUE, place);
		case ACTIVITY -> {
			gc.setForeground(brush.color(card.isError() ? "card.error" : "card.text.secondary")); //$NON-NLS-1$ //$NON-NLS-2$
			metrics.text.draw(gc, metrics.text.texts().fit(card.activity(), place.width), place.x, place.y, place.height);
		}
		}
	}

	private void bar(GC gc, CardMetrics metrics, CardModel card, int index, Rectangle place) {
		brush.bar(gc, metrics, card.bars().get(index), place.x, place.y, place.width, place.height);
	}
}
