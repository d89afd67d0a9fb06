// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.app.internal;

import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.preferences.IEclipsePreferences;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.widgets.Display;
import org.osgi.service.prefs.BackingStoreException;

/**
 * Makes the workbench dark where the window system is. The platform does so itself where the name of the system's theme tells; that of
 * GTK's inverse high contrast does not, and light colours of the workbench would stand on its dark ones.
 */
final class SystemTheme {

	private static final String NODE = "org.eclipse.e4.ui.css.swt.theme"; //$NON-NLS-1$
	private static final String KEY = "themeid"; //$NON-NLS-1$
	private static final String DARK = "org.eclipse.e4.ui.css.theme.e4_dark"; //$NON-NLS-1$
	private static final int HALF = 128 * 3;

	private SystemTheme() {
	}

	/** To be called before the workbench is made. Returns whether {@link #release()} is to be called when it is closed. */
	static boolean follow(Display display) {
		IEclipsePreferences preferences = InstanceScope.INSTANCE.getNode(NODE);
		RGB background = display.getSystemColor(SWT.COLOR_LIST_BACKGROUND).getRGB();
		boolean dark = background.red + background.green + background.blue < HALF;
		if (!dark || Display.isSystemDarkTheme() || preferences.get(KEY, null) != null)
			return false;
		preferences.put(KEY, DARK);
		return true;
	}

	/** What the user did not choose is not kept. */
	static void release() {
		IEclipsePreferences preferences = InstanceScope.INSTANCE.getNode(NODE);
		if (!DARK.equals(preferences.get(KEY, null)))
			return;
		preferences.remove(KEY);
		try {
			preferences.flush();
		} catch (BackingStoreException e) {
			ILog.get().error("The theme of the workbench could not be stored in " + NODE, e); //$NON-NLS-1$
		}
	}
}
