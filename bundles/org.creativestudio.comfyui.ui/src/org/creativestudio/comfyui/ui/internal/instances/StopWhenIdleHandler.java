// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import java.util.List;

import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.eclipse.ui.IWorkbenchWindow;

/** Stops the selected instances as soon as their servers have nothing to do any more. */
public final class StopWhenIdleHandler extends InstanceHandler {
	@Override
	void execute(IWorkbenchWindow window, InstanceManager manager, List<InstanceSnapshot> selected) {
		InstanceOperations operations = new InstanceOperations(manager);
		selected.stream().filter(InstanceActions::canRestart).forEach(operations::stopWhenIdle);
	}
}
