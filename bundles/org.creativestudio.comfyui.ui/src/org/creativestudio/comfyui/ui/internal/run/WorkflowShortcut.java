// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.run;

import java.nio.file.Path;
import java.util.List;

import org.creativestudio.comfyui.workflow.WorkflowOptions;
import org.creativestudio.comfyui.workflow.WorkflowService;
import org.eclipse.core.resources.IFile;
import org.eclipse.core.runtime.Adapters;
import org.eclipse.core.runtime.IPath;
import org.eclipse.core.runtime.Status;
import org.eclipse.debug.ui.ILaunchShortcut;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.viewers.ISelection;
import org.eclipse.ui.IEditorInput;
import org.eclipse.ui.IEditorPart;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.statushandlers.StatusManager;

/** Run As > ComfyUI Workflow, for files of the workspace. */
public final class WorkflowShortcut implements ILaunchShortcut {

	@Override
	public void launch(@Nullable ISelection selection, @Nullable String mode) {
		run(WorkflowCheck.files(selection));
	}

	@Override
	public void launch(@Nullable IEditorPart editor, @Nullable String mode) {
		IEditorInput input = editor == null ? null : editor.getEditorInput();
		IFile file = Adapters.adapt(input, IFile.class);
		run(file == null ? List.of() : List.of(file));
	}

	private static void run(List<IFile> files) {
		IWorkbenchWindow window = PlatformUI.getWorkbench().getActiveWorkbenchWindow();
		List<Path> paths = files.stream().map(IFile::getLocation).filter(location -> location != null).map(IPath::toPath).toList();
		if (window == null || paths.isEmpty()) {
			StatusManager.getManager().handle(Status.error(Messages.shortcut_noFile), StatusManager.SHOW);
			return;
		}
		WorkflowRunner runner = WorkflowRunner.of(window).orElse(null);
		if (runner == null)
			return;
		paths.forEach(path -> runner.run(path, WorkflowOptions.defaults(), 1));
		new WorkflowCheck(window.getService(WorkflowService.class)).check(files, false, lines -> {
			// the jobs' rows and the markers say it
		});
	}
}
