// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import java.util.List;

import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.eclipse.ui.IWorkbenchWindow;

/** Lets the selected instances that are up unload their models. */
public final class FreeMemoryHandler extends InstanceHandler {
	@Override
	void execute(IWorkbenchWindow window, InstanceManager manager, List<InstanceSnapshot> selected) {
		InstanceOperations operations = new InstanceOperations(manager);
		selected.stream().filter(instance -> instance.status().isUp()).forEach(operations::freeMemory);
	}
}
