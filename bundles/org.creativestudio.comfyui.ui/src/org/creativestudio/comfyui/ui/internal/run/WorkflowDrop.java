// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.run;

import org.creativestudio.comfyui.workflow.WorkflowOptions;
import org.eclipse.swt.widgets.Control;
import org.eclipse.ui.IWorkbenchPartSite;

/** Lets workflow files, and images with one inside, be dropped on a control to run them. */
public final class WorkflowDrop {

	private WorkflowDrop() {
	}

	/** The drop target lives as long as the control. */
	public static void install(Control control, IWorkbenchPartSite site, WorkflowOptions options) {
		FileDrop.install(control, (place, files) -> WorkflowRunner.of(site.getWorkbenchWindow())
				.ifPresent(runner -> files.forEach(file -> runner.run(file, options, 1))));
	}
}
