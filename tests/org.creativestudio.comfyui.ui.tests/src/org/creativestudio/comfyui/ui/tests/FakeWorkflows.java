// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.creativestudio.comfyui.workflow.Explanation;
import org.creativestudio.comfyui.workflow.JobError;
import org.creativestudio.comfyui.workflow.JobHandle;
import org.creativestudio.comfyui.workflow.JobListener;
import org.creativestudio.comfyui.workflow.JobProgress;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.creativestudio.comfyui.workflow.JobState;
import org.creativestudio.comfyui.workflow.QueueException;
import org.creativestudio.comfyui.workflow.Workflow;
import org.creativestudio.comfyui.workflow.WorkflowFormatException;
import org.creativestudio.comfyui.workflow.WorkflowOptions;
import org.creativestudio.comfyui.workflow.WorkflowService;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.ui.PlatformUI;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/** Jobs that do what a test says. Takes the place of the real service until it is closed. */
public final class FakeWorkflows implements WorkflowService, AutoCloseable {

	private final List<JobListener> listeners = new CopyOnWriteArrayList<>();
	private final Map<String, JobSnapshot> jobs = new LinkedHashMap<>();
	/** What was asked for, in order. */
	public final List<WorkflowOptions> executed = new CopyOnWriteArrayList<>();
	/** What was asked of the queue, in order: "move job1 a". */
	public final List<String> asked = new CopyOnWriteArrayList<>();
	/** What is said of where a workflow can run. */
	public volatile @Nullable Explanation explanation;
	private final Map<String, CompletableFuture<JobSnapshot>> results = new ConcurrentHashMap<>();
	private volatile boolean paused;
	private final ServiceRegistration<?> registration;
	private final Instant start = Instant.parse("2026-01-01T10:00:00Z");

	public FakeWorkflows() {
		Hashtable<String, Object> first = new Hashtable<>(Map.of(Constants.SERVICE_RANKING, 1000));
		registration = FrameworkUtil.getBundle(PlatformUI.class).getBundleContext().registerService(WorkflowService.class, this,
				first);
	}

	/** Not empty: that is only what is known of a job of an earlier program. */
	private static JsonObject graph() {
		JsonObject graph = new JsonObject();
		graph.add("1", new JsonObject());
		return graph;
	}

	@Override
	public Workflow read(Path file) throws WorkflowFormatException {
		if (file.toString().contains("fleet"))
			throw new WorkflowFormatException(file.getFileName() + " is JSON but no graph.");
		if (file.toString().contains("bad"))
			throw new WorkflowFormatException(file.getFileName() + " is no JSON: line 3. Export it again.");
		return new Workflow(String.valueOf(file.getFileName()), Workflow.Format.API, new JsonObject(), file);
	}

	@Override
	public JobHandle execute(Workflow workflow, WorkflowOptions options) {
		executed.add(options);
		return add(workflow.name(), options, JobState.QUEUED);
	}

	/** A job that waits. What was executed is at an instance at once, so that no real one is started for it. */
	public JobHandle add(String workflow, WorkflowOptions options) {
		return add(workflow, options, JobState.WAITING);
	}

	/** A job that waits, of a graph in ComfyUI's own form. */
	JobHandle add(String workflow, String graph, WorkflowOptions options) {
		return add(new Workflow(workflow, Workflow.Format.API, JsonParser.parseString(graph).getAsJsonObject(), null), options, JobState.WAITING);
	}

	private JobHandle add(String workflow, WorkflowOptions options, JobState state) {
		return add(new Workflow(workflow, Workflow.Format.API, graph(), null), options, state);
	}

	private JobHandle add(Workflow workflow, WorkflowOptions options, JobState state) {
		String id = "job" + (getJobs().size() + 1);
		put(new JobSnapshot(id, 1, workflow, options, state,
				null, null, "waits for a free instance", null, List.of(), null, start.plusSeconds(getJobs().size()), null, null));
		return handle(id);
	}

	public void run(String id, JobProgress progress) {
		JobSnapshot job = job(id);
		put(new JobSnapshot(id, job.revision() + 1, job.workflow(), job.options(), JobState.RUNNING, "instance_x", "prompt",
				"it was free", progress, List.of(), null, job.created(), start.plusSeconds(60), null));
	}

	void finish(String id, List<Path> outputs) {
		JobSnapshot job = job(id);
		put(new JobSnapshot(id, job.revision() + 1, job.workflow(), job.options(), JobState.DONE, "instance_x", "prompt",
				"it was free", job.progress(), outputs, null, job.created(), start.plusSeconds(60), start.plusMillis(69_100)));
	}

