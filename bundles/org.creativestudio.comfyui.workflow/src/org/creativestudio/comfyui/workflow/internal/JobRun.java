// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.internal;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import org.creativestudio.comfyui.client.ComfyClient;
import org.creativestudio.comfyui.client.ComfyEvent;
import org.creativestudio.comfyui.client.ComfyException;
import org.creativestudio.comfyui.client.HistoryEntry;
import org.creativestudio.comfyui.client.PromptRejectedException;
import org.creativestudio.comfyui.client.PromptRequest;
import org.creativestudio.comfyui.client.QueueContents;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.workflow.JobError.Kind;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.creativestudio.comfyui.workflow.JobState;
import org.creativestudio.comfyui.workflow.Workflow;
import org.creativestudio.comfyui.workflow.Workflow.Format;
import org.creativestudio.comfyui.workflow.WorkflowFormatException;
import org.creativestudio.comfyui.workflow.WorkflowOptions;
import org.creativestudio.comfyui.workflow.internal.PromptEvents.Signal;
import org.eclipse.jdt.annotation.Nullable;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** One job at one instance, from the sending to the fetched files. Runs on a virtual thread of its own and may block there. */
final class JobRun implements Runnable {

	private static final System.Logger LOG = System.getLogger(JobRun.class.getName());
	/** How long silence is trusted before the server is asked; lost events cost no more than this. */
	private static final Duration SILENCE = Duration.ofSeconds(3);
	/** For an instance that was just lost to tell whether it had finished. */
	private static final int MAX_UNREACHABLE = 5;
	private static final Duration PROGRESS_INTERVAL = Duration.ofMillis(50);
	/** For the first job at an instance: without its events it would run all the same, but unseen. */
	private static final Duration CONNECTING = Duration.ofSeconds(2);

	private final JobService service;
	private final Job job;
	private final InstanceSnapshot instance;
	private final ComfyClient client;
	private final PromptEvents events;
	private final Path outputs;
	private final Clock clock;
	private final String promptId = UUID.randomUUID().toString();
	private volatile @Nullable Thread thread;
	private @Nullable Progress progress;
	private @Nullable Instant executing;
	private long lastProgress;

	JobRun(JobService service, Job job, InstanceSnapshot instance, ComfyClient client, PromptEvents events, Path outputs,
			Clock clock) {
		this.service = service;
		this.job = job;
		this.instance = instance;
		this.client = client;
		this.events = events;
		this.outputs = outputs;
		this.clock = clock;
	}

	String instanceId() {
		return instance.id();
	}

	void start() {
		thread = Thread.ofVirtual().name("job-" + job.id()).start(this); //$NON-NLS-1$
	}

	/** Ends following; the job at the server goes on. */
	void abandon() {
		Thread running = thread;
		if (running != null)
			running.interrupt();
	}

	/** Takes the prompt from the server's queue, or interrupts it there. The run then ends by itself. */
	void cancel() {
		client.deleteFromQueue(List.of(promptId)).thenCompose(deleted -> client.interrupt(promptId)).whenComplete((done, failure) -> {
			if (failure != null)
				LOG.log(Level.WARNING, "Cancelling at " + instance.name() + " failed", failure); //$NON-NLS-1$ //$NON-NLS-2$
			PromptEvents.Subscription following = subscription;
			if (following != null)
				following.signals.offer(new Signal.Reconcile());
		});
	}

	private volatile PromptEvents.@Nullable Subscription subscription;

	@Override
	public void run() {
		try (PromptEvents.Subscription following = events.subscribe(instance.id(), promptId)) {
			subscription = following;
			events.open(following, CONNECTING);
			HistoryEntry end = execute(following);
			Instant began = began(end);
			service.change(job, change -> change.state(JobState.FETCHING).started(began));
			List<Path> files = new OutputFiles(outputs, client).fetch(end);
			service.end(job, JobState.DONE, null, files);
		} catch (JobFailure e) {
			service.end(job, job.cancelled ? JobState.CANCELLED : JobState.FAILED, job.cancelled ? null : e.error(), List.of());
		} catch (IOException e) {
			service.end(job, JobState.FAILED, new JobFailure(Kind.OUTPUT, "The result can't be stored in " + outputs + ": " //$NON-NLS-1$ //$NON-NLS-2$
					+ e.getMessage() + ". Check the space on the disk and the rights.").error(), List.of()); //$NON-NLS-1$
		} catch (ExecutionException e) {
			Throwable cause = e.getCause() != null ? e.getCause() : e;
			Kind kind = cause.getCause() instanceof IOException ? Kind.OUTPUT : Kind.INSTANCE;
			service.end(job, JobState.FAILED,
					new JobFailure(kind, "A file of the result could not be fetched: " + cause.getMessage()).error(), List.of()); //$NON-NLS-1$
		} catch (InterruptedException e) {
			LOG.log(Level.DEBUG, "{0} is not followed any more", job.id()); //$NON-NLS-1$
		} catch (RuntimeException e) {
			LOG.log(Level.ERROR, "The job " + job.id() + " failed unexpectedly", e); //$NON-NLS-1$ //$NON-NLS-2$
			service.end(job, JobState.FAILED, new JobFailure(Kind.INSTANCE, "The job failed unexpectedly: " + e).error(), List.of()); //$NON-NLS-1$
		}
	}

