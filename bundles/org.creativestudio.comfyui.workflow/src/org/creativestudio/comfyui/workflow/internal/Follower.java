// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import org.creativestudio.comfyui.client.ComfyEvent;
import org.creativestudio.comfyui.client.ComfyException;
import org.creativestudio.comfyui.client.HistoryEntry;
import org.creativestudio.comfyui.client.QueueContents;
import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.workflow.JobError.Kind;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.creativestudio.comfyui.workflow.JobState;
import org.creativestudio.comfyui.workflow.internal.PromptEvents.Signal;
import org.creativestudio.comfyui.workflow.internal.RunHost.Fate;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

/**
 * Follows a prompt at a server to its end. Events tell how far it is; whether it has ended is asked of the server's history and queue,
 * after events that say so, after silence, and now and then whatever the events say: they may be lost, wrong, or without end. A prompt
 * is lost only when that is proven: the server answers and has it neither in its queue nor in its history, or its process has gone.
 * Used by one thread.
 */
final class Follower {

	/** How long silence is trusted before the server is asked; lost events cost no more than this. */
	private static final Duration SILENCE = Duration.ofSeconds(3);
	/** How long events are trusted. */
	private static final Duration TRUST = Duration.ofSeconds(15);
	/** Between two questions, so that a server that claims all the time that it is done is not asked all the time. */
	private static final Duration PAUSE = Duration.ofMillis(100);
	/** For a request that was on its way when its sender died, or whose answer was lost: it may still arrive. */
	private static final Duration SETTLING = Duration.ofSeconds(2);
	private static final Duration PROGRESS_INTERVAL = Duration.ofMillis(50);

	private final RunHost host;
	private final JobRun run;
	private final JobRun.Place place;
	private final PromptEvents.Subscription following;
	private final Progress progress;
	/** Why the job is there, to be said again when the server answers again. */
	private final String reason;
	private @Nullable Instant executing;
	private long lastProgress;
	private long lastAsked = System.nanoTime() - TRUST.toNanos();
	/** Whether the server was ever known to have it. */
	private boolean sure = true;
	private long doubtSince;
	/** Whether the connection broke since the server was last known to have it: another process may answer since. */
	private boolean broken;
	/** Over which connection the server was last known to have it. */
	private int connection;
	private boolean nowhereBefore;
	private @Nullable Instant unreachableSince;
	private Duration suspended = Duration.ZERO;
	private @Nullable Instant suspendedSince;

	Follower(RunHost host, JobRun run, JobRun.Place place, PromptEvents.Subscription following, Progress progress) {
		this.host = host;
		this.run = run;
		this.place = place;
		this.following = following;
		this.progress = progress;
		reason = run.job().snapshot().why();
		connection = following.connection();
	}

	/** It is to be asked first whether the server has it. */
	void doubt(JobSnapshot job) {
		sure = job.promptId() != null;
		broken = true;
		doubtSince = System.nanoTime();
		executing = job.started();
	}

	private InstanceSnapshot instance() {
		return place.instance();
	}

	/** @return what the server keeps of the prompt when it has ended well */
	HistoryEntry follow() throws RunEnd, JobFailure, InterruptedException {
		boolean due = broken;
		while (true) {
			if (!due) {
				Signal signal = following.signals.poll(SILENCE.toMillis(), TimeUnit.MILLISECONDS);
				due = switch (signal) {
				case null -> true;
				case Signal.Event event -> seen(event.event());
				case Signal.Image image -> {
					host.preview(run.job(), image.preview().image());
					yield false;
				}
				case Signal.Reconcile reconcile -> broken = true;
				case Signal.Lost lost -> broken = true;
				case Signal.Look look -> true;
				} || System.nanoTime() - lastAsked > (run.isUnwanted() ? SILENCE : TRUST).toNanos();
			}
			if (due) {
				long early = lastAsked + PAUSE.toNanos() - System.nanoTime();
				if (early > 0)
					TimeUnit.NANOSECONDS.sleep(early);
				Optional<HistoryEntry> end = look();
				if (end.isPresent())
					return end.get();
				due = false;
			}
			checkDeadline();
		}
	}

	private Optional<HistoryEntry> look() throws RunEnd, JobFailure, InterruptedException {
		if (host.isElsewhere(instance()))
			throw new RunEnd(new Outcome.Readdressed());
		try {
			return lookAtServer();
		} catch (ComfyException e) {
			unreachable(e);
			return Optional.empty();
		} finally {
			lastAsked = System.nanoTime();
		}
	}

