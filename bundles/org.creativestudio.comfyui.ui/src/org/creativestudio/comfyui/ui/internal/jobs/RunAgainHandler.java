// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.jobs;

import java.util.List;

import org.creativestudio.comfyui.ui.internal.run.WorkflowRunner;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.creativestudio.comfyui.workflow.WorkflowService;
import org.eclipse.osgi.util.NLS;
import org.eclipse.ui.IWorkbenchWindow;

/** Runs the selected workflows once more, as they were asked for. */
public final class RunAgainHandler extends JobHandler {
	@Override
	void execute(IWorkbenchWindow window, WorkflowService service, List<JobSnapshot> selected) {
		WorkflowRunner runner = WorkflowRunner.of(window).orElse(null);
		if (runner == null)
			return;
		for (JobSnapshot job : selected)
			if (job.workflow().graph().isEmpty()) // of an earlier program: the graph is on disk
				QueueRequest.follow(NLS.bind(Messages.request_retry, job.workflow().name()), runner.retry(job.id()));
			else
				runner.run(job.workflow(), job.options());
	}
}
