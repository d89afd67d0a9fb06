// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import java.util.List;

import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.eclipse.ui.IWorkbenchWindow;

/** Ends the pause of the selected instances. */
public final class ResumeHandler extends InstanceHandler {
	@Override
	void execute(IWorkbenchWindow window, InstanceManager manager, List<InstanceSnapshot> selected) {
		InstanceOperations operations = new InstanceOperations(manager);
		selected.stream().filter(InstanceActions::canResume).forEach(operations::resume);
	}
}
