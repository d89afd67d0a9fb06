// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Rectangle;

/** Paints what of a grid is in sight: cards or lines, and the headings of groups. */
final class GridPainter {

	private final CardGrid grid;
	private final CardColors colors;
	private final CardBrush brush;
	private final CardPainter cards;
	private final RowPainter rows;

	GridPainter(CardGrid grid, CardColors colors, CardBrush brush) {
		this.grid = grid;
		this.colors = colors;
		this.brush = brush;
		cards = new CardPainter(brush);
		rows = new RowPainter(brush);
	}

	/**
	 * @param dirty in coordinates of the control
	 * @return how many cards were painted
	 */
	int paint(GC gc, Rectangle dirty) {
		Color background = colors.get("grid.background"); //$NON-NLS-1$
		if (!background.equals(grid.getBackground()))
			grid.setBackground(background); // or each painting begins with that of the parent, which asks the window system where it is
		gc.setBackground(background);
		gc.fillRectangle(dirty);
		gc.setAntialias(SWT.ON);
		gc.setTextAntialias(SWT.DEFAULT);
		paintHeadings(gc, dirty);
		CardMetrics metrics = grid.metrics();
		int painted = 0;
		int end = grid.cardLayout().endIn(grid.top() + dirty.y + dirty.height);
		for (int i = grid.cardLayout().firstIn(grid.top() + dirty.y); i < end; i++) {
			Rectangle bounds = grid.bounds(i);
			if (bounds.intersects(dirty)) {
				if (grid.presentation() == Presentation.CARDS)
					cards.paint(gc, metrics, grid.card(i), bounds, grid.look(i));
				else
					rows.paint(gc, metrics, grid.card(i), bounds, grid.look(i));
				painted++;
			}
		}
		return painted;
	}

	private void paintHeadings(GC gc, Rectangle dirty) {
		CardLayout layout = grid.cardLayout();
		if (layout.heading() == 0)
			return;
		for (CardLayout.Group place : layout.groupsIn(grid.top() + dirty.y, grid.top() + dirty.y + dirty.height)) {
			Rectangle bounds = layout.headingBounds(place);
			bounds.y -= grid.top();
			if (bounds.intersects(dirty)) {
				Arrangement.Group group = grid.group(place);
				brush.heading(gc, grid.metrics(), group.title(), group.instances().size(), bounds);
			}
		}
	}
}
