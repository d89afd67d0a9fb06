// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.run;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

import org.creativestudio.comfyui.ui.StudioUi;
import org.creativestudio.comfyui.workflow.WorkflowOptions;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.handlers.HandlerUtil;

/** Runs the file that the command names; without one it asks. */
public final class RunWorkflowHandler extends AbstractHandler {

	@Override
	public @Nullable Object execute(@Nullable ExecutionEvent event) throws ExecutionException {
		if (event == null)
			return null;
		IWorkbenchWindow window = HandlerUtil.getActiveWorkbenchWindowChecked(event);
		String file = event.getParameter(StudioUi.RUN_FILE);
		String instance = event.getParameter(StudioUi.RUN_INSTANCE);
		WorkflowRunner runner = WorkflowRunner.of(window).orElse(null);
		if (runner == null)
			return null;
		if (file == null) {
			runner.ask(null, instance);
			return null;
		}
		try {
			runner.run(Path.of(file),
					instance == null ? WorkflowOptions.defaults() : WorkflowOptions.onInstance(instance), 1);
		} catch (InvalidPathException e) {
			throw new ExecutionException(e.getMessage(), e);
		}
		return null;
	}
}
