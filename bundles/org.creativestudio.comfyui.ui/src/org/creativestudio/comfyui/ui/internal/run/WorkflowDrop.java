// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.run;

import java.nio.file.Path;

import org.creativestudio.comfyui.workflow.WorkflowOptions;
import org.eclipse.swt.dnd.DND;
import org.eclipse.swt.dnd.DropTarget;
import org.eclipse.swt.dnd.DropTargetAdapter;
import org.eclipse.swt.dnd.DropTargetEvent;
import org.eclipse.swt.dnd.FileTransfer;
import org.eclipse.swt.widgets.Control;
import org.eclipse.ui.IWorkbenchPartSite;

/** Lets workflow files be dropped on a control to run them. */
public final class WorkflowDrop extends DropTargetAdapter {

	private final IWorkbenchPartSite site;
	private final WorkflowOptions options;

	private WorkflowDrop(IWorkbenchPartSite site, WorkflowOptions options) {
		this.site = site;
		this.options = options;
	}

	/** The drop target lives as long as the control. */
	public static void install(Control control, IWorkbenchPartSite site, WorkflowOptions options) {
		DropTarget target = new DropTarget(control, DND.DROP_COPY | DND.DROP_LINK | DND.DROP_DEFAULT);
		target.setTransfer(FileTransfer.getInstance());
		target.addDropListener(new WorkflowDrop(site, options));
	}

	@Override
	public void dragEnter(DropTargetEvent event) {
		if (event.detail == DND.DROP_DEFAULT)
			event.detail = DND.DROP_COPY;
	}

	@Override
	public void dragOperationChanged(DropTargetEvent event) {
		dragEnter(event);
	}

	@Override
	public void drop(DropTargetEvent event) {
		if (!(event.data instanceof String[] files))
			return;
		WorkflowRunner runner = new WorkflowRunner(site.getWorkbenchWindow());
		for (String file : files)
			runner.run(Path.of(file), options, 1);
	}
}
