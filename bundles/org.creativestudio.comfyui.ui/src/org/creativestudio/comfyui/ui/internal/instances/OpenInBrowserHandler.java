// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import java.net.MalformedURLException;
import java.util.List;

import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.browser.IWorkbenchBrowserSupport;

/** Opens ComfyUI's own page of the selected instances in the system's browser. */
public final class OpenInBrowserHandler extends InstanceHandler {
	@Override
	void execute(IWorkbenchWindow window, InstanceManager manager, List<InstanceSnapshot> selected) throws ExecutionException {
		IWorkbenchBrowserSupport browsers = window.getWorkbench().getBrowserSupport();
		for (InstanceSnapshot instance : selected)
			try {
				browsers.getExternalBrowser().openURL(instance.address().toURL());
			} catch (PartInitException | MalformedURLException e) {
				throw new ExecutionException(e.getLocalizedMessage(), e);
			}
	}
}
