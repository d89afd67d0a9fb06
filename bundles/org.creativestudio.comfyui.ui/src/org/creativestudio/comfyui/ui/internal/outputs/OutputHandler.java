// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.outputs;

import java.nio.file.Files;
import java.nio.file.Path;

import org.creativestudio.comfyui.ui.StudioUi;
import org.creativestudio.comfyui.ui.internal.run.FileWriting;
import org.creativestudio.comfyui.ui.internal.run.SystemPrograms;
import org.creativestudio.comfyui.ui.internal.run.WorkflowRunner;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.IExecutableExtension;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.FileTransfer;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.handlers.HandlerUtil;

/** What can be done with the image that the Outputs view shows; which of it, is said after the class name in plugin.xml. */
public final class OutputHandler extends AbstractHandler implements IExecutableExtension {

	private String verb = ""; //$NON-NLS-1$

	@Override
	public void setInitializationData(@Nullable IConfigurationElement element, @Nullable String property, @Nullable Object data) {
		verb = String.valueOf(data);
	}

	@Override
	public @Nullable Object execute(@Nullable ExecutionEvent event) throws ExecutionException {
		IWorkbenchWindow window = HandlerUtil.getActiveWorkbenchWindowChecked(event);
		if (verb.equals("compare")) { //$NON-NLS-1$
			if (window.getActivePage().findView(StudioUi.OUTPUTS_VIEW) instanceof OutputsView view)
				view.toggleComparison();
			return null;
		}
		Path file = OutputsView.selectedFile(window);
		if (file == null)
			return null;
		switch (verb) {
		case "open" -> SystemPrograms.open(file); //$NON-NLS-1$
		case "openFolder" -> SystemPrograms.open(file.toAbsolutePath().getParent()); //$NON-NLS-1$
		case "copyPath" -> copyPath(file, window.getShell()); //$NON-NLS-1$
		case "saveAs" -> saveAs(file, window.getShell()); //$NON-NLS-1$
		case "loadWorkflow" -> WorkflowRunner.of(window).ifPresent(runner -> runner.ask(file)); //$NON-NLS-1$
		default -> throw new ExecutionException("unknown verb: " + verb); //$NON-NLS-1$
		}
		return null;
	}

	private static void copyPath(Path file, Shell shell) {
		Clipboard clipboard = new Clipboard(shell.getDisplay());
		try {
			String path = file.toString();
			clipboard.setContents(new Object[] { path, new String[] { path } },
					new Transfer[] { TextTransfer.getInstance(), FileTransfer.getInstance() });
		} finally {
			clipboard.dispose();
		}
	}

	private static void saveAs(Path file, Shell shell) {
		FileDialog dialog = new FileDialog(shell, SWT.SAVE);
		dialog.setText(Messages.save_title);
		dialog.setFileName(String.valueOf(file.getFileName()));
		dialog.setOverwrite(true);
		String chosen = dialog.open();
		if (chosen == null)
			return;
		Path target = Path.of(chosen);
		FileWriting.schedule(NLS.bind(Messages.save_job, target.getFileName()), target, begun -> Files.copy(file, begun),
				failure -> NLS.bind(Messages.save_failed, new Object[] { target, failure.getLocalizedMessage(), file }));
	}
}
