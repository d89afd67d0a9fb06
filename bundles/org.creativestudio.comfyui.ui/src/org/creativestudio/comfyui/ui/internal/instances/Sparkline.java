// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import java.util.List;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;

/** A line without numbers: how something went lately. */
final class Sparkline {

	private Sparkline() {
	}

	/**
	 * Paints in the foreground's colour, the newest at the right edge.
	 *
	 * @param values 0 to 1; {@code NaN} is a gap
	 * @param places as many values as the width stands for
	 */
	static void paint(GC gc, List<Double> values, int places, int x, int y, int width, int height) {
		gc.setLineWidth(1);
		gc.setLineCap(SWT.CAP_ROUND);
		BrokenLine line = new BrokenLine(gc);
		for (int i = 0; i < values.size(); i++) {
			double value = values.get(i);
			if (Double.isNaN(value))
				line.gap();
			else
				line.to(x + width - 1 - (int) Math.round((double) (values.size() - 1 - i) * (width - 1) / Math.max(1, places - 1)),
						y + height - 1 - (int) Math.round(Math.clamp(value, 0, 1) * (height - 1)));
		}
	}
}