	void fail(String id, JobError error) {
		end(id, JobState.FAILED, error);
	}

	private void end(String id, JobState state, @Nullable JobError error) {
		JobSnapshot job = job(id);
		put(new JobSnapshot(id, job.revision() + 1, job.workflow(), job.options(), state, job.instanceId(), job.promptId(),
				job.why(), job.progress(), List.of(), error, job.created(), job.started(), start.plusSeconds(70)));
	}

	void preview(String id, byte[] image) {
		listeners.forEach(listener -> listener.jobPreview(job(id), image));
	}

	private void put(JobSnapshot after) {
		JobSnapshot before;
		synchronized (jobs) {
			before = jobs.put(after.id(), after);
		}
		listeners.forEach(listener -> listener.jobChanged(before, after));
		if (after.state().isFinal())
			result(after.id()).complete(after);
	}

	private CompletableFuture<JobSnapshot> result(String id) {
		return results.computeIfAbsent(id, any -> new CompletableFuture<>());
	}

	JobSnapshot job(String id) {
		synchronized (jobs) {
			JobSnapshot job = jobs.get(id);
			if (job == null)
				throw new IllegalArgumentException(id);
			return job;
		}
	}

	@Override
	public List<JobSnapshot> getJobs() {
		synchronized (jobs) {
			return new ArrayList<>(jobs.values());
		}
	}

	@Override
	public Optional<JobHandle> getJob(String id) {
		return Optional.of(handle(id));
	}

	@Override
	public void remove(String id) {
		JobSnapshot before;
		synchronized (jobs) {
			before = jobs.remove(id);
		}
		listeners.forEach(listener -> listener.jobChanged(before, null));
	}

	@Override
	public boolean isPaused() {
		return paused;
	}

	@Override
	public CompletableFuture<Void> setPaused(boolean value) {
		paused = value;
		asked.add(value ? "pause" : "resume");
		listeners.forEach(listener -> listener.queuePaused(value));
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public CompletableFuture<JobHandle> retry(String id) {
		asked.add("retry " + id);
		return CompletableFuture.completedFuture(add(job(id).workflow().name(), job(id).options(), JobState.QUEUED));
	}

	@Override
	public CompletableFuture<Void> move(String id, String instanceId) {
		if (instanceId.equals("refusing"))
			return CompletableFuture.failedFuture(new QueueException(QueueException.Reason.INVALID, "The job has ended already."));
		asked.add("move " + id + ' ' + instanceId);
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public CompletableFuture<Void> setPriority(String id, int priority) {
		JobSnapshot job = job(id);
		put(new JobSnapshot(id, job.revision() + 1, job.workflow(), job.options().priority(priority), job.state(), job.instanceId(),
				job.promptId(), job.why(), job.progress(), job.outputs(), job.error(), job.created(), job.started(), job.ended()));
		asked.add("priority " + id + ' ' + priority);
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public CompletableFuture<Explanation> explain(Workflow workflow, WorkflowOptions options) {
		Explanation said = explanation;
		return said == null ? new CompletableFuture<>() : CompletableFuture.completedFuture(said);
	}

	@Override
	public CompletableFuture<Integer> exportQueue(Path file) {
		asked.add("export " + file.getFileName());
		return CompletableFuture.completedFuture(1);
	}

	@Override
	public CompletableFuture<List<JobHandle>> importQueue(Path file) {
		if (file.toString().contains("bad"))
			return CompletableFuture.failedFuture(new QueueException(QueueException.Reason.INVALID, "bad.json holds no queue."));
		asked.add("import " + file.getFileName());
		return CompletableFuture.completedFuture(List.of());
	}

	@Override
	public void addListener(JobListener listener) {
		listeners.add(listener);
	}

	@Override
	public void removeListener(JobListener listener) {
		listeners.remove(listener);
	}

	int listenerCount() {
		return listeners.size();
	}

	@Override
	public void close() {
		registration.unregister();
	}

	private JobHandle handle(String id) {
		return new JobHandle() {
			@Override
			public String id() {
				return id;
			}

			@Override
			public JobSnapshot snapshot() {
				return job(id);
			}

			@Override
			public CompletableFuture<JobSnapshot> result() {
				return FakeWorkflows.this.result(id);
			}

			@Override
			public CompletableFuture<JobSnapshot> cancel() {
				end(id, JobState.CANCELLED, null);
				return CompletableFuture.completedFuture(job(id));
			}
		};
	}
}
