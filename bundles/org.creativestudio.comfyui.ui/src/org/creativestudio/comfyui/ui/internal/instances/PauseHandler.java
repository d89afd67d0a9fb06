// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import java.util.List;

import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.eclipse.jface.window.Window;
import org.eclipse.ui.IWorkbenchWindow;

/** Pauses what runs among the selected instances, as the user says in a dialog. */
public final class PauseHandler extends InstanceHandler {
	@Override
	void execute(IWorkbenchWindow window, InstanceManager manager, List<InstanceSnapshot> selected) {
		List<InstanceSnapshot> running = selected.stream().filter(InstanceActions::canPause).toList();
		if (running.isEmpty())
			return;
		PauseDialog dialog = new PauseDialog(window.getShell(), running);
		if (dialog.open() != Window.OK)
			return;
		InstanceOperations operations = new InstanceOperations(manager);
		running.forEach(instance -> operations.pause(instance, dialog.options()));
	}
}
