// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.internal;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import org.creativestudio.comfyui.client.ComfyClient;
import org.creativestudio.comfyui.client.ComfyEvent;
import org.creativestudio.comfyui.client.ComfyException;
import org.creativestudio.comfyui.client.HistoryEntry;
import org.creativestudio.comfyui.client.PromptAccepted;
import org.creativestudio.comfyui.client.PromptRejectedException;
import org.creativestudio.comfyui.client.PromptRequest;
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
import org.eclipse.osgi.util.NLS;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** One job at one instance, from the sending to the fetched files. Runs on a virtual thread of its own and may block there. */
final class JobRun implements Runnable {

	private static final System.Logger LOG = System.getLogger(JobRun.class.getName());
	/** For the first job at an instance: without its events it would run all the same, but unseen. */
	private static final Duration CONNECTING = Duration.ofSeconds(2);
	/** A server that still has what it was asked to give back is asked again after so long. */
	private static final Duration INSIST = Duration.ofSeconds(2);

	/** The server keeps what the editor shows beside what runs, gives both with each answer, and writes them into each image. */
	private static final long MAX_METADATA = 8 << 20;

	/**
	 * Where a run takes place.
	 *
	 * @param maxBytes so large may the files of the result be together
	 */
	record Place(InstanceSnapshot instance, ComfyClient client, PromptEvents events, Path outputs, Clock clock, long maxBytes) {
	}

	private final RunHost host;
	private final Job job;
	private final Place place;
	private final String promptId;
	private final String clientId;
	private final boolean resumed;
	private final @Nullable FormerServer former;
	private volatile @Nullable Thread thread;
	private volatile PromptEvents.@Nullable Subscription subscription;
	private volatile boolean cancelled;
	private volatile boolean withdrawn;
	/** Whether the server was seen to have it, at this address. Of the run's thread, and then of who was told of its end. */
	private boolean here;
	/** When the server was last asked to give it back, by {@link System#nanoTime()}. */
	private volatile long takenBack;

	/** A run of a job that is to be sent. */
	static JobRun fresh(RunHost host, Job job, Place place, String promptId) {
		return new JobRun(host, job, place, promptId, place.events.clientId(), false, null);
	}

	/**
	 * A run of a job that may have been sent before.
	 *
	 * @param former where it was sent, when the instance had another address then; null: it has the same
	 */
	static JobRun resumed(RunHost host, Job job, Place place, String promptId, String clientId, @Nullable FormerServer former) {
		return new JobRun(host, job, place, promptId, clientId, true, former);
	}

	private JobRun(RunHost host, Job job, Place place, String promptId, String clientId, boolean resumed,
			@Nullable FormerServer former) {
		this.host = host;
		this.job = job;
		this.place = place;
		this.promptId = promptId;
		this.clientId = clientId;
		this.resumed = resumed;
		this.former = former;
	}

	Job job() {
		return job;
	}

	InstanceSnapshot instance() {
		return place.instance;
	}

	String instanceId() {
		return place.instance.id();
	}

	String promptId() {
		return promptId;
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
		cancelled = true;
		takeBack();
	}

	/** The same, for a job that is to go elsewhere. One that has finished meanwhile is collected. */
	void withdraw() {
		withdrawn = true;
		takeBack();
	}

	boolean isResumed() {
		return resumed;
	}

	/** Whether it was sent to another address that the instance had before. */
	boolean isReaddressed() {
		return former != null;
	}

	/** Where the server was last that had it, or may have it. */
	URI lastSeen() {
		FormerServer before = former;
		return here || before == null ? place.instance.address() : before.address();
	}

	/** The server is seen to have it. */
	void here() {
		here = true;
	}

	boolean isCancelled() {
		return cancelled;
	}

	/** Whether the user has asked for its end at this instance. */
	boolean isUnwanted() {
		return cancelled || withdrawn;
	}

