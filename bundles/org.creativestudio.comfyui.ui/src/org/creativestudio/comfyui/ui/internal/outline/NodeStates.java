// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.outline;

import java.util.HashSet;
import java.util.Set;

import org.creativestudio.comfyui.ui.internal.outline.WorkflowNodes.Node;
import org.creativestudio.comfyui.workflow.JobProgress;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.creativestudio.comfyui.workflow.JobState;
import org.eclipse.jdt.annotation.Nullable;

/**
 * Which nodes of a job's workflow are done and which one runs, from what the job tells one after the other: a server names only the
 * node that runs. UI thread only.
 */
public final class NodeStates {

	/** What a node does. */
	public enum State {
		WAITING, RUNNING, DONE, FAILED
	}

	private final WorkflowNodes nodes;
	private final Set<String> done = new HashSet<>();
	private @Nullable String running;
	/** Of the sending that is followed; null before it was sent. */
	private @Nullable String prompt;
	private JobState state = JobState.QUEUED;

	public NodeStates(WorkflowNodes nodes) {
		this.nodes = nodes;
	}

	/** Takes a newer snapshot of the job. Returns whether any node is in another state than before. */
	public boolean follow(JobSnapshot job) {
		boolean changed = state != job.state() | forgetLost(job);
		state = job.state();
		JobProgress progress = job.progress();
		String now = progress == null ? null : outer(progress.nodeId());
		String before = running;
		if (now == null || now.equals(before))
			return changed;
		if (before != null)
			done.add(before);
		done.addAll(nodes.before(now));
		done.remove(now);
		running = now;
		return true;
	}

	/** What an instance did that lost the job is to be done again. */
	private boolean forgetLost(JobSnapshot job) {
		String known = prompt;
		String sent = job.promptId();
		boolean anew = job.state() == JobState.WAITING || job.state() == JobState.QUEUED || known != null && sent != null && !known.equals(sent);
		prompt = sent;
		if (!anew || running == null)
			return false;
		running = null;
		done.clear();
		return true;
	}

	/** The node of a group counts for those within it: {@code 12:3} is a part of {@code 12}. */
	private static @Nullable String outer(@Nullable String id) {
		return id == null || id.indexOf(':') < 0 ? id : id.substring(0, id.indexOf(':'));
	}

	public State of(Node node) {
		if (state == JobState.DONE || state == JobState.FETCHING)
			return State.DONE;
		if (node.id().equals(running))
			return state == JobState.RUNNING ? State.RUNNING : state == JobState.FAILED ? State.FAILED : State.WAITING;
		return done.contains(node.id()) ? State.DONE : State.WAITING;
	}

	/** The node that runs now; null when none does. */
	public @Nullable Node running() {
		return nodes.nodes().stream().filter(node -> of(node) == State.RUNNING).findFirst().orElse(null);
	}
}
