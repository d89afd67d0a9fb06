// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.notifications;

import java.util.Locale;

/** What can be told without being asked; each can be switched off. */
public enum NotificationKind {
	/** An instance does not answer any more. */
	UNHEALTHY,
	/** It answers again. */
	RECOVERED,
	/** Its process ended unasked. */
	CRASHED,
	/** It crashed so often that it is not started again. */
	GAVE_UP,
	/** A GPU's memory is nearly full, or another program holds it. */
	MEMORY,
	/** New work goes elsewhere because the active instance can't take any, or returns to it. */
	ACTIVE_FALLBACK;

	/** As in files: {@code gave-up}. */
	public String word() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}
}
