// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.queue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import org.creativestudio.comfyui.core.queue.QueueMonitor;
import org.creativestudio.comfyui.ui.internal.run.Await;
import org.creativestudio.comfyui.workflow.JobHandle;
import org.creativestudio.comfyui.workflow.WorkflowService;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.IJobFunction;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.action.LegacyActionTools;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.widgets.Shell;

/**
 * Asks, then changes the queues of servers in jobs of the Progress view. What is this program's own is cancelled as such, so that the
 * Workflows view says that the user did it. UI thread only; returns when the user has answered.
 */
final class QueueOperations {

	private final Shell shell;
	private final QueueMonitor monitor;
	private final @Nullable WorkflowService workflows;

	QueueOperations(Shell shell, QueueMonitor monitor, @Nullable WorkflowService workflows) {
		this.shell = shell;
		this.monitor = monitor;
		this.workflows = workflows;
	}

	/** @param rows those that wait are taken from their queues */
	void delete(List<QueueRow> rows) {
		List<QueueRow> waiting = rows.stream().filter(row -> !row.isRunning()).toList();
		if (waiting.isEmpty() || !confirmed(Messages.delete_title, waiting.size() == 1 ? NLS.bind(Messages.delete_one, waiting.getFirst().owner())
				: NLS.bind(Messages.delete_many, waiting.size()), Messages.delete_ok))
			return;
		Map<String, List<String>> others = new LinkedHashMap<>();
		for (QueueRow row : waiting)
			if (!cancelOwn(row))
				others.computeIfAbsent(row.instanceId(), id -> new ArrayList<>()).add(row.promptId());
		others.forEach((id, prompts) -> schedule(Messages.job_delete, () -> monitor.delete(id, prompts)));
	}

	/** @param rows of all servers whose queues are to be emptied; what runs goes on */
	void clear(List<QueueRow> rows) {
		List<QueueRow> waiting = rows.stream().filter(row -> !row.isRunning()).toList();
		if (waiting.isEmpty()) {
			MessageDialog.openInformation(shell, Messages.clear_title, Messages.clear_nothing);
			return;
		}
		List<String> instances = waiting.stream().map(QueueRow::instanceId).distinct().toList();
		long foreign = waiting.stream().filter(row -> row.jobId() == null).count();
		String message = NLS.bind(foreign == 0 ? Messages.clear_own : Messages.clear_foreign,
				new Object[] { waiting.size(), names(waiting), foreign });
		if (!confirmed(Messages.clear_title, message, Messages.clear_ok))
			return;
		waiting.forEach(this::cancelOwn);
		for (String id : instances)
			schedule(Messages.job_clear, () -> monitor.clear(id));
	}

	/** @param rows those that run are interrupted */
	void interrupt(List<QueueRow> rows) {
		List<QueueRow> running = rows.stream().filter(QueueRow::isRunning).toList();
		if (running.isEmpty() || !confirmed(Messages.interrupt_title,
				running.size() == 1
						? NLS.bind(Messages.interrupt_one, running.getFirst().owner(), running.getFirst().instanceName())
						: NLS.bind(Messages.interrupt_many, running.size()),
				Messages.interrupt_ok))
			return;
		for (QueueRow row : running)
			if (!cancelOwn(row))
				schedule(Messages.job_interrupt, () -> monitor.interrupt(row.instanceId(), row.promptId()));
	}

	/** Asks a server for its queue now. */
	void refresh(Supplier<CompletableFuture<?>> question) {
		schedule(Messages.job_refresh, question);
	}

	private static String names(List<QueueRow> rows) {
		return String.join(", ", rows.stream().map(QueueRow::instanceName).distinct().toList()); //$NON-NLS-1$
	}

	private boolean confirmed(String title, String message, String ok) {
		return MessageDialog.open(MessageDialog.QUESTION, shell, title, LegacyActionTools.escapeMnemonics(message), 0, ok, Messages.cancel) == 0;
	}

	private boolean cancelOwn(QueueRow row) {
		String id = row.jobId();
		WorkflowService service = workflows;
		JobHandle job = id == null || service == null ? null : service.getJob(id).orElse(null);
		if (job == null)
			return false;
		job.cancel();
		return true;
	}

	private static void schedule(String name, Supplier<CompletableFuture<?>> operation) {
		IJobFunction work = monitor -> new Await(operation.get()).follow(monitor,
				cause -> Status.warning(NLS.bind(Messages.failed, name, cause.getLocalizedMessage()), cause));
		Job.create(name, work).schedule();
	}
}
