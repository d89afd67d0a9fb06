// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.outputs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;

import org.creativestudio.comfyui.ui.internal.run.SystemPrograms;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.FileTransfer;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.handlers.IHandlerService;

/** What can be done with the selected image. */
final class OutputCommands {

	private static final String PREFIX = "org.creativestudio.comfyui.ui.output."; //$NON-NLS-1$

	private final OutputsView view;

	OutputCommands(OutputsView view) {
		this.view = view;
	}

	/** The handlers live as long as the view's site. */
	void activate() {
		handle("open", SystemPrograms::open); //$NON-NLS-1$
		handle("openFolder", file -> SystemPrograms.open(file.toAbsolutePath().getParent())); //$NON-NLS-1$
		handle("copyPath", this::copyPath); //$NON-NLS-1$
		handle("saveAs", this::saveAs); //$NON-NLS-1$
	}

	private void handle(String command, Consumer<Path> action) {
		view.getSite().getService(IHandlerService.class).activateHandler(PREFIX + command, new AbstractHandler() {
			@Override
			public @Nullable Object execute(@Nullable ExecutionEvent event) {
				Path file = view.selectedFile();
				if (file != null)
					action.accept(file);
				return null;
			}
		});
	}

	private Shell shell() {
		return view.getSite().getShell();
	}

	private void copyPath(Path file) {
		Clipboard clipboard = new Clipboard(shell().getDisplay());
		try {
			String path = file.toString();
			clipboard.setContents(new Object[] { path, new String[] { path } },
					new Transfer[] { TextTransfer.getInstance(), FileTransfer.getInstance() });
		} finally {
			clipboard.dispose();
		}
	}

	private void saveAs(Path file) {
		FileDialog dialog = new FileDialog(shell(), SWT.SAVE);
		dialog.setText(Messages.save_title);
		dialog.setFileName(String.valueOf(file.getFileName()));
		dialog.setOverwrite(true);
		String chosen = dialog.open();
		if (chosen == null)
			return;
		Path target = Path.of(chosen);
		Job.create(NLS.bind(Messages.save_job, target.getFileName()), monitor -> {
			try {
				Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
				return Status.OK_STATUS;
			} catch (IOException e) {
				return Status.error(NLS.bind(Messages.save_failed, new Object[] { target, e.getLocalizedMessage(), file }), e);
			}
		}).schedule();
	}
}
