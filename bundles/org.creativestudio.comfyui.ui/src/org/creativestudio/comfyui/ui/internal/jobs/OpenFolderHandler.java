// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.jobs;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

import org.creativestudio.comfyui.ui.internal.run.SystemPrograms;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.creativestudio.comfyui.workflow.WorkflowService;
import org.eclipse.ui.IWorkbenchWindow;

/** Opens the folders with the selected jobs' files in the system's file manager. */
public final class OpenFolderHandler extends JobHandler {
	@Override
	void execute(IWorkbenchWindow window, WorkflowService service, List<JobSnapshot> selected) {
		selected.stream().flatMap(job -> job.outputs().stream()).map(Path::getParent).filter(Objects::nonNull).distinct()
				.forEach(SystemPrograms::open);
	}
}
