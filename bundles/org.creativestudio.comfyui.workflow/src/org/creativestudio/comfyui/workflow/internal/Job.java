// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.internal;

import java.util.concurrent.CompletableFuture;

import org.creativestudio.comfyui.workflow.JobHandle;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.eclipse.jdt.annotation.Nullable;

/** A job; its state is only changed by the service's writer. */
final class Job implements JobHandle {

	private final JobService service;
	/** In the order of asking; decides within a priority. */
	final long number;
	private final CompletableFuture<JobSnapshot> result = new CompletableFuture<>();
	private volatile JobSnapshot snapshot;
	/** What works on it; null before it was sent and after it ended. */
	volatile @Nullable JobRun run;
	volatile boolean cancelled;

	Job(JobService service, long number, JobSnapshot snapshot) {
		this.service = service;
		this.number = number;
		this.snapshot = snapshot;
	}

	@Override
	public String id() {
		return snapshot.id();
	}

	@Override
	public JobSnapshot snapshot() {
		return snapshot;
	}

	/** Called by the writer only. */
	void snapshot(JobSnapshot value) {
		snapshot = value;
	}

	/** Called by the publisher, after listeners were told. */
	void complete(JobSnapshot end) {
		result.complete(end);
	}

	@Override
	public CompletableFuture<JobSnapshot> result() {
		return result.copy();
	}

	@Override
	public CompletableFuture<JobSnapshot> cancel() {
		service.cancel(this);
		return result();
	}
}
