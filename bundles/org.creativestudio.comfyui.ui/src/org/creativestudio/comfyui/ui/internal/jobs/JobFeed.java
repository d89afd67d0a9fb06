// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.jobs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.creativestudio.comfyui.ui.internal.run.Coalescer;
import org.creativestudio.comfyui.workflow.JobListener;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.creativestudio.comfyui.workflow.WorkflowService;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.swt.widgets.Display;

/**
 * Carries the changes of jobs to the UI thread, at most ten times a second and only the newest of each job, however often they
 * change.
 */
public final class JobFeed implements AutoCloseable {

	private static final int INTERVAL_MS = 100;

	/** Is called on the UI thread. */
	@FunctionalInterface
	public interface Sink {
		/**
		 * @param changed newest snapshots of jobs that are new or changed
		 * @param removed ids of jobs that are gone
		 */
		void jobsChanged(List<JobSnapshot> changed, List<String> removed);
	}

	private final WorkflowService service;
	private final Sink sink;
	private final Coalescer deliveries;
	private final JobListener listener = this::collect;
	private final Object lock = new Object();
	/** Newest snapshot by id; empty for a job that was removed. Guarded by {@link #lock}. */
	private Map<String, Optional<JobSnapshot>> pending = new LinkedHashMap<>();

	/** Starts with all jobs that there are. To be called and closed on the UI thread. */
	public JobFeed(WorkflowService service, Display display, Sink sink) {
		this.service = service;
		this.sink = sink;
		deliveries = new Coalescer(display, () -> INTERVAL_MS, this::deliver);
		service.addListener(listener);
		for (JobSnapshot job : service.getJobs())
			collect(null, job);
	}

	private void collect(@Nullable JobSnapshot before, @Nullable JobSnapshot after) {
		synchronized (lock) {
			if (after != null)
				pending.merge(after.id(), Optional.of(after), JobFeed::newer);
			else if (before != null)
				pending.put(before.id(), Optional.empty());
		}
		deliveries.request();
	}

	/** The list read at the start may be older than a change that was heard meanwhile. */
	private static Optional<JobSnapshot> newer(Optional<JobSnapshot> known, Optional<JobSnapshot> heard) {
		if (known.isEmpty() || heard.isEmpty())
			return known;
		return known.get().revision() > heard.get().revision() ? known : heard;
	}

	private void deliver() {
		Map<String, Optional<JobSnapshot>> batch;
		synchronized (lock) {
			batch = pending;
			pending = new LinkedHashMap<>();
		}
		List<JobSnapshot> changed = new ArrayList<>();
		List<String> removed = new ArrayList<>();
		batch.forEach((id, job) -> job.ifPresentOrElse(changed::add, () -> removed.add(id)));
		sink.jobsChanged(changed, removed);
	}

	@Override
	public void close() {
		deliveries.close();
		service.removeListener(listener);
	}
}
