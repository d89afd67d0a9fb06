// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.run;

import org.eclipse.jface.util.IPropertyChangeListener;
import org.eclipse.swt.widgets.Control;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.themes.IThemeManager;

/** Paints controls anew that are painted in colours of the theme, when these are changed. */
public final class ThemeRepaint {

	private ThemeRepaint() {
	}

	/** For as long as each of them is there. UI thread only. */
	public static void of(Control... painted) {
		IThemeManager themes = PlatformUI.getWorkbench().getThemeManager();
		for (Control control : painted) {
			IPropertyChangeListener listener = event -> control.redraw();
			themes.addPropertyChangeListener(listener);
			control.addDisposeListener(event -> themes.removePropertyChangeListener(listener));
		}
	}
}
