// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import java.util.ArrayList;
import java.util.List;

import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.ui.internal.run.Needed;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.handlers.HandlerUtil;

/** A command for the selected instances. */
abstract class InstanceHandler extends AbstractHandler {

	@Override
	public final @Nullable Object execute(@Nullable ExecutionEvent event) throws ExecutionException {
		IWorkbenchWindow window = HandlerUtil.getActiveWorkbenchWindowChecked(event);
		InstanceManager manager = Needed.service(window, InstanceManager.class).orElse(null);
		if (manager == null)
			return null;
		List<InstanceSnapshot> selected = new ArrayList<>();
		if (HandlerUtil.getCurrentSelection(event) instanceof IStructuredSelection selection)
			for (Object element : selection)
				if (element instanceof InstanceSnapshot instance)
					manager.getInstance(instance.id()).ifPresent(selected::add);
		execute(window, manager, selected);
		return null;
	}

	/**
	 * On the UI thread, so it must not block.
	 *
	 * @param selected the newest snapshots; may be empty
	 */
	abstract void execute(IWorkbenchWindow window, InstanceManager manager, List<InstanceSnapshot> selected)
			throws ExecutionException;
}
