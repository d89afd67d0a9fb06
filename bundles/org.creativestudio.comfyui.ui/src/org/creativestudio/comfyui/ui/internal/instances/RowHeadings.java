// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import java.util.ArrayList;
import java.util.List;

import org.creativestudio.comfyui.ui.internal.instances.RowColumns.Part;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;

/** Says above the list what its columns are. */
public final class RowHeadings extends Canvas {

	private static final int MARGIN = 3;

	private final CardGrid grid;
	private final CardColors colors;

	/** @param grid whose lines it stands above; has the same left edge */
	RowHeadings(Composite parent, CardGrid grid, CardColors colors) {
		super(parent, SWT.DOUBLE_BUFFERED | SWT.NO_FOCUS);
		this.grid = grid;
		this.colors = colors;
		addPaintListener(event -> paint(event.gc));
		grid.addListener(SWT.Resize, event -> redraw());
		grid.addListener(SWT.ZoomChanged, event -> redraw());
		getAccessible().addAccessibleListener(SpokenTexts.name(() -> String.join(", ", titles()))); //$NON-NLS-1$
	}

	/** What stands above the columns that have room, from left to right. */
	public List<String> titles() {
		RowColumns columns = grid.rowColumns();
		List<String> titles = new ArrayList<>();
		for (Part part : Part.values())
			if (columns.of(part) != null)
				titles.add(title(part));
		return titles;
	}

	private static String title(Part part) {
		return switch (part) {
		case NAME -> Messages.column_name;
		case PILL -> Messages.column_state;
		case LOCATION -> Messages.column_location;
		case MEMORY -> Messages.column_memory;
		case GPU -> Messages.column_gpu;
		case QUEUE -> Messages.column_queue;
		case ACTIVITY -> Messages.column_activity;
		};
	}

	private void paint(GC gc) {
		Point size = getSize();
		gc.setBackground(colors.get("grid.background")); //$NON-NLS-1$
		gc.fillRectangle(0, 0, size.x, size.y);
		gc.setForeground(colors.get("card.text.secondary")); //$NON-NLS-1$
		RowColumns columns = grid.rowColumns();
		int left = grid.cardLayout().gap();
		for (Part part : Part.values()) {
			RowColumns.Place place = columns.of(part);
			if (place == null)
				continue;
			gc.setClipping(left + place.x(), 0, place.width(), size.y);
			gc.drawText(title(part), left + place.x(), (size.y - gc.getFontMetrics().getHeight()) / 2, SWT.DRAW_TRANSPARENT);
		}
		gc.setClipping(0, 0, size.x, size.y);
		gc.setForeground(colors.get("card.border")); //$NON-NLS-1$
		gc.drawLine(0, size.y - 1, size.x, size.y - 1);
	}

	@Override
	public Point computeSize(int widthHint, int heightHint, boolean changed) {
		GC gc = new GC(this);
		int height = gc.getFontMetrics().getHeight() + 2 * MARGIN;
		gc.dispose();
		return new Point(Math.max(1, widthHint), height);
	}
}