	/** The server's word where it gives it, for the events may have been missed. */
	private Instant began(HistoryEntry entry) {
		for (ComfyEvent message : entry.messages())
			if (message instanceof ComfyEvent.ExecutionStart start && start.timestamp() != null)
				return Instant.ofEpochMilli(start.timestamp());
		return clock.instant();
	}

	private HistoryEntry execute(PromptEvents.Subscription following) throws JobFailure, InterruptedException {
		JobSnapshot snapshot = job.snapshot();
		JsonObject graph = graph(snapshot.workflow(), snapshot.options());
		progress = new Progress(graph);
		submit(graph, snapshot.workflow());
		service.change(job, change -> change.state(JobState.QUEUED).prompt(promptId));
		if (job.cancelled)
			cancel();
		return follow(following);
	}

	private JsonObject graph(Workflow workflow, WorkflowOptions options) throws JobFailure, InterruptedException {
		JsonObject graph = workflow.graph();
		if (workflow.format() == Format.EDITOR)
			try {
				graph = EditorGraph.toApi(workflow.name(), graph, await(client.objectInfo()));
			} catch (WorkflowFormatException e) {
				throw new JobFailure(Kind.INVALID_WORKFLOW, e.getMessage());
			}
		Long seed = options.seed();
		return seed == null ? graph : Seeds.set(graph, seed);
	}

	private void submit(JsonObject graph, Workflow workflow) throws JobFailure, InterruptedException {
		PromptRequest request = PromptRequest.of(graph).clientId(events.clientId()).promptId(promptId);
		if (workflow.format() == Format.EDITOR) {
			JsonObject info = new JsonObject();
			info.add("workflow", workflow.graph()); //$NON-NLS-1$
			JsonObject extra = new JsonObject();
			extra.add("extra_pnginfo", info); //$NON-NLS-1$
			request = request.extraData(extra);
		}
		CompletableFuture<?> submitted = client.submit(request);
		try {
			submitted.get();
		} catch (ExecutionException e) {
			if (e.getCause() instanceof PromptRejectedException rejected)
				throw JobFailure.rejected(instance.name(), rejected);
			// The answer was lost, perhaps not the request: the server knows.
			if (!isKnown())
				throw new JobFailure(Kind.INSTANCE, instance.name() + " did not take the workflow: " + e.getCause().getMessage()); //$NON-NLS-1$
		} finally {
			submitted.cancel(true);
		}
	}

	private boolean isKnown() throws InterruptedException {
		try {
			return await(client.history(promptId)).isPresent() || place(await(client.queue())) != Place.NOWHERE;
		} catch (JobFailure e) {
			return false;
		}
	}

	private HistoryEntry follow(PromptEvents.Subscription following) throws JobFailure, InterruptedException {
		int unreachable = 0;
		while (true) {
			Signal signal = following.signals.poll(SILENCE.toMillis(), TimeUnit.MILLISECONDS);
			boolean ask = switch (signal) {
			case null -> true;
			case Signal.Event event -> seen(event.event());
			case Signal.Image image -> {
				service.preview(job, image.preview().image());
				yield false;
			}
			case Signal.Reconcile reconcile -> true;
			case Signal.Lost lost -> throw new JobFailure(Kind.INSTANCE, instance.name() + " was lost while the workflow ran: " + lost.why()); //$NON-NLS-1$
			};
			if (ask)
				try {
					Optional<HistoryEntry> end = ask();
					if (end.isPresent())
						return end.get();
					unreachable = 0;
				} catch (ComfyException e) {
					if (++unreachable >= MAX_UNREACHABLE)
						throw new JobFailure(Kind.INSTANCE, instance.name() + " does not answer any more: " + e.getMessage()); //$NON-NLS-1$
				}
			checkDeadline();
		}
	}

	/** @return whether the prompt has ended */
	private boolean seen(ComfyEvent event) {
		Progress counting = progress;
		if (counting == null)
			return false;
		switch (event) {
		case ComfyEvent.ExecutionStart start -> running();
		case ComfyEvent.ExecutionSuccess success -> {
			return true;
		}
		case ComfyEvent.ExecutionError error -> {
			return true;
		}
		case ComfyEvent.ExecutionInterrupted interrupted -> {
			return true;
		}
		case ComfyEvent.Executing now when now.node() == null -> {
			return true;
		}
		default -> {
			running();
			if (counting.apply(event))
				show(counting);
		}
		}
		return false;
	}

