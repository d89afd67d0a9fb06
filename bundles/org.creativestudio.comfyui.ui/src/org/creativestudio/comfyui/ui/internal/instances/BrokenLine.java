// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import org.eclipse.swt.graphics.GC;

/** A line from point to point in the foreground's colour, with gaps where nothing is known. */
public final class BrokenLine {

	private final GC gc;
	private int x;
	private int y;
	private boolean drawing;

	public BrokenLine(GC gc) {
		this.gc = gc;
	}

	/** Goes on to this point; it begins there after a gap. */
	public void to(int toX, int toY) {
		if (drawing)
			gc.drawLine(x, y, toX, toY);
		else
			gc.drawPoint(toX, toY);
		drawing = true;
		x = toX;
		y = toY;
	}

	/** The next point has no line to it. */
	public void gap() {
		drawing = false;
	}
}
