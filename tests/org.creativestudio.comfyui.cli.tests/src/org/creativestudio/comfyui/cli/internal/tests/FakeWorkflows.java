// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal.tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import org.creativestudio.comfyui.workflow.Explanation;
import org.creativestudio.comfyui.workflow.JobError;
import org.creativestudio.comfyui.workflow.JobHandle;
import org.creativestudio.comfyui.workflow.JobListener;
import org.creativestudio.comfyui.workflow.JobProgress;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.creativestudio.comfyui.workflow.JobState;
import org.creativestudio.comfyui.workflow.Workflow;
import org.creativestudio.comfyui.workflow.WorkflowFormatException;
import org.creativestudio.comfyui.workflow.WorkflowOptions;
import org.creativestudio.comfyui.workflow.WorkflowService;

import com.google.gson.JsonObject;

/** Jobs that are done, as soon as somebody waits for them, with the images of the test, fail with its error, or stay with the server. */
final class FakeWorkflows implements WorkflowService {

	List<Path> images = List.of();
	JobError error;
	/** Whether jobs stay in the queue of the instance until they are cancelled. */
	boolean hanging;
	/** What is told of where a workflow would go. */
	Explanation explanation = new Explanation(null, "nothing is known", List.of());
	final CountDownLatch submitted = new CountDownLatch(1);
	final List<WorkflowOptions> options = new ArrayList<>();
	final List<String> cancelled = new ArrayList<>();
	private final List<FakeJob> jobs = new ArrayList<>();
	private final List<JobListener> listeners = new ArrayList<>();

	@Override
	public Workflow read(Path file) throws WorkflowFormatException {
		try {
			if (!Files.readString(file).startsWith("{"))
				throw new WorkflowFormatException(file + " is no JSON.");
		} catch (IOException e) {
			throw new WorkflowFormatException(file + " can't be read.", e);
		}
		return new Workflow(file.getFileName().toString(), Workflow.Format.API, new JsonObject(), file);
	}

	@Override
	public JobHandle execute(Workflow workflow, WorkflowOptions wanted) {
		options.add(wanted);
		FakeJob job = new FakeJob("job-" + options.size(), workflow, wanted);
		jobs.add(job);
		if (hanging)
			job.become(JobState.QUEUED);
		submitted.countDown();
		return job;
	}

	@Override
	public CompletableFuture<Explanation> explain(Workflow workflow, WorkflowOptions wanted) {
		options.add(wanted);
		return CompletableFuture.completedFuture(explanation);
	}

	@Override
	public List<JobSnapshot> getJobs() {
		throw new UnsupportedOperationException();
	}

	@Override
	public Optional<JobHandle> getJob(String id) {
		return jobs.stream().filter(job -> job.id().equals(id)).map(JobHandle.class::cast).findFirst();
	}

	/** Comes too late: the job ends by itself. */
	@Override
	public CompletableFuture<Void> cancel(String id) {
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public void remove(String id) {
		throw new UnsupportedOperationException();
	}

	@Override
	public void addListener(JobListener listener) {
		listeners.add(listener);
	}

	@Override
	public void removeListener(JobListener listener) {
		listeners.remove(listener);
	}

	boolean hasListeners() {
		return !listeners.isEmpty();
	}

	private final class FakeJob implements JobHandle {
		private final CompletableFuture<JobSnapshot> result = new CompletableFuture<>();
		private volatile JobSnapshot snapshot;

		FakeJob(String id, Workflow workflow, WorkflowOptions options) {
			snapshot = new JobSnapshot(id, 1, workflow, options, JobState.WAITING, null, null, "", null, List.of(), null,
					FakeInstances.NOW, null, null);
		}

		void run() {
			become(JobState.QUEUED);
			become(JobState.RUNNING);
			become(error == null ? JobState.DONE : JobState.FAILED);
		}

		void become(JobState state) {
			JobSnapshot before = snapshot;
			String instance = before.options().instanceId() == null ? "a" : before.options().instanceId();
			snapshot = new JobSnapshot(before.id(), before.revision() + 1, before.workflow(), before.options(), state, instance,
					"prompt-" + before.id(), "", state == JobState.RUNNING ? new JobProgress(1, 4, "3", "Sampler", 5, 20) : null,
					state == JobState.DONE ? images : List.of(), state == JobState.FAILED ? error : null, before.created(),
					before.created().plusSeconds(1), state.isFinal() ? before.created().plusSeconds(4) : null);
			for (JobListener listener : List.copyOf(listeners))
				listener.jobChanged(before, snapshot);
			if (state.isFinal())
				result.complete(snapshot);
		}

		@Override
		public String id() {
			return snapshot.id();
		}

		@Override
		public JobSnapshot snapshot() {
			return snapshot;
		}

		@Override
		public CompletableFuture<JobSnapshot> result() {
			if (snapshot.state() == JobState.WAITING)
				run();
			return result.copy();
		}

		@Override
		public CompletableFuture<JobSnapshot> cancel() {
			cancelled.add(snapshot.id());
			become(JobState.CANCELLED);
			return result.copy();
		}
	}
}
