// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import org.eclipse.swt.graphics.RGB;

/** How well one colour can be told from another, as the Web Content Accessibility Guidelines reckon it: from 1 to 21. */
public final class Contrast {

	/** What a text needs on its background. */
	public static final double TEXT = 4.5;
	/** What a shape or a line needs that tells something. */
	public static final double SHAPE = 3;

	private Contrast() {
	}

	public static double of(RGB one, RGB other) {
		double a = luminance(one);
		double b = luminance(other);
		return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
	}

	private static double luminance(RGB color) {
		return 0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue);
	}

	private static double linear(int channel) {
		double value = channel / 255.0;
		return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
	}
}
