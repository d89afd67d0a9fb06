// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.app.internal;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;

import org.eclipse.core.runtime.FileLocator;
import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.Platform;
import org.osgi.framework.FrameworkUtil;

/**
 * A few rules beside those of GTK's theme. The workbench's dark theme colours buttons and boxes for all of their states, so that one which
 * is disabled looks enabled and an empty box can't be seen; no style of the workbench can tell the states apart.
 */
final class GtkStyle {

	/** Of the property that names SWT a file with rules, which are applied after its own. */
	static final String KEY = "org.eclipse.swt.internal.gtk.cssFile"; //$NON-NLS-1$
	private static final String FILE = "css/gtk.css"; //$NON-NLS-1$

	private GtkStyle() {
	}

	/** To be called before the display is made. Does nothing where the user names a file, or the window system is another one. */
	static void install() {
		if (!Platform.WS_GTK.equals(Platform.getWS()) || System.getProperty(KEY) != null)
			return;
		URL rules = FrameworkUtil.getBundle(GtkStyle.class).getEntry(FILE);
		try {
			System.setProperty(KEY, Path.of(FileLocator.toFileURL(rules).getPath()).toString());
		} catch (IOException e) {
			ILog.get().error("The rules for buttons could not be read: " + FILE, e); //$NON-NLS-1$
		}
	}
}
