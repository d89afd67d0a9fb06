// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.run;

import java.nio.file.Path;

import org.creativestudio.comfyui.workflow.WorkflowOptions;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.handlers.HandlerUtil;

/** Asks for workflow files and runs them. */
public final class OpenAndRunHandler extends AbstractHandler {

	@Override
	public @Nullable Object execute(@Nullable ExecutionEvent event) throws ExecutionException {
		IWorkbenchWindow window = HandlerUtil.getActiveWorkbenchWindowChecked(event);
		WorkflowRunner runner = WorkflowRunner.of(window).orElse(null);
		if (runner == null)
			return null;
		for (Path file : WorkflowFiles.choose(window.getShell(), true))
			runner.run(file, WorkflowOptions.defaults(), 1);
		return null;
	}
}
