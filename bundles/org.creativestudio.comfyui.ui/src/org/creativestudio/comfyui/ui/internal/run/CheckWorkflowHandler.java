// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.run;

import org.creativestudio.comfyui.workflow.WorkflowService;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.action.LegacyActionTools;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.handlers.HandlerUtil;

/** Says whether the selected files of the workspace could run, and where; marks those that could not. */
public final class CheckWorkflowHandler extends AbstractHandler {

	@Override
	public @Nullable Object execute(@Nullable ExecutionEvent event) throws ExecutionException {
		IWorkbenchWindow window = HandlerUtil.getActiveWorkbenchWindowChecked(event);
		WorkflowService service = Needed.service(window, WorkflowService.class).orElse(null);
		if (service == null)
			return null;
		new WorkflowCheck(service).check(WorkflowCheck.files(HandlerUtil.getCurrentSelection(event)), true,
				lines -> OnDisplay.later(window.getWorkbench().getDisplay(), () -> {
					if (window.getShell() != null && !window.getShell().isDisposed())
						MessageDialog.openInformation(window.getShell(), Messages.check_title, LegacyActionTools.escapeMnemonics(String.join("\n", lines))); //$NON-NLS-1$
				}));
		return null;
	}
}
