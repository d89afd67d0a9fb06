// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.jobs;

import org.creativestudio.comfyui.ui.internal.run.Needed;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.creativestudio.comfyui.workflow.JobState;
import org.creativestudio.comfyui.workflow.WorkflowOptions;
import org.creativestudio.comfyui.workflow.WorkflowService;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;
import org.eclipse.ui.handlers.HandlerUtil;

/** Lets those of the selected jobs that wait go earlier or later; by how much, the command says. */
public final class PriorityHandler extends AbstractHandler {

	private static final String CHANGE = "org.creativestudio.comfyui.ui.job.priority.change"; //$NON-NLS-1$

	@Override
	public @Nullable Object execute(@Nullable ExecutionEvent event) throws ExecutionException {
		String change = event == null ? null : event.getParameter(CHANGE);
		if (event == null || change == null)
			return null;
		WorkflowService service = Needed.service(HandlerUtil.getActiveWorkbenchWindowChecked(event), WorkflowService.class).orElse(null);
		if (service == null)
			return null;
		for (JobSnapshot job : JobHandler.selected(event))
			if (job.state() == JobState.WAITING) {
				int priority = changed(job.options().priority(), change);
				QueueRequest.follow(NLS.bind(Messages.request_priority, job.workflow().name(), priority),
						service.setPriority(job.id(), priority));
			}
		return null;
	}

	private static int changed(int priority, String change) throws ExecutionException {
		return switch (change) {
		case "higher" -> priority == Integer.MAX_VALUE ? priority : priority + 1; //$NON-NLS-1$
		case "lower" -> priority == Integer.MIN_VALUE ? priority : priority - 1; //$NON-NLS-1$
		case "normal" -> WorkflowOptions.defaults().priority(); //$NON-NLS-1$
		default -> throw new ExecutionException("unknown change of a priority: " + change); //$NON-NLS-1$
		};
	}
}