	private void running() {
		if (executing == null) {
			executing = clock.instant();
			service.change(job, change -> change.state(JobState.RUNNING).started(clock.instant()));
		}
	}

	private void show(Progress counting) {
		long now = System.nanoTime();
		if (now - lastProgress < PROGRESS_INTERVAL.toNanos() && !counting.isNewNode())
			return;
		lastProgress = now;
		var shown = counting.snapshot();
		service.change(job, change -> change.progress(shown));
	}

	/** The server's own word on the prompt; empty while it waits or runs. */
	private Optional<HistoryEntry> ask() throws JobFailure, InterruptedException {
		Optional<HistoryEntry> entry = awaitServer(client.history(promptId));
		if (entry.isPresent()) {
			judge(entry.get());
			return entry;
		}
		switch (place(awaitServer(client.queue()))) {
		case RUNNING -> running();
		case PENDING -> LOG.log(Level.TRACE, "{0} waits at {1}", job.id(), instance.name()); //$NON-NLS-1$
		case NOWHERE -> {
			// It may have ended between the two questions.
			Optional<HistoryEntry> late = awaitServer(client.history(promptId));
			if (late.isPresent()) {
				judge(late.get());
				return late;
			}
			throw new JobFailure(Kind.INSTANCE, instance.name() + " does not know the workflow any more: it was taken from its queue, or the" //$NON-NLS-1$
					+ " server was restarted. Run it again."); //$NON-NLS-1$
		}
		}
		return Optional.empty();
	}

	private void judge(HistoryEntry entry) throws JobFailure {
		for (ComfyEvent message : entry.messages())
			switch (message) {
			case ComfyEvent.ExecutionError error -> throw JobFailure.execution(instance.name(), error);
			case ComfyEvent.ExecutionInterrupted interrupted ->
				throw new JobFailure(Kind.EXECUTION, "The workflow was interrupted at " + instance.name() + '.'); //$NON-NLS-1$
			default -> {
				// tells nothing of the end
			}
			}
		if ("error".equals(entry.status())) //$NON-NLS-1$
			throw new JobFailure(Kind.EXECUTION, instance.name() + " reports that the workflow failed, but not why. See its log."); //$NON-NLS-1$
	}

	private void checkDeadline() throws JobFailure {
		Instant begin = executing;
		Duration timeout = job.snapshot().options().timeout();
		Duration allowed = timeout != null ? timeout : instance.configuration().timeout();
		if (begin != null && Duration.between(begin, clock.instant()).compareTo(allowed) > 0) {
			client.interrupt(promptId);
			throw new JobFailure(Kind.TIMEOUT, "The workflow ran longer than " + allowed.toSeconds() + " s at " + instance.name() //$NON-NLS-1$ //$NON-NLS-2$
					+ " and was interrupted. A longer timeout can be set for the instance."); //$NON-NLS-1$
		}
	}

	private enum Place {
		RUNNING, PENDING, NOWHERE
	}

	private Place place(QueueContents queue) {
		if (queue.running().stream().anyMatch(item -> item.promptId().equals(promptId)))
			return Place.RUNNING;
		return queue.pending().stream().anyMatch(item -> item.promptId().equals(promptId)) ? Place.PENDING : Place.NOWHERE;
	}

	private <T> T await(CompletableFuture<T> answer) throws JobFailure, InterruptedException {
		try {
			return awaitServer(answer);
		} catch (ComfyException e) {
			throw new JobFailure(Kind.INSTANCE, e.getMessage());
		}
	}

	/** @throws ComfyException as the client says */
	private static <T> T awaitServer(CompletableFuture<T> answer) throws InterruptedException {
		try {
			return answer.get();
		} catch (ExecutionException e) {
			if (e.getCause() instanceof ComfyException comfy)
				throw comfy;
			throw new IllegalStateException(e.getCause());
		} finally {
			answer.cancel(true);
		}
	}

	/** Writes a seed where a graph has a plain one. */
	static final class Seeds {
		private Seeds() {
		}

		static JsonObject set(JsonObject graph, long seed) {
			JsonObject copy = graph.deepCopy();
			for (JsonElement node : copy.asMap().values())
				if (node instanceof JsonObject object && object.get("inputs") instanceof JsonObject inputs) //$NON-NLS-1$
					for (String name : List.of("seed", "noise_seed")) //$NON-NLS-1$ //$NON-NLS-2$
						if (inputs.get(name) != null && inputs.get(name).isJsonPrimitive())
							inputs.addProperty(name, seed);
			return copy;
		}
	}
}
