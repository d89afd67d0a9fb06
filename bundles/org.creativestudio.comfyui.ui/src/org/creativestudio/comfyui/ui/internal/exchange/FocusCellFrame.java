// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.exchange;

import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.viewers.FocusCellHighlighter;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.jface.viewers.ViewerCell;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;

/** A frame around the cell that F2 edits. JFace's own highlighter paints over the image of the cell where GTK draws. */
final class FocusCellFrame extends FocusCellHighlighter {

	private final Table table;

	FocusCellFrame(TableViewer viewer) {
		super(viewer);
		table = viewer.getTable();
		table.addListener(SWT.PaintItem, this::paint);
	}

	private void paint(Event event) {
		ViewerCell focus = getFocusCell();
		if (focus == null || focus.getItem() != event.item || focus.getColumnIndex() != event.index || !table.isFocusControl())
			return;
		Rectangle bounds = focus.getBounds();
		event.gc.drawFocus(bounds.x + 1, bounds.y + 1, bounds.width - 2, bounds.height - 2);
	}

	@Override
	protected void focusCellChanged(@Nullable ViewerCell now, @Nullable ViewerCell before) {
		table.redraw();
	}
}