	/** The server does not answer. Returns as long as the job may come back. */
	void unreachable(Throwable failure) throws RunEnd, InterruptedException {
		broken = true;
		if (host.isElsewhere(instance()))
			throw new RunEnd(new Outcome.Readdressed());
		Fate fate = host.fate(instance());
		if (fate != Fate.UNKNOWN)
			throw new RunEnd(new Outcome.Lost(NLS.bind(Messages.follower_endedWhileHadWorkflow, instance().name()),
					fate == Fate.DIED && executing != null));
		if (run.isCancelled())
			throw new RunEnd(new Outcome.Cancelled(NLS.bind(Messages.follower_couldNotToldBecause, instance().name())));
		Instant now = place.clock().instant();
		Instant since = unreachableSince;
		if (since == null) {
			unreachableSince = now;
			host.change(run.job(), change -> change.why(NLS.bind(Messages.follower_doesNotAnswerAsked, instance().name())));
		} else if (!host.isSuspended(instance().id()) && Duration.between(since, now).compareTo(allowed()) > 0)
			throw new RunEnd(new Outcome.Failed(new JobFailure(Kind.INSTANCE,
					NLS.bind(Messages.follower_notAnsweredSNot,
							new Object[] { instance().name(), allowed().toSeconds(), failure.getMessage() })).error()));
		Signal signal = following.signals.poll(SILENCE.toMillis() / 3, TimeUnit.MILLISECONDS);
		if (signal instanceof Signal.Event event)
			seen(event.event());
	}

	/** @return whether it says that the prompt has ended */
	private boolean seen(ComfyEvent event) {
		return switch (event) {
		case ComfyEvent.ExecutionStart start -> {
			running();
			yield false;
		}
		case ComfyEvent.ExecutionSuccess success -> true;
		case ComfyEvent.ExecutionError error -> true;
		case ComfyEvent.ExecutionInterrupted interrupted -> true;
		case ComfyEvent.Executing now when now.node() == null -> true;
		default -> {
			running();
			if (progress.apply(event))
				show();
			yield false;
		}
		};
	}

	private void running() {
		known();
		if (executing == null || unreachableSince != null) {
			Instant now = place.clock().instant();
			if (executing == null)
				executing = now;
			unreachableSince = null;
			host.change(run.job(), change -> change.state(JobState.RUNNING).started(now).why(reason));
		}
	}

	private void show() {
		long now = System.nanoTime();
		if (now - lastProgress < PROGRESS_INTERVAL.toNanos() && !progress.isNewNode())
			return;
		lastProgress = now;
		var shown = progress.snapshot();
		host.change(run.job(), change -> change.progress(shown));
	}

	/** The server's own word on the prompt; empty while it waits or runs. */
	private Optional<HistoryEntry> lookAtServer() throws RunEnd, JobFailure, InterruptedException {
		int asking = following.connection();
		Optional<HistoryEntry> entry = history();
		if (entry.isPresent())
			return entry;
		switch (place(ask(place.client().queue()))) {
		case RUNNING -> {
			there(asking);
			running();
		}
		case PENDING -> there(asking);
		case NOWHERE -> {
			// It may have ended between the two questions.
			Optional<HistoryEntry> late = history();
			if (late.isPresent())
				return late;
			nowhere();
		}
		}
		return Optional.empty();
	}

	/** The server has it. */
	private void known() {
		run.here();
		if (!sure)
			host.change(run.job(), change -> change.prompt(run.promptId()));
		sure = true;
	}

	/** The server has just said so. */
	private void there(int asked) {
		nowhereBefore = false;
		connection = asked;
		known();
		broken = false;
		if (unreachableSince != null)
			host.change(run.job(), change -> change.why(reason));
		unreachableSince = null;
		run.stillThere();
	}

	private void nowhere() throws RunEnd {
		String name = instance().name();
		if (!nowhereBefore) {
			// Seen once may be the moment between the queue and the history.
			nowhereBefore = true;
			following.signals.offer(new Signal.Look());
			return;
		}
		if (run.isUnwanted())
			throw new RunEnd(run.isCancelled() ? new Outcome.Cancelled(NLS.bind(Messages.follower_takenFromQueue, name)) : new Outcome.Withdrawn());
		if (!sure) {
			if (System.nanoTime() - doubtSince > SETTLING.toNanos())
				throw new RunEnd(run.isResumed() ? new Outcome.NotTaken(NLS.bind(Messages.follower_didNotGet, name))
						: new Outcome.Lost(NLS.bind(Messages.follower_failedWhenTakeWorkflow, name), false));
			return;
		}
		if (run.isReaddressed())
			throw new RunEnd(new Outcome.Lost(NLS.bind(Messages.follower_notAtItsNewAddress, name), false));
		// Another process may answer before it is seen that the connection to the one that had it broke.
		boolean steady = connection != PromptEvents.NO_CONNECTION && connection == following.connection();
		if (broken || !steady || host.fate(instance()) != Fate.UNKNOWN)
			throw new RunEnd(new Outcome.Lost(NLS.bind(Messages.follower_startedAnewDoesNot, name),
					executing != null && instance().configuration().kind().equals(InstanceConfiguration.ATTACHED)));
		throw new RunEnd(new Outcome.Cancelled(NLS.bind(Messages.follower_somebodyTookFromQueue, name)));
	}

