// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.program;

import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.osgi.service.prefs.BackingStoreException;

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

	/** The user decides this for the workspace; {@link #store()} is to follow. */
	public void remember() {
		InstanceScope.INSTANCE.getNode(NODE).put(KEY, name());
	}

	/** Keeps what was decided for the workspace until the next start, which nobody else does. Blocks for the disk. */
	public static void store() {
		try {
			InstanceScope.INSTANCE.getNode(NODE).flush();
		} catch (BackingStoreException e) {
			ILog.get().warn("Preferences of the workspace were not stored", e); //$NON-NLS-1$
		}
	}
}
