// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import java.util.List;

import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.health.HealthMonitor;
import org.eclipse.ui.IWorkbenchWindow;

/** Asks the selected instances how they are, all of them when none is selected. */
public final class RefreshHandler extends InstanceHandler {
	@Override
	void execute(IWorkbenchWindow window, InstanceManager manager, List<InstanceSnapshot> selected) {
		HealthMonitor monitor = window.getService(HealthMonitor.class);
		if (monitor == null)
			return;
		InstanceOperations operations = new InstanceOperations(manager);
		if (selected.isEmpty())
			operations.checkAll(monitor);
		for (InstanceSnapshot instance : selected)
			operations.check(monitor, instance);
	}
}
