// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.jobs;

import java.util.ArrayList;
import java.util.List;

import org.creativestudio.comfyui.ui.internal.run.Needed;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.creativestudio.comfyui.workflow.WorkflowService;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.core.runtime.Adapters;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.handlers.HandlerUtil;

/** A command for the selected jobs, and those behind selected prompts of a server. */
abstract class JobHandler extends AbstractHandler {

	@Override
	public final @Nullable Object execute(@Nullable ExecutionEvent event) throws ExecutionException {
		IWorkbenchWindow window = HandlerUtil.getActiveWorkbenchWindowChecked(event);
		WorkflowService service = Needed.service(window, WorkflowService.class).orElse(null);
		if (service != null)
			execute(window, service, selected(event));
		return null;
	}

	static List<JobSnapshot> selected(@Nullable ExecutionEvent event) {
		List<JobSnapshot> jobs = new ArrayList<>();
		if (HandlerUtil.getCurrentSelection(event) instanceof IStructuredSelection selection)
			for (Object element : selection)
				if (Adapters.adapt(element, JobSnapshot.class) instanceof JobSnapshot job)
					jobs.add(job);
		return jobs;
	}

	/** On the UI thread, so it must not block. */
	abstract void execute(IWorkbenchWindow window, WorkflowService service, List<JobSnapshot> selected) throws ExecutionException;
}
