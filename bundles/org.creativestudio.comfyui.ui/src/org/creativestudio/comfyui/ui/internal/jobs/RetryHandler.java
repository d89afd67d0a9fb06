// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.jobs;

import java.util.List;

import org.creativestudio.comfyui.ui.internal.run.WorkflowRunner;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.creativestudio.comfyui.workflow.WorkflowService;
import org.eclipse.osgi.util.NLS;
import org.eclipse.ui.IWorkbenchWindow;

/** Tries those of the selected jobs again that failed or were cancelled. */
public final class RetryHandler extends JobHandler {
	@Override
	void execute(IWorkbenchWindow window, WorkflowService service, List<JobSnapshot> selected) {
		WorkflowRunner runner = WorkflowRunner.of(window).orElse(null);
		if (runner == null)
			return;
		for (JobSnapshot job : selected)
			if (JobTester.isUnsuccessful(job))
				QueueRequest.follow(NLS.bind(Messages.request_retry, job.workflow().name()), runner.retry(job.id()));
	}
}
