// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.queue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.queue.QueueSnapshot;
import org.creativestudio.comfyui.core.queue.QueueSnapshot.Running;
import org.creativestudio.comfyui.core.queue.QueueSnapshot.Waiting;
import org.creativestudio.comfyui.ui.internal.jobs.JobTexts;
import org.creativestudio.comfyui.ui.internal.metrics.Units;
import org.creativestudio.comfyui.core.metrics.Metric.Unit;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

/**
 * A prompt of a server's queue.
 *
 * @param position 0 for one that runs; 1 is next
 * @param owner    who submitted it, in words
 * @param jobId    of this program's job; null for somebody else's prompt
 * @param doing    node and step, in words; empty when not known
 * @param fraction of the node's steps; negative when not known
 * @param since    when it began, or when it was submitted if it waits; null when not known
 */
public record QueueRow(String instanceId, String instanceName, String promptId, int position, String owner, @Nullable String jobId,
		String doing, double fraction, @Nullable Instant since) {

	private static final int SHORT_ID = 8;

	/** Rows of one server: what runs, then what waits in its order. */
	static List<QueueRow> of(InstanceSnapshot instance, QueueSnapshot queue, Map<String, JobSnapshot> jobsByPrompt) {
		List<QueueRow> rows = new ArrayList<>();
		for (Running running : queue.running()) {
			JobSnapshot job = jobsByPrompt.get(running.promptId());
			Instant started = running.started() != null ? running.started() : job == null ? null : job.started();
			Instant since = started != null ? started : running.created();
			rows.add(new QueueRow(instance.id(), instance.name(), running.promptId(), 0, owner(running.clientId(), job), id(job),
					doing(running, job), fraction(running), since));
		}
		for (Waiting waiting : queue.waiting()) {
			JobSnapshot job = jobsByPrompt.get(waiting.promptId());
			rows.add(new QueueRow(instance.id(), instance.name(), waiting.promptId(), waiting.position(), owner(waiting.clientId(), job),
					id(job), "", -1, waiting.created())); //$NON-NLS-1$
		}
		return rows;
	}

	private static @Nullable String id(@Nullable JobSnapshot job) {
		return job == null ? null : job.id();
	}

	private static String owner(@Nullable String client, @Nullable JobSnapshot job) {
		if (job != null)
			return NLS.bind(Messages.owner_job, job.workflow().name());
		return client == null || client.isBlank() ? Messages.owner_unknown : NLS.bind(Messages.owner_client, shorten(client));
	}

	/** Of this program's own jobs the server tells more than of others', and of a prompt without a client it tells everybody. */
	private static String doing(Running running, @Nullable JobSnapshot job) {
		String known = job == null ? "" : JobTexts.progress(job); //$NON-NLS-1$
		if (!known.isEmpty())
			return known;
		String node = running.node();
		if (node == null)
			return job == null ? Messages.node_notTold : ""; //$NON-NLS-1$
		String type = running.nodeType();
		String name = type == null ? NLS.bind(Messages.node, node) : NLS.bind(Messages.node_type, type, node);
		return running.steps() <= 0 ? name
				: NLS.bind(Messages.node_step,
						new Object[] { name, Units.format(Unit.COUNT, running.step()), Units.format(Unit.COUNT, running.steps()) });
	}

	private static double fraction(Running running) {
		return running.steps() <= 0 ? -1 : Math.clamp(running.step() / running.steps(), 0, 1);
	}

	private static String shorten(String id) {
		return id.length() <= SHORT_ID ? id : id.substring(0, SHORT_ID) + '\u2026';
	}

	public boolean isRunning() {
		return position == 0;
	}

	/** "running", or its place in the queue. */
	String state() {
		return isRunning() ? Messages.state_running : NLS.bind(Messages.state_waiting, position);
	}

	String shortId() {
		return shorten(promptId);
	}

	/** All that is known of it, in sentences. */
	String tip() {
		String tip = NLS.bind(Messages.tip, new Object[] { promptId, state(), owner });
		return doing.equals(Messages.node_notTold) ? tip + ' ' + Messages.tip_notTold : tip;
	}

	/** Whether it is the same prompt of the same server. */
	boolean isSame(QueueRow other) {
		return instanceId.equals(other.instanceId) && promptId.equals(other.promptId);
	}
}
