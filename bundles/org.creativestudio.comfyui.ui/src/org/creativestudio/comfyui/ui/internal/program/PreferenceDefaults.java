// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.program;

import org.eclipse.core.runtime.preferences.AbstractPreferenceInitializer;
import org.eclipse.core.runtime.preferences.DefaultScope;

/** Defaults of the preferences. */
public final class PreferenceDefaults extends AbstractPreferenceInitializer {
	@Override
	public void initializeDefaultPreferences() {
		DefaultScope.INSTANCE.getNode(Closing.NODE).put(Closing.KEY, Closing.ASK.name());
	}
}
