// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.exchange;

import java.nio.file.Path;

import org.creativestudio.comfyui.core.configuration.ConfigurationExchange;
import org.creativestudio.comfyui.ui.internal.run.Needed;
import org.creativestudio.comfyui.ui.internal.run.OnDisplay;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.ui.IWorkbenchWindow;

/** A file with instances that was dropped: the import opens at its preview. */
public final class ImportDrop {

	private ImportDrop() {
	}

	/** On the UI thread. Returns at once; the wizard opens when the file was read. */
	public static void open(IWorkbenchWindow window, Path file) {
		Needed.service(window, ConfigurationExchange.class).ifPresent(exchange -> exchange.planImport(file)
				.whenComplete((plan, failure) -> OnDisplay.later(window.getWorkbench().getDisplay(), () -> {
			if (window.getShell() == null || window.getShell().isDisposed())
				return;
			if (failure != null)
				MessageDialog.openError(window.getShell(), Messages.import_title, Failures.message(failure));
			else
				ExchangeHandler.open(window, new ImportWizard(file, plan));
		})));
	}
}
