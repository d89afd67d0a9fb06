// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.jobs;

import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.ui.internal.run.Needed;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.creativestudio.comfyui.workflow.WorkflowService;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.handlers.HandlerUtil;

/** Puts those of the selected jobs that have not ended to the instance that the command names. */
public final class MoveHandler extends AbstractHandler {

	static final String COMMAND = "org.creativestudio.comfyui.ui.job.move"; //$NON-NLS-1$
	static final String INSTANCE = "org.creativestudio.comfyui.ui.job.move.instanceId"; //$NON-NLS-1$

	@Override
	public @Nullable Object execute(@Nullable ExecutionEvent event) throws ExecutionException {
		String instance = event == null ? null : event.getParameter(INSTANCE);
		if (event == null || instance == null)
			return null;
		IWorkbenchWindow window = HandlerUtil.getActiveWorkbenchWindowChecked(event);
		WorkflowService service = Needed.service(window, WorkflowService.class).orElse(null);
		if (service == null)
			return null;
		InstanceManager instances = window.getService(InstanceManager.class);
		String name = instances == null ? instance : instances.getInstance(instance).map(InstanceSnapshot::name).orElse(instance);
		for (JobSnapshot job : JobHandler.selected(event))
			if (!job.state().isFinal())
				QueueRequest.follow(NLS.bind(Messages.request_move, job.workflow().name(), name), service.move(job.id(), instance));
		return null;
	}
}
