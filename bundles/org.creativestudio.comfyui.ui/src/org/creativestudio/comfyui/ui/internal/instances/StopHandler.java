// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import java.util.List;

import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.eclipse.ui.IWorkbenchWindow;

/** Stops what can be stopped among the selected instances; asks first when one has work to do. */
public final class StopHandler extends InstanceHandler {
	@Override
	void execute(IWorkbenchWindow window, InstanceManager manager, List<InstanceSnapshot> selected) {
		new StopQuestion(window.getShell(), new InstanceOperations(manager))
				.stop(selected.stream().filter(InstanceActions::canStop).toList());
	}
}
