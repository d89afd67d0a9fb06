// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import org.creativestudio.comfyui.core.InstanceStatus;
import org.eclipse.swt.graphics.GC;

/**
 * Paints a shape of its own for each status in the GC's background colour: the same shapes as the icons in
 * {@code icons/status}, but in the colours of the theme.
 */
final class StatusShape {

	private StatusShape() {
	}

	/** @param size of the square around the shape */
	static void paint(GC gc, InstanceStatus status, int x, int y, int size) {
		int s = size;
		switch (status) {
		case RUNNING -> gc.fillOval(x + 2, y + 2, s - 4, s - 4);
		case STARTING -> hourglass(gc, x, y, s);
		case STOPPING -> {
			hourglass(gc, x, y, s);
			gc.fillRectangle(x + s / 2 - 1, y + 2, 2, s - 4);
		}
		case STOPPED -> gc.fillRoundRectangle(x + 3, y + 3, s - 6, s - 6, 2, 2);
		case PAUSED -> {
			int bar = Math.max(2, s / 4);
			gc.fillRoundRectangle(x + 3, y + 2, bar, s - 4, 2, 2);
			gc.fillRoundRectangle(x + s - 3 - bar, y + 2, bar, s - 4, 2, 2);
		}
		case ERROR -> {
			int half = s / 2;
			gc.fillPolygon(new int[] { x + half, y + 1, x + s, y + s - 1, x, y + s - 1 });
			var mark = gc.getBackground();
			gc.setBackground(gc.getForeground());
			gc.fillRectangle(x + half - 1, y + half - 2, 2, half - 2);
			gc.fillRectangle(x + half - 1, y + s - 4, 2, 2);
			gc.setBackground(mark);
		}
		}
	}

	private static void hourglass(GC gc, int x, int y, int s) {
		int half = s / 2;
		gc.fillPolygon(new int[] { x + 2, y + 1, x + s - 2, y + 1, x + half + 1, y + half, x + s - 2, y + s - 1, x + 2, y + s - 1,
				x + half - 1, y + half });
	}
}
