// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.program;

import org.eclipse.core.runtime.preferences.InstanceScope;

/** What becomes of running instances when the workbench is closed. */
public enum Closing {
	/** The user is asked. */
	ASK,
	/** They go on running. */
	LEAVE,
	/** They finish their work and are stopped. */
	STOP;

	static final String NODE = "org.creativestudio.comfyui.ui"; //$NON-NLS-1$
	static final String KEY = "closing"; //$NON-NLS-1$

	/** What the user has decided. */
	public static Closing decided() {
		String stored = org.eclipse.core.runtime.Platform.getPreferencesService().getString(NODE, KEY, ASK.name(), null);
		for (Closing value : values())
			if (value.name().equals(stored))
				return value;
		return ASK;
	}

	/** The user decides this for the workspace. */
	public void remember() {
		InstanceScope.INSTANCE.getNode(NODE).put(KEY, name());
	}
}
