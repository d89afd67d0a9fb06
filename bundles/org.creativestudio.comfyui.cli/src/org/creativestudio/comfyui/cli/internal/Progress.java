// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal;

import java.util.HashMap;
import java.util.Map;

import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.workflow.JobProgress;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.creativestudio.comfyui.workflow.JobState;
import org.eclipse.osgi.util.NLS;

/**
 * Tells how far jobs are: on a terminal in one line that is rewritten, else in a line for each new state. Safe for any thread.
 */
final class Progress {

	private static final int WIDTH = 79;
	private static final String REWRITE = "\r\u001b[K"; //$NON-NLS-1$

	private final Terminal terminal;
	private final int count;
	private final InstanceManager instances;
	/** What was said last of each job, without its figures. */
	private final Map<String, String> told = new HashMap<>();
	private boolean lineIsOpen;

	Progress(Terminal terminal, int count, InstanceManager instances) {
		this.terminal = terminal;
		this.count = count;
		this.instances = instances;
	}

	synchronized void show(JobSnapshot job, int number) {
		String news = job.state() == JobState.WAITING ? job.why() : job.state().name();
		boolean isNew = !news.equals(told.put(job.id(), news));
		if (job.state().isFinal())
			return;
		if (terminal.interactive()) {
			String line = line(job, number);
			terminal.err().print(REWRITE + (line.length() > WIDTH ? line.substring(0, WIDTH) : line));
			terminal.err().flush();
			lineIsOpen = true;
		} else if (isNew) {
			terminal.say(line(job, number));
		}
	}

	/** Nothing more is rewritten: what is printed next stands in a line of its own. */
	synchronized void end() {
		if (lineIsOpen)
			terminal.err().print(REWRITE);
		lineIsOpen = false;
	}

	private String line(JobSnapshot job, int number) {
		String head = count == 1 ? Messages.job : NLS.bind(Messages.job_of, number, count);
		String instance = job.instanceId() == null ? "" //$NON-NLS-1$
				: instances.getInstance(job.instanceId()).map(InstanceSnapshot::name).orElse(job.instanceId());
		return head + ' ' + switch (job.state()) {
			case WAITING -> job.why().isBlank() ? Messages.job_waiting : NLS.bind(Messages.job_waiting_because, job.why());
			case QUEUED -> NLS.bind(Messages.job_queued, instance);
			case RUNNING -> running(job.progress(), instance);
			case FETCHING -> NLS.bind(Messages.job_fetching, instance);
			case DONE, FAILED, CANCELLED -> ""; //$NON-NLS-1$
		};
	}

	private static String running(JobProgress progress, String instance) {
		if (progress == null)
			return NLS.bind(Messages.job_running, instance);
		String percent = Math.round(progress.fraction() * 100) + "%"; //$NON-NLS-1$
		if (progress.nodeTitle() == null)
			return NLS.bind(Messages.job_running_percent, instance, percent);
		String node = progress.steps() > 0
				? progress.nodeTitle() + ' ' + Math.round(progress.step()) + '/' + Math.round(progress.steps())
				: progress.nodeTitle();
		return NLS.bind(Messages.job_running_node, new Object[] { instance, percent, node });
	}
}
