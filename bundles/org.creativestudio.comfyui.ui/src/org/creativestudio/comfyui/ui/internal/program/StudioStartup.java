// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.program;

import java.nio.file.Files;

import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.ui.internal.run.FleetStart;
import org.eclipse.ui.IStartup;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.PlatformUI;

/**
 * Once the workbench is open: takes part in supervising the instances, starts those that are marked for it, and asks at the end
 * what shall become of those that run. Runs beside the workbench's start.
 */
public final class StudioStartup implements IStartup {
	@Override
	public void earlyStartup() {
		IWorkbench workbench = PlatformUI.getWorkbench();
		boolean used = Files.exists(StudioHome.current().instancesFile());
		workbench.getDisplay().asyncExec(() -> {
			InstanceManager manager = workbench.getService(InstanceManager.class);
			if (manager == null) // the Instances view says what is wrong
				return;
			workbench.addWorkbenchListener(new ClosingQuestion(manager));
			FleetStart fleet = new FleetStart(manager);
			if (used)
				fleet.begin();
			else
				fleet.supervise();
		});
	}
}
