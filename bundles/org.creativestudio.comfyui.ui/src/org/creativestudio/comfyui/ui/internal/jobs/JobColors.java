// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.jobs;

import org.creativestudio.comfyui.workflow.JobState;
import org.eclipse.jface.resource.ColorRegistry;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.widgets.Display;

/** The colours of progress bars, from the current theme. */
final class JobColors {

	private static final String PREFIX = "org.creativestudio.comfyui.ui.job."; //$NON-NLS-1$

	private static final int TRACK_PERCENT = 14;

	private final ColorRegistry theme;
	private final Display display;

	JobColors(ColorRegistry theme, Display display) {
		this.theme = theme;
		this.display = display;
	}

	Color of(JobState state) {
		return switch (state) {
		case DONE -> color("done"); //$NON-NLS-1$
		case FAILED -> color("failed"); //$NON-NLS-1$
		case CANCELLED -> color("cancelled"); //$NON-NLS-1$
		default -> color("running"); //$NON-NLS-1$
		};
	}

	/** What of a bar is not filled yet: a little of the text's colour on the background, so that it fits every theme. */
	static Color mix(Color background, Color text) {
		return new Color(mix(background.getRed(), text.getRed()), mix(background.getGreen(), text.getGreen()),
				mix(background.getBlue(), text.getBlue()));
	}

	private static int mix(int background, int text) {
		return background + (text - background) * TRACK_PERCENT / 100;
	}

	private Color color(String name) {
		Color color = theme.get(PREFIX + name);
		return color != null ? color : display.getSystemColor(SWT.COLOR_WIDGET_NORMAL_SHADOW);
	}
}
