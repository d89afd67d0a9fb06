// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import java.util.List;

import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.secrets.SecretStore;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.core.commands.operations.IOperationHistory;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.IJobFunction;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.action.LegacyActionTools;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.osgi.util.NLS;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.operations.IWorkbenchOperationSupport;

/** Deletes instances after a question, so that Edit &gt; Undo brings them back. UI thread. */
final class InstanceDeletion {

	private static final int NAMED = 5;

	private final IWorkbenchWindow window;
	private final InstanceManager manager;

	InstanceDeletion(IWorkbenchWindow window, InstanceManager manager) {
		this.window = window;
		this.manager = manager;
	}

	/** Asks first; returns when that is answered. */
	void delete(List<InstanceSnapshot> instances) {
		if (instances.isEmpty() || new MessageDialog(window.getShell(), Messages.delete_title, null, LegacyActionTools.escapeMnemonics(question(instances)),
				MessageDialog.CONFIRM, 1, Messages.delete_button, IDialogConstants.CANCEL_LABEL).open() != 0)
			return;
		IWorkbenchOperationSupport support = window.getWorkbench().getOperationSupport();
		IOperationHistory history = support.getOperationHistory();
		DeleteOperation operation = new DeleteOperation(label(instances), manager, window.getService(SecretStore.class), instances);
		operation.addContext(support.getUndoContext());
		IJobFunction work = monitor -> {
			try {
				return history.execute(operation, monitor, null);
			} catch (ExecutionException e) {
				return Status.error(NLS.bind(Messages.failed, operation.getLabel()), e);
			}
		};
		Job job = Job.create(operation.getLabel(), work);
		job.schedule();
	}

	private static String label(List<InstanceSnapshot> instances) {
		return instances.size() == 1 ? NLS.bind(Messages.delete_label, instances.getFirst().name())
				: NLS.bind(Messages.delete_labelMany, instances.size());
	}

	private static String question(List<InstanceSnapshot> instances) {
		boolean running = instances.stream().anyMatch(InstanceActions::canStop);
		String kept = running ? Messages.delete_keptStopped : Messages.delete_kept;
		if (instances.size() == 1)
			return NLS.bind(Messages.delete_one, instances.getFirst().name(), kept);
		List<String> names = instances.stream().limit(NAMED).map(InstanceSnapshot::name).toList();
		String list = String.join(", ", names) + (instances.size() > NAMED ? ", \u2026" : ""); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
		return NLS.bind(Messages.delete_many, new Object[] { instances.size(), list, kept });
	}
}
