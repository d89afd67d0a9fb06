// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import org.creativestudio.comfyui.workflow.JobHandle;
import org.creativestudio.comfyui.workflow.JobListener;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.creativestudio.comfyui.workflow.JobState;
import org.creativestudio.comfyui.workflow.Workflow;
import org.creativestudio.comfyui.workflow.WorkflowOptions;
import org.creativestudio.comfyui.workflow.WorkflowService;
import org.eclipse.jdt.annotation.Nullable;

/** The jobs of one call of the program: submitted together, followed, and taken back by Ctrl+C. */
final class Jobs implements AutoCloseable {

	private static final long CANCEL_SECONDS = 6;
	private static final long SENDING_SECONDS = 5;

	private final Context context;
	private final WorkflowService service;
	private final Progress progress;
	private final Map<String, JobHandle> handles = new LinkedHashMap<>();
	private final CompletableFuture<Void> submitted = new CompletableFuture<>();
	private final JobListener listener = this::jobChanged;

	Jobs(Context context, int count) {
		this.context = context;
		this.service = context.services().workflows();
		this.progress = new Progress(context.terminal(), count, context.services().instances());
		service.addListener(listener);
	}

	void submit(Workflow workflow, List<WorkflowOptions> options) {
		for (WorkflowOptions option : options) {
			JobHandle handle = service.execute(workflow, option);
			synchronized (handles) {
				handles.put(handle.id(), handle);
			}
			// That it waits is news only where it goes on to do so, which the listener is told.
			if (handle.snapshot().state() != JobState.WAITING)
				progress.show(handle.snapshot(), handles.size());
		}
	}

	/** Waits until all are final. */
	List<JobSnapshot> results() {
		CompletableFuture<?>[] all = handles.values().stream().map(JobHandle::result).toArray(CompletableFuture[]::new);
		return snapshotsAfter(CompletableFuture.allOf(all));
	}

	/** Waits until all are on disk, and a moment for those that can go to an instance now; the others are left in the queue. */
	List<JobSnapshot> accepted() {
		tell();
		CompletableFuture<?>[] stored = handles.values().stream().map(JobHandle::stored).toArray(CompletableFuture[]::new);
		CompletableFuture<?>[] all = handles.values().stream().map(JobHandle::result).toArray(CompletableFuture[]::new);
		CompletableFuture<?> sent = CompletableFuture.anyOf(submitted, CompletableFuture.allOf(all)).completeOnTimeout(null, SENDING_SECONDS,
				TimeUnit.SECONDS);
		return snapshotsAfter(CompletableFuture.allOf(CompletableFuture.allOf(stored), sent));
	}

	private List<JobSnapshot> snapshotsAfter(CompletableFuture<?> event) {
		try {
			context.interruption().await(event);
		} catch (Failure e) {
			if (e.exitCode() == ExitCode.INTERRUPTED)
				cancel();
			throw e;
		} finally {
			progress.end();
		}
		return snapshots(snapshot -> true);
	}

	private void cancel() {
		CompletableFuture<?>[] ends = handles.values().stream().filter(handle -> !handle.snapshot().state().isFinal())
				.map(JobHandle::cancel).toArray(CompletableFuture[]::new);
		progress.end();
		context.terminal().say(Messages.cancelling);
		Interruption.settle(CompletableFuture.allOf(ends), CANCEL_SECONDS);
	}

	private List<JobSnapshot> snapshots(Predicate<JobSnapshot> condition) {
		synchronized (handles) {
			return new ArrayList<>(handles.values().stream().map(JobHandle::snapshot).filter(condition).toList());
		}
	}

	private void jobChanged(@Nullable JobSnapshot before, @Nullable JobSnapshot after) {
		if (after == null)
			return;
		int number;
		synchronized (handles) {
			number = new ArrayList<>(handles.keySet()).indexOf(after.id()) + 1;
		}
		if (number == 0)
			return;
		progress.show(after, number);
		tell();
	}

	private void tell() {
		if (snapshots(job -> job.promptId() == null && !job.state().isFinal()).isEmpty())
			submitted.complete(null);
	}

	@Override
	public void close() {
		service.removeListener(listener);
		progress.end();
	}
}
