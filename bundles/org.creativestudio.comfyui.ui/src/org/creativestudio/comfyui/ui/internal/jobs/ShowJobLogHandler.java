// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.jobs;

import java.util.List;
import java.util.Objects;

import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.ui.internal.console.InstanceConsoles;
import org.creativestudio.comfyui.ui.internal.run.Needed;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.creativestudio.comfyui.workflow.WorkflowService;
import org.eclipse.ui.IWorkbenchWindow;

/** Shows the output of the instances that the selected jobs were sent to in the Console view. */
public final class ShowJobLogHandler extends JobHandler {
	@Override
	void execute(IWorkbenchWindow window, WorkflowService service, List<JobSnapshot> selected) {
		Needed.service(window, InstanceManager.class).ifPresent(manager -> selected.stream().map(JobSnapshot::instanceId)
				.filter(Objects::nonNull).distinct().forEach(id -> manager.getInstance(id).ifPresent(InstanceConsoles::show)));
	}
}
