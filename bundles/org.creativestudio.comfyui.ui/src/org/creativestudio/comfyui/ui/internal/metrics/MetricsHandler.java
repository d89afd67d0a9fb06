// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.metrics;

import java.nio.file.Path;

import org.creativestudio.comfyui.ui.StudioUi;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.core.runtime.IExecutableExtension;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.ImageTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.handlers.HandlerUtil;

/** The commands of the Metrics view; which of them is said behind the name of the class in the contribution. */
public final class MetricsHandler extends AbstractHandler implements IExecutableExtension {

	private String action = ""; //$NON-NLS-1$

	@Override
	public void setInitializationData(@Nullable IConfigurationElement config, @Nullable String property, @Nullable Object data) {
		action = String.valueOf(data);
	}

	@Override
	public @Nullable Object execute(@Nullable ExecutionEvent event) throws ExecutionException {
		IWorkbenchWindow window = HandlerUtil.getActiveWorkbenchWindowChecked(event);
		if (!(window.getActivePage().findView(StudioUi.METRICS_VIEW) instanceof MetricsView view))
			return null;
		switch (action) {
		case "copyImage" -> copy(window, view.picture()); //$NON-NLS-1$
		case "export" -> export(window, view); //$NON-NLS-1$
		case "refresh" -> view.refresh(); //$NON-NLS-1$
		case "resetZoom" -> view.resetZoom(); //$NON-NLS-1$
		default -> throw new ExecutionException(action);
		}
		return null;
	}

	private static void copy(IWorkbenchWindow window, @Nullable ImageData picture) {
		if (picture == null)
			return;
		Clipboard clipboard = new Clipboard(window.getShell().getDisplay());
		try {
			clipboard.setContents(new Object[] { picture }, new Transfer[] { ImageTransfer.getInstance() });
		} finally {
			clipboard.dispose();
		}
	}

	private static void export(IWorkbenchWindow window, MetricsView view) {
		FileDialog dialog = new FileDialog(window.getShell(), SWT.SAVE);
		dialog.setText(Messages.export_title);
		dialog.setFilterExtensions(new String[] { "*.csv" }); //$NON-NLS-1$
		dialog.setFileName(Messages.export_file);
		dialog.setOverwrite(true);
		String chosen = dialog.open();
		if (chosen != null)
			view.export(Path.of(chosen));
	}
}