	private Optional<HistoryEntry> history() throws RunEnd, JobFailure, InterruptedException {
		Optional<HistoryEntry> entry;
		try {
			entry = ask(place.client().history(run.promptId()));
		} catch (ComfyException.TooLarge e) {
			throw new JobFailure(Kind.INSTANCE, NLS.bind(Messages.follower_endedWorkflowButTells, instance().name(), e.getMessage()));
		}
		if (entry.isPresent()) {
			judge(entry.get());
			run.here();
		}
		return entry;
	}

	private void judge(HistoryEntry entry) throws RunEnd, JobFailure {
		QueueContents.Item prompt = entry.prompt();
		if (prompt != null && !prompt.promptId().equals(run.promptId()))
			throw new JobFailure(Kind.INSTANCE, NLS.bind(Messages.follower_answersResultAnotherWorkflow, instance().name()));
		for (ComfyEvent message : entry.messages())
			switch (message) {
			case ComfyEvent.ExecutionError error when OutOfMemory.is(error) ->
				throw new RunEnd(new Outcome.OutOfMemory(JobFailure.execution(instance().name(), progress.graph(), error).error()));
			case ComfyEvent.ExecutionError error -> throw JobFailure.execution(instance().name(), progress.graph(), error);
			case ComfyEvent.ExecutionInterrupted interrupted -> throw interrupted();
			default -> {
				// tells nothing of the end
			}
			}
		if ("error".equals(entry.status())) //$NON-NLS-1$
			throw new JobFailure(Kind.EXECUTION, NLS.bind(Messages.follower_reportsWorkflowFailedBut, instance().name()));
	}

	private RunEnd interrupted() {
		if (run.isCancelled())
			return new RunEnd(new Outcome.Cancelled(NLS.bind(Messages.follower_interrupted, instance().name())));
		Fate fate = host.fate(instance());
		// Servers that end in order interrupt what they run; nobody wanted the job to end.
		if (!run.isUnwanted() && (fate != Fate.UNKNOWN || host.isStopping(instance().id())))
			return new RunEnd(new Outcome.Lost(NLS.bind(Messages.follower_endedWhileHadWorkflow, instance().name()),
					fate == Fate.DIED && executing != null));
		return new RunEnd(run.isUnwanted() ? new Outcome.Withdrawn() : new Outcome.Failed(
				new JobFailure(Kind.EXECUTION, NLS.bind(Messages.follower_workflowInterrupted, instance().name())).error()));
	}

	private Duration allowed() {
		Duration timeout = run.job().snapshot().options().timeout();
		return timeout != null ? timeout : instance().configuration().timeout();
	}

	private void checkDeadline() throws JobFailure {
		Instant begin = executing;
		Instant now = place.clock().instant();
		if (host.isSuspended(instance().id())) {
			if (suspendedSince == null)
				suspendedSince = now;
			return;
		}
		Instant stopped = suspendedSince;
		if (stopped != null) {
			suspended = suspended.plus(Duration.between(stopped, now));
			suspendedSince = null;
		}
		Duration allowed = allowed();
		if (begin == null || Duration.between(begin, now).minus(suspended).compareTo(allowed) <= 0)
			return;
		place.client().interrupt(run.promptId());
		throw new JobFailure(Kind.TIMEOUT, NLS.bind(Messages.follower_workflowRanLongerThan, allowed.toSeconds(), instance().name()));
	}

	private enum Where {
		RUNNING, PENDING, NOWHERE
	}

	private Where place(QueueContents queue) {
		if (queue.running().stream().anyMatch(item -> item.promptId().equals(run.promptId())))
			return Where.RUNNING;
		return queue.pending().stream().anyMatch(item -> item.promptId().equals(run.promptId())) ? Where.PENDING : Where.NOWHERE;
	}

	/** @throws ComfyException as the client says */
	static <T> T ask(CompletableFuture<T> answer) throws InterruptedException {
		try {
			return answer.get();
		} catch (ExecutionException e) {
			if (e.getCause() instanceof ComfyException comfy)
				throw comfy;
			throw new IllegalStateException(e.getCause());
		} catch (CancellationException e) { // by nobody here: the client was closed
			throw new ComfyException.Unreachable(Messages.follower_addressChanged, e);
		} finally {
			answer.cancel(true);
		}
	}
}
