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
public final class SystemTheme {

	private static final String NODE = "org.eclipse.e4.ui.css.swt.theme"; //$NON-NLS-1$
	/** Of the preference that holds the chosen theme. */
	public static final String KEY = "themeid"; //$NON-NLS-1$
	/** The platform's dark theme. */
	public static final String DARK = "org.eclipse.e4.ui.css.theme.e4_dark"; //$NON-NLS-1$
	private static final int HALF = 128 * 3;

	private final IEclipsePreferences preferences;
	private boolean chosen;

	SystemTheme() {
		this(InstanceScope.INSTANCE.getNode(NODE));
	}

	/** @param preferences where the theme of the workbench is kept */
	public SystemTheme(IEclipsePreferences preferences) {
		this.preferences = preferences;
	}

	/** To be called before the workbench is made. */
	void follow(Display display) {
		follow(display.getSystemColor(SWT.COLOR_LIST_BACKGROUND).getRGB(), Display.isSystemDarkTheme());
	}

	/**
	 * Does nothing where the user chose a theme.
	 *
	 * @param background      of lists and texts in the window system
	 * @param platformFollows whether the platform sees by itself that the window system is dark
	 */
	public void follow(RGB background, boolean platformFollows) {
		boolean dark = background.red + background.green + background.blue < HALF;
		if (!dark || platformFollows || preferences.get(KEY, null) != null)
			return;
		preferences.put(KEY, DARK);
		chosen = true;
	}

	/** To be called when the workbench is closed: what the user did not choose is not kept, for the window system may be light next time. */
	public void release() {
		if (!chosen || !DARK.equals(preferences.get(KEY, null)))
			return;
		preferences.remove(KEY);
		try {
			preferences.flush();
		} catch (BackingStoreException e) {
			ILog.get().error("The theme of the workbench could not be stored in " + NODE, e); //$NON-NLS-1$
		}
	}
}
