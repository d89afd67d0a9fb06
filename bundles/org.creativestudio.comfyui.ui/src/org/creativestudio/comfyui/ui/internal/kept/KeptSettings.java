// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.kept;

import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.DialogSettings;
import org.eclipse.jface.dialogs.IDialogSettings;
import org.eclipse.ui.PlatformUI;
import org.osgi.framework.FrameworkUtil;

/** This bundle's dialog settings. The workbench stores them when it ends. UI thread only. */
public final class KeptSettings {

	/** In pixels; a dialog that is smaller can't be used. */
	private static final int LEAST = 120;
	private static final int MOST = 32_000;

	private KeptSettings() {
	}

	/** All of them. */
	public static IDialogSettings all() {
		return PlatformUI.getDialogSettingsProvider(FrameworkUtil.getBundle(KeptSettings.class)).getDialogSettings();
	}

	/** The part with this name, made when it is not there. */
	public static IDialogSettings section(String name) {
		return DialogSettings.getOrCreateSection(all(), name);
	}

	/**
	 * Size and place of a dialog, for {@link Dialog#getDialogBoundsSettings()}; JFace keeps the dialog within the screen. What nobody
	 * could have wanted is forgotten.
	 */
	public static IDialogSettings bounds(String dialog) {
		return sound(section("dialog." + dialog)); //$NON-NLS-1$
	}

	static IDialogSettings sound(IDialogSettings bounds) {
		for (String size : new String[] { "DIALOG_WIDTH", "DIALOG_HEIGHT" }) //$NON-NLS-1$ //$NON-NLS-2$
			if (bounds.get(size) != null && !isSize(bounds.get(size)))
				bounds.put(size, Dialog.DIALOG_DEFAULT_BOUNDS);
		return bounds;
	}

	private static boolean isSize(String text) {
		try {
			int size = Integer.parseInt(text);
			return size == Dialog.DIALOG_DEFAULT_BOUNDS || size >= LEAST && size <= MOST;
		} catch (NumberFormatException e) {
			return false;
		}
	}
}
