// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.editor;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.ui.StudioUi;
import org.creativestudio.comfyui.ui.internal.instances.InstanceActions;
import org.creativestudio.comfyui.ui.internal.run.Await;
import org.creativestudio.comfyui.ui.internal.run.OnDisplay;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.IJobFunction;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.action.LegacyActionTools;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.jface.window.Window;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IViewPart;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.statushandlers.StatusManager;

/** Makes, changes and copies instances as the user says in dialogs. UI thread. */
public final class InstanceEditing {

	private final IWorkbenchWindow window;
	private final InstanceManager manager;

	public InstanceEditing(IWorkbenchWindow window, InstanceManager manager) {
		this.window = window;
		this.manager = manager;
	}

	/** Returns at once; the dialog opens when a free port, and a ComfyUI of this computer if there is one, are known. */
	public void create() {
		whenProposed(manager.freePort().thenCombine(manager.detect(), (port, found) -> {
			InstanceConfiguration.Builder proposal = InstanceConfiguration.builder(manager.newId(), Messages.new_name).port(port.intValue())
					.startDeadline(manager.getSettings().launching().startDeadline());
			found.stream().filter(one -> one.kind().equals(InstanceConfiguration.COMFYUI)).findFirst()
					.ifPresent(comfyui -> proposal.comfyuiDirectory(comfyui.comfyuiDirectory()).python(comfyui.python()));
			return proposal.build();
		}), null);
	}

	public void edit(InstanceSnapshot instance) {
		open(instance.configuration(), false, null);
	}

	/** Returns at once; the dialog opens when a free port is known. */
	public void duplicate(InstanceSnapshot instance) {
		whenProposed(manager.proposeCopy(instance.id()), instance.id());
	}

	/** Opens the dialog of a new instance, or says why there is none. */
	private void whenProposed(CompletableFuture<InstanceConfiguration> proposed, @Nullable String copiedFrom) {
		proposed.whenComplete((proposal, failure) -> later(() -> {
			if (failure == null)
				open(proposal, true, copiedFrom);
			else {
				Throwable cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
				StatusManager.getManager().handle(Status.error(NLS.bind(Messages.failed, cause.getLocalizedMessage()), cause),
						StatusManager.SHOW);
			}
		}));
	}

	/** @param copiedFrom id of the instance that the new one is a copy of; null for none */
	private void open(InstanceConfiguration proposal, boolean isNew, @Nullable String copiedFrom) {
		EditorServices services = EditorServices.of(window, manager);
		InstanceDialog dialog = new InstanceDialog(shell(), services, proposal, isNew);
		if (dialog.open() != Window.OK)
			return;
		InstanceConfiguration entered = dialog.configuration();
		SecretSaving secrets = new SecretSaving(services.secrets(), dialog.variables().typedSecrets());
		String name = NLS.bind(Messages.job_save, entered.name());
		if (isNew)
			schedule(name, () -> secrets.around(entered, copiedFrom, () -> manager.create(entered)).thenApply(created -> {
				later(() -> select(created));
				return created;
			}));
		else
			schedule(name, () -> secrets.around(entered, null, () -> manager.update(entered)).thenApply(stored -> {
				if (InstanceActions.canRestart(stored) && !dialog.atRestart().isEmpty())
					later(() -> askRestart(stored, dialog.atRestart()));
				return stored;
			}));
	}

	private void select(InstanceSnapshot created) {
		IWorkbenchPage page = window.getActivePage();
		IViewPart view = page == null ? null : page.findView(StudioUi.INSTANCES_VIEW);
		if (view != null)
			view.getSite().getSelectionProvider().setSelection(new StructuredSelection(created));
	}

	private void askRestart(InstanceSnapshot instance, String what) {
		if (new MessageDialog(shell(), NLS.bind(Messages.restart_title, instance.name()), null,
				LegacyActionTools.escapeMnemonics(NLS.bind(Messages.restart_question, instance.name(), what)), MessageDialog.QUESTION, 1, Messages.restart_now,
				Messages.restart_later).open() == 0)
			schedule(NLS.bind(Messages.job_restart, instance.name()), () -> manager.restart(instance.id()));
	}

	private Shell shell() {
		return window.getShell();
	}

	private void later(Runnable work) {
		OnDisplay.later(window.getWorkbench().getDisplay(), () -> {
			if (window.getShell() != null && !window.getShell().isDisposed())
				work.run();
		});
	}

	/** A failure is shown: what the user entered would be lost silently. */
	private static void schedule(String name, Supplier<CompletableFuture<?>> operation) {
		IJobFunction work = monitor -> new Await(operation.get()).follow(monitor,
				failure -> Status.error(NLS.bind(Messages.failed, failure.getLocalizedMessage()), failure));
		Job job = Job.create(name, work);
		job.setUser(false);
		job.schedule();
	}
}