	/**
	 * The server has it still: where it is not wanted there any more, the request was lost on its way, or came in the moment between
	 * two prompts in which servers forget it.
	 */
	void stillThere() {
		if (isUnwanted() && System.nanoTime() - takenBack > INSIST.toNanos())
			takeBack();
	}

	private void takeBack() {
		PromptEvents.Subscription following = subscription;
		if (following == null)
			return; // it will see that when it follows
		takenBack = System.nanoTime();
		place.client.deleteFromQueue(List.of(promptId)).thenCompose(deleted -> place.client.interrupt(promptId))
				.whenComplete((done, failure) -> {
					if (failure != null)
						LOG.log(Level.WARNING, "Cancelling at " + place.instance.name() + " failed", failure); //$NON-NLS-1$ //$NON-NLS-2$
					following.signals.offer(new Signal.Look());
				});
	}

	@Override
	public void run() {
		Outcome outcome;
		try (PromptEvents.Subscription following = place.events.subscribe(instanceId(), place.client, clientId, promptId)) {
			place.events.open(following, CONNECTING);
			outcome = work(following);
		} catch (RunEnd e) {
			outcome = e.outcome();
		} catch (JobFailure e) {
			outcome = new Outcome.Failed(e.error());
		} catch (IOException e) {
			outcome = new Outcome.Failed(new JobFailure(Kind.OUTPUT,
					NLS.bind(Messages.jobRun_resultCannotStoredCheck, place.outputs, e.getMessage())).error());
		} catch (InterruptedException e) {
			LOG.log(Level.DEBUG, "{0} is not followed any more", job.id()); //$NON-NLS-1$
			return;
		} catch (RuntimeException | Error e) { // the job must end, whatever happened to its thread
			LOG.log(Level.ERROR, "The job " + job.id() + " failed unexpectedly", e); //$NON-NLS-1$ //$NON-NLS-2$
			outcome = new Outcome.Failed(new JobFailure(Kind.INSTANCE, NLS.bind(Messages.jobRun_jobFailedUnexpectedly, e)).error());
		}
		FormerServer before = former;
		if (before != null && !here && !(outcome instanceof Outcome.Readdressed) && !before.takeBack(promptId))
			return;
		host.ended(this, outcome);
	}

	private Outcome work(PromptEvents.Subscription following) throws RunEnd, JobFailure, InterruptedException, IOException {
		JobSnapshot snapshot = job.snapshot();
		JsonObject graph = graph(snapshot.workflow(), snapshot.options());
		Follower follower = new Follower(host, this, place, following, new Progress(graph));
		if (resumed)
			follower.doubt(snapshot);
		else if (isUnwanted())
			throw new RunEnd(withdrawn ? new Outcome.Withdrawn() : new Outcome.Cancelled(Messages.jobRun_cancelledBeforeSent));
		else if (submit(graph, snapshot.workflow()))
			host.change(job, change -> change.prompt(promptId));
		else
			follower.doubt(snapshot);
		subscription = following;
		if (isUnwanted())
			takeBack();
		while (true) {
			HistoryEntry end = follower.follow();
			Instant began = began(end);
			host.change(job, change -> change.state(JobState.FETCHING).started(began));
			try {
				OutputFiles.Fetched fetched = new OutputFiles(place.outputs, place.client, place.maxBytes).fetch(end);
				return new Outcome.Done(fetched.files(), fetched.left() == 0 ? "" //$NON-NLS-1$
						: NLS.bind(Messages.jobRun_moreFilesLeft, fetched.left(), place.instance.name()));
			} catch (ExecutionException e) {
				Throwable cause = e.getCause() != null ? e.getCause() : e;
				if (!(cause instanceof ComfyException.Unreachable || cause instanceof ComfyException.TimedOut))
					throw new JobFailure(cause.getCause() instanceof IOException ? Kind.OUTPUT : Kind.INSTANCE,
							NLS.bind(Messages.jobRun_fileResultCouldNot, cause.getMessage()));
				// The server has gone with the files, or comes back with them.
				follower.unreachable(cause);
			}
		}
	}

