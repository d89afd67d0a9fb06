// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.jobs;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

import org.creativestudio.comfyui.ui.internal.run.Needed;
import org.creativestudio.comfyui.workflow.WorkflowService;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.handlers.HandlerUtil;

/** A command that writes the queue to a file or reads one. The command may name the file; without a name it asks. */
public abstract class QueueFileHandler extends AbstractHandler {

	private static final String FILE = "org.creativestudio.comfyui.ui.jobs.file"; //$NON-NLS-1$

	private final int style;

	QueueFileHandler(int style) {
		this.style = style;
	}

	@Override
	public final @Nullable Object execute(@Nullable ExecutionEvent event) throws ExecutionException {
		if (event == null)
			return null;
		IWorkbenchWindow window = HandlerUtil.getActiveWorkbenchWindowChecked(event);
		WorkflowService service = Needed.service(window, WorkflowService.class).orElse(null);
		if (service == null)
			return null;
		String named = event.getParameter(FILE);
		String chosen = named != null ? named : ask(window.getShell());
		if (chosen == null)
			return null;
		try {
			Path file = Path.of(chosen);
			QueueRequest.follow(NLS.bind(name(), file.getFileName()), begin(service, file));
		} catch (InvalidPathException e) {
			throw new ExecutionException(e.getMessage(), e);
		}
		return null;
	}

	private @Nullable String ask(Shell shell) {
		FileDialog dialog = new FileDialog(shell, style);
		dialog.setText(title());
		dialog.setFilterNames(new String[] { Messages.queue_files, Messages.queue_allFiles });
		dialog.setFilterExtensions(new String[] { "*.json", "*" }); //$NON-NLS-1$ //$NON-NLS-2$
		if (style == SWT.SAVE)
			dialog.setFileName("queue.json"); //$NON-NLS-1$
		dialog.setOverwrite(true);
		return dialog.open();
	}

	/** Of the dialog. */
	abstract String title();

	/** Of what is being done; the file's name is bound to it. */
	abstract String name();

	abstract CompletableFuture<?> begin(WorkflowService service, Path file);

	/** Writes all jobs that have not ended. */
	public static final class Export extends QueueFileHandler {

		public Export() {
			super(SWT.SAVE);
		}

		@Override
		String title() {
			return Messages.queue_exportTitle;
		}

		@Override
		String name() {
			return Messages.request_export;
		}

		@Override
		CompletableFuture<?> begin(WorkflowService service, Path file) {
			return service.exportQueue(file);
		}
	}

	/** Queues the jobs of a file as new ones. */
	public static final class Import extends QueueFileHandler {

		public Import() {
			super(SWT.OPEN);
		}

		@Override
		String title() {
			return Messages.queue_importTitle;
		}

		@Override
		String name() {
			return Messages.request_import;
		}

		@Override
		CompletableFuture<?> begin(WorkflowService service, Path file) {
			return service.importQueue(file);
		}
	}
}
