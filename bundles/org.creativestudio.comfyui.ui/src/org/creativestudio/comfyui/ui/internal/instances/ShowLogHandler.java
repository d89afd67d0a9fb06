// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import java.util.List;

import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.ui.internal.console.InstanceConsoles;
import org.eclipse.ui.IWorkbenchWindow;

/** Shows the output of the selected instances in the Console view. */
public final class ShowLogHandler extends InstanceHandler {
	@Override
	void execute(IWorkbenchWindow window, InstanceManager manager, List<InstanceSnapshot> selected) {
		selected.forEach(InstanceConsoles::show);
	}
}
