// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.notifications;

import org.creativestudio.comfyui.ui.StudioUi;
import org.creativestudio.comfyui.ui.internal.instances.InstancesView;
import org.eclipse.core.runtime.ILog;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PartInitException;

/** Brings an instance in sight. UI thread only. */
public final class InstanceOpener {

	private InstanceOpener() {
	}

	/** Activates the window and selects the card; does nothing without a window. */
	public static void open(IWorkbench workbench, String id) {
		IWorkbenchWindow window = workbench.getActiveWorkbenchWindow();
		if (window == null && workbench.getWorkbenchWindowCount() > 0)
			window = workbench.getWorkbenchWindows()[0];
		IWorkbenchPage page = window == null ? null : window.getActivePage();
		if (window == null || page == null)
			return;
		Shell shell = window.getShell();
		shell.setMinimized(false);
		shell.forceActive();
		try {
			if (page.showView(StudioUi.INSTANCES_VIEW) instanceof InstancesView view)
				view.reveal(id);
		} catch (PartInitException e) {
			ILog.get().log(e.getStatus());
		}
	}
}
