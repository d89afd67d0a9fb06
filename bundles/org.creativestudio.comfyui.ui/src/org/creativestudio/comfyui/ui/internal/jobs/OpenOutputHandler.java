// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.jobs;

import java.util.List;

import org.creativestudio.comfyui.ui.StudioUi;
import org.creativestudio.comfyui.ui.internal.outputs.OutputsView;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.creativestudio.comfyui.workflow.WorkflowService;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PartInitException;

/** Shows the images of the first selected job. */
public final class OpenOutputHandler extends JobHandler {

	static final String COMMAND = "org.creativestudio.comfyui.ui.job.openOutput"; //$NON-NLS-1$

	@Override
	void execute(IWorkbenchWindow window, WorkflowService service, List<JobSnapshot> selected) throws ExecutionException {
		IWorkbenchPage page = window.getActivePage();
		if (selected.isEmpty() || page == null)
			return;
		try {
			if (page.showView(StudioUi.OUTPUTS_VIEW) instanceof OutputsView view)
				view.show(selected.get(0));
		} catch (PartInitException e) {
			throw new ExecutionException(e.getMessage(), e);
		}
	}
}