	/** The server's word where it gives it, for the events may have been missed. */
	private Instant began(HistoryEntry entry) {
		for (ComfyEvent message : entry.messages())
			if (message instanceof ComfyEvent.ExecutionStart start && start.timestamp() != null)
				return Instant.ofEpochMilli(start.timestamp());
		return place.clock.instant();
	}

	private JsonObject graph(Workflow workflow, WorkflowOptions options) throws JobFailure, RunEnd, InterruptedException {
		JsonObject graph = workflow.graph();
		if (workflow.format() == Format.EDITOR && resumed)
			return new JsonObject(); // it was sent; only progress would need it
		if (workflow.format() == Format.EDITOR)
			try {
				graph = EditorGraph.toApi(workflow.name(), graph, Follower.ask(place.client.objectInfo()));
			} catch (WorkflowFormatException e) {
				throw new JobFailure(Kind.INVALID_WORKFLOW, e.getMessage());
			} catch (ComfyException e) {
				throw new RunEnd(new Outcome.NotTaken(NLS.bind(Messages.jobRun_doesNotTellIts, place.instance.name(), e.getMessage())));
			}
		for (Map.Entry<String, JsonElement> node : graph.entrySet())
			if (!(node.getValue() instanceof JsonObject object) || object.get("class_type") instanceof JsonArray //$NON-NLS-1$
					|| object.get("class_type") instanceof JsonObject) //$NON-NLS-1$
				throw new JobFailure(Kind.INVALID_WORKFLOW, NLS.bind(Messages.jobRun_nodeNamesNoClass, workflow.name(), node.getKey()));
		Long seed = options.seed();
		return seed == null ? graph : Seeds.set(graph, seed);
	}

	/** @return whether the server has said that it has it; otherwise it is not known */
	private boolean submit(JsonObject graph, Workflow workflow) throws JobFailure, RunEnd, InterruptedException {
		PromptRequest request = PromptRequest.of(graph).clientId(clientId).promptId(promptId);
		if (workflow.format() == Format.EDITOR && job.graphBytes <= MAX_METADATA) {
			JsonObject info = new JsonObject();
			info.add("workflow", workflow.graph()); //$NON-NLS-1$
			JsonObject extra = new JsonObject();
			extra.add("extra_pnginfo", info); //$NON-NLS-1$
			request = request.extraData(extra);
		}
		CompletableFuture<PromptAccepted> submitted = place.client.submit(request);
		try {
			if (!submitted.get().promptId().equals(promptId))
				throw new JobFailure(Kind.INSTANCE, NLS.bind(Messages.jobRun_givesWorkflowsIdsIts, place.instance.name()));
			return true;
		} catch (ExecutionException e) {
			switch (e.getCause()) {
			case PromptRejectedException rejected -> throw JobFailure.rejected(place.instance.name(), graph, rejected);
			case ComfyException.UnexpectedStatus status when status.status() >= 400 && status.status() < 500 ->
				throw new JobFailure(Kind.INVALID_WORKFLOW,
						NLS.bind(Messages.jobRun_didNotTakeWorkflow, place.instance.name(), status.getMessage()));
			case ComfyException.Unreachable unreachable when isRefused(unreachable) ->
				throw new RunEnd(new Outcome.NotTaken(NLS.bind(Messages.jobRun_didNotTake, place.instance.name(), unreachable.getMessage())));
			case null, default -> {
				LOG.log(Level.DEBUG, "It is not known whether " + place.instance.name() + " took " + job.id(), e.getCause()); //$NON-NLS-1$ //$NON-NLS-2$
				return false;
			}
			}
		} catch (CancellationException e) {
			LOG.log(Level.DEBUG, "The client of " + place.instance.name() + " was closed while it was given " + job.id(), e); //$NON-NLS-1$ //$NON-NLS-2$
			return false;
		} finally {
			submitted.cancel(true);
		}
	}

	/** Nothing was sent: there was no connection. */
	private static boolean isRefused(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause())
			if (cause instanceof ConnectException)
				return true;
		return false;
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
