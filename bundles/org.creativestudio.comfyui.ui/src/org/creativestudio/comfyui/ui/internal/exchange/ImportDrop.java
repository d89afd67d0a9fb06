// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.exchange;

import java.nio.file.Path;

import org.creativestudio.comfyui.core.configuration.ConfigurationExchange;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.dnd.DND;
import org.eclipse.swt.dnd.DropTarget;
import org.eclipse.swt.dnd.DropTargetAdapter;
import org.eclipse.swt.dnd.DropTargetEvent;
import org.eclipse.swt.dnd.FileTransfer;
import org.eclipse.swt.widgets.Control;
import org.eclipse.ui.IWorkbenchWindow;

/** Lets a file with instances be dropped on a control: the import opens at its preview. */
public final class ImportDrop extends DropTargetAdapter {

	private final IWorkbenchWindow window;

	private ImportDrop(IWorkbenchWindow window) {
		this.window = window;
	}

	/** The drop target lives as long as the control. */
	public static void install(Control control, IWorkbenchWindow window) {
		DropTarget target = new DropTarget(control, DND.DROP_COPY | DND.DROP_LINK | DND.DROP_DEFAULT);
		target.setTransfer(FileTransfer.getInstance());
		target.addDropListener(new ImportDrop(window));
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

	/** Of several files the first: each import has its own preview. */
	@Override
	public void drop(DropTargetEvent event) {
		if (event.data instanceof String[] files && files.length > 0)
			open(window, Path.of(files[0]));
	}

	/** Returns at once; the wizard opens when the file was read. */
	public static void open(IWorkbenchWindow window, Path file) {
		ConfigurationExchange exchange = window.getService(ConfigurationExchange.class);
		if (exchange == null) {
			MessageDialog.openError(window.getShell(), Messages.import_title, Messages.service_missing);
			return;
		}
		exchange.planImport(file).whenComplete((plan, failure) -> window.getWorkbench().getDisplay().asyncExec(() -> {
			if (window.getShell() == null || window.getShell().isDisposed())
				return;
			if (failure != null)
				MessageDialog.openError(window.getShell(), Messages.import_title, Failures.message(failure));
			else
				ExchangeHandler.open(window, new ImportWizard(file, plan));
		}));
	}
}
