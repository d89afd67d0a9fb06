// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.jobs;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.creativestudio.comfyui.workflow.JobState;
import org.creativestudio.comfyui.workflow.WorkflowService;
import org.eclipse.swt.widgets.Display;

/** Counts the jobs that wait in our own queue, which no server knows of. UI thread only. */
public final class WaitingJobs implements AutoCloseable {

	private final Set<String> waiting = new HashSet<>();
	private final Runnable changed;
	private final JobFeed feed;

	/** @param changed runs on the UI thread when there are more or less */
	public WaitingJobs(WorkflowService service, Display display, Runnable changed) {
		this.changed = changed;
		feed = new JobFeed(service, display, this::jobsChanged);
	}

	public int count() {
		return waiting.size();
	}

	private void jobsChanged(List<JobSnapshot> now, List<String> removed) {
		int before = waiting.size();
		waiting.removeAll(Set.copyOf(removed));
		for (JobSnapshot job : now)
			if (job.state() == JobState.WAITING)
				waiting.add(job.id());
			else
				waiting.remove(job.id());
		if (waiting.size() != before)
			changed.run();
	}

	@Override
	public void close() {
		feed.close();
	}
}
