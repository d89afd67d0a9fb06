// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.jobs;

import java.util.Map;

import org.creativestudio.comfyui.ui.internal.run.Needed;
import org.creativestudio.comfyui.workflow.WorkflowService;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.ui.commands.IElementUpdater;
import org.eclipse.ui.handlers.HandlerUtil;
import org.eclipse.ui.menus.UIElement;

/** Holds new work back, or lets it go; checked while it is held back. */
public final class PauseQueueHandler extends AbstractHandler implements IElementUpdater {

	static final String COMMAND = "org.creativestudio.comfyui.ui.jobs.pause"; //$NON-NLS-1$

	@Override
	public @Nullable Object execute(@Nullable ExecutionEvent event) throws ExecutionException {
		Needed.service(HandlerUtil.getActiveWorkbenchWindowChecked(event), WorkflowService.class).ifPresent(service -> {
			boolean pause = !service.isPaused();
			QueueRequest.follow(pause ? Messages.request_pause : Messages.request_resume, service.setPaused(pause));
		});
		return null;
	}

	@Override
	public void updateElement(@Nullable UIElement element, @SuppressWarnings("rawtypes") @Nullable Map parameters) {
		if (element == null)
			return;
		WorkflowService service = element.getServiceLocator().getService(WorkflowService.class);
		element.setChecked(service != null && service.isPaused());
	}
}
