// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.metrics;

import org.creativestudio.comfyui.core.metrics.MetricEvent;
import org.creativestudio.comfyui.ui.internal.instances.CardColors;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;

/** A shape and a colour for each kind of event; jobs, of which there are many, are small marks at the bottom. */
final class EventMark {

	private static final int SIZE = 4;
	private static final int FAINT = 120;
	private static final int OPAQUE = 255;

	private EventMark() {
	}

	static void paint(GC gc, CardColors colors, MetricEvent.Kind kind, int x, int height) {
		String color = switch (kind) {
		case STARTED, JOB_DONE -> "status.running"; //$NON-NLS-1$
		case STOPPED -> "status.stopped"; //$NON-NLS-1$
		case CRASHED, JOB_FAILED -> "status.error"; //$NON-NLS-1$
		case HEALTH -> "status.starting"; //$NON-NLS-1$
		};
		gc.setForeground(colors.get(color));
		gc.setBackground(colors.get(color));
		gc.setLineWidth(1);
		boolean job = kind == MetricEvent.Kind.JOB_DONE || kind == MetricEvent.Kind.JOB_FAILED;
		if (!job) {
			gc.setAlpha(FAINT);
			gc.setLineStyle(SWT.LINE_DASH);
			gc.drawLine(x, 0, x, height);
			gc.setLineStyle(SWT.LINE_SOLID);
			gc.setAlpha(OPAQUE);
		}
		switch (kind) {
		case STARTED -> gc.fillPolygon(new int[] { x - SIZE, 0, x + SIZE + 1, SIZE, x - SIZE, 2 * SIZE });
		case STOPPED -> gc.fillRectangle(x - SIZE, 0, 2 * SIZE, 2 * SIZE);
		case CRASHED -> cross(gc, x, SIZE, SIZE);
		case HEALTH -> gc.fillPolygon(new int[] { x, 0, x + SIZE + 1, SIZE, x, 2 * SIZE + 1, x - SIZE - 1, SIZE });
		case JOB_DONE -> gc.fillOval(x - 2, height - 6, 4, 4);
		case JOB_FAILED -> cross(gc, x, height - 5, 3);
		}
	}

	private static void cross(GC gc, int x, int y, int size) {
		gc.setLineWidth(2);
		gc.drawLine(x - size, y - size, x + size, y + size);
		gc.drawLine(x - size, y + size, x + size, y - size);
		gc.setLineWidth(1);
	}
}
