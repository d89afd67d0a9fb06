// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import java.util.List;
import java.util.Map;

import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.PauseOptions;
import org.creativestudio.comfyui.core.validation.Finding.Fix;
import org.creativestudio.comfyui.ui.StudioUi;
import org.creativestudio.comfyui.ui.internal.console.InstanceConsoles;
import org.creativestudio.comfyui.ui.internal.editor.InstanceEditing;
import org.creativestudio.comfyui.ui.internal.run.Commands;
import org.eclipse.ui.IWorkbenchWindow;

/** Does what the buttons of cards say. UI thread. */
record CardPresses(IWorkbenchWindow window, InstanceManager manager, InstanceOperations operations, CardFixes fixes) {

	/** Nothing for an instance that is gone meanwhile. */
	void press(String id, CardAction action) {
		InstanceSnapshot instance = manager.getInstance(id).orElse(null);
		if (instance == null)
			return;
		switch (action) {
		case START -> operations.start(instance);
		case STOP -> new StopQuestion(window.getShell(), operations).stop(List.of(instance));
		case RUN -> Commands.execute(window, StudioUi.RUN_COMMAND, Map.of(StudioUi.RUN_INSTANCE, id));
		case PAUSE -> operations.pause(instance, PauseOptions.KEEP);
		case RESUME -> operations.resume(instance);
		case EDIT -> new InstanceEditing(window, manager).edit(instance);
		case ACTIVATE -> operations.setActive(id);
		case DELETE -> new InstanceDeletion(window, manager).delete(List.of(instance));
		case LOG -> InstanceConsoles.show(instance);
		case FIX -> {
			Fix fix = fixes.of(id);
			if (fix != null)
				operations.mend(instance, fix);
		}
		case MORE -> throw new IllegalArgumentException(action.name());
		}
	}
}
