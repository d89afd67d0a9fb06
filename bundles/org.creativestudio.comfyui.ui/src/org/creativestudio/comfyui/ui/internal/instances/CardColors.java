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

	private final Function<String, @Nullable Color> theme;
	private final Display display;

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
		return color != null ? color : display.getSystemColor(SWT.COLOR_LIST_FOREGROUND);
	}
}
