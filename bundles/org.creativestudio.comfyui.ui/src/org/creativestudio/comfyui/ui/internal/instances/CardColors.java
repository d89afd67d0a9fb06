// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import java.util.function.Function;

import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.health.Health;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.widgets.Display;

/** The colours of the cards by their ids in the theme; changed there, they are right at the next painting. */
public final class CardColors {

	private static final String PREFIX = "org.creativestudio.comfyui.ui."; //$NON-NLS-1$
	private static final String BACKGROUND = PREFIX + "card.background"; //$NON-NLS-1$
	private static final String TEXT = PREFIX + "card.text.secondary"; //$NON-NLS-1$

	private final Function<String, @Nullable Color> theme;
	private final Display display;
	private @Nullable Color checked;
	private boolean plain;

	/** @param theme the colour of an id, null when it has none */
	public CardColors(Function<String, @Nullable Color> theme, Display display) {
		this.theme = theme;
		this.display = display;
	}

	/** Starting and stopping are the same colour: something is on its way. */
	public Color status(InstanceStatus status) {
		return switch (status) {
		case RUNNING -> get("status.running"); //$NON-NLS-1$
		case STARTING, STOPPING -> get("status.starting"); //$NON-NLS-1$
		case ERROR -> get("status.error"); //$NON-NLS-1$
		case STOPPED -> get("status.stopped"); //$NON-NLS-1$
		case PAUSED -> get("status.paused"); //$NON-NLS-1$
		};
	}

	public Color health(Health health) {
		return get("health." + healthName(health)); //$NON-NLS-1$
	}

	public Color healthBackground(Health health) {
		return get("health." + healthName(health) + ".background"); //$NON-NLS-1$ //$NON-NLS-2$
	}

	private static String healthName(Health health) {
		return switch (health) {
		case UNKNOWN -> "unknown"; //$NON-NLS-1$
		case HEALTHY -> "healthy"; //$NON-NLS-1$
		case DEGRADED -> "degraded"; //$NON-NLS-1$
		case UNHEALTHY -> "unhealthy"; //$NON-NLS-1$
		};
	}

	public Color get(String name) {
		Color color = theme.apply(PREFIX + name);
		if (color == null)
			return display.getSystemColor(SWT.COLOR_LIST_FOREGROUND);
		return isPlain() ? plain(name, color) : color;
	}

	/**
	 * Whether only colours of the window system are to be used: it says so, or our texts cannot be read on its background, as with GTK's
	 * inverse high contrast under a light theme.
	 */
	private boolean isPlain() {
		Color background = theme.apply(BACKGROUND);
		if (background != checked) {
			Color text = theme.apply(TEXT);
			checked = background;
			plain = display.getHighContrast()
					|| background != null && text != null && Contrast.of(text.getRGB(), background.getRGB()) < Contrast.SHAPE;
		}
		return plain;
	}

	private Color plain(String name, Color color) {
		Color background = display.getSystemColor(SWT.COLOR_LIST_BACKGROUND);
		if (name.endsWith("background") || name.equals("button.hover") || name.equals("button.pressed")) //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			return background;
		if (name.equals("bar.track") || name.equals("plot.grid")) //$NON-NLS-1$ //$NON-NLS-2$
			return display.getSystemColor(SWT.COLOR_WIDGET_NORMAL_SHADOW);
		boolean shape = name.startsWith("status.") || name.startsWith("plot.") || name.startsWith("card.selected") || name.equals("card.focus"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
		return shape && Contrast.of(color.getRGB(), background.getRGB()) >= Contrast.SHAPE ? color
				: display.getSystemColor(SWT.COLOR_LIST_FOREGROUND);
	}
}
