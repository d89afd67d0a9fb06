// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.run;

import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.action.GroupMarker;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.viewers.ISelectionProvider;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.ui.IWorkbenchActionConstants;
import org.eclipse.ui.IWorkbenchPartSite;

/** The context menu of a view, which everybody may add to. */
public final class ContextMenu {

	private ContextMenu() {
	}

	/**
	 * The menu for a control and its children, which ends with it; to be set by the caller. It is filled a little later: registering it takes
	 * the platform as long as all the rest of a view takes, and nobody can click before.
	 *
	 * @param selection what the commands in it work on; null: what the part has selected
	 */
	public static Menu of(IWorkbenchPartSite site, Control control, @Nullable ISelectionProvider selection) {
		MenuManager manager = new MenuManager();
		manager.add(new GroupMarker(IWorkbenchActionConstants.MB_ADDITIONS));
		OnDisplay.later(control, () -> site.registerContextMenu(manager, selection));
		return manager.createContextMenu(control);
	}
}
