// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import java.util.List;

import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.eclipse.jface.action.LegacyActionTools;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.widgets.Shell;

/**
 * Stops instances, and asks first whether those with work to do may finish it. UI thread.
 *
 * @param shell parent of the question
 */
record StopQuestion(Shell shell, InstanceOperations operations) {

	void stop(List<InstanceSnapshot> instances) {
		List<InstanceSnapshot> busy = instances.stream().filter(InstanceActions::isBusy).toList();
		int answer = busy.isEmpty() ? 1 : ask(busy);
		if (answer != 0 && answer != 1)
			return;
		for (InstanceSnapshot instance : instances)
			if (answer == 0 && InstanceActions.isBusy(instance))
				operations.stopWhenIdle(instance);
			else
				operations.stop(instance);
	}

	private int ask(List<InstanceSnapshot> busy) {
		String message = busy.size() == 1 ? NLS.bind(Messages.stop_busyOne, busy.get(0).name())
				: NLS.bind(Messages.stop_busyMany, Integer.valueOf(busy.size()));
		return new MessageDialog(shell, Messages.stop_title, null, LegacyActionTools.escapeMnemonics(message), MessageDialog.QUESTION, 0, Messages.stop_whenDone,
				Messages.stop_now, Messages.stop_cancel).open();
	}
}
