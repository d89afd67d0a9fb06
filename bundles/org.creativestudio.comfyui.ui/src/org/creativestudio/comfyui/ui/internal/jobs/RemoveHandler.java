// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.jobs;

import java.util.List;

import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.creativestudio.comfyui.workflow.WorkflowService;
import org.eclipse.ui.IWorkbenchWindow;

/** Takes finished jobs from the list; their files stay. */
public final class RemoveHandler extends JobHandler {
	@Override
	void execute(IWorkbenchWindow window, WorkflowService service, List<JobSnapshot> selected) {
		for (JobSnapshot job : selected)
			if (job.state().isFinal())
				service.remove(job.id());
	}
}
