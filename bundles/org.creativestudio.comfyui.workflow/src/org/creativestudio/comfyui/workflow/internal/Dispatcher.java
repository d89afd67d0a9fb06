// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.internal;

import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import org.creativestudio.comfyui.core.ActiveInstance;
import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.QueueLoad;
import org.creativestudio.comfyui.core.ServerFacts;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.workflow.JobError;
import org.creativestudio.comfyui.workflow.JobError.Kind;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.creativestudio.comfyui.workflow.JobState;
import org.creativestudio.comfyui.workflow.internal.forecast.Forecaster;
import org.creativestudio.comfyui.workflow.internal.forecast.Forecaster.Standing;
import org.creativestudio.comfyui.workflow.internal.journal.SharedPlaces;
import org.creativestudio.comfyui.workflow.internal.journal.SharedPlaces.Wish;
import org.creativestudio.comfyui.workflow.internal.journal.Trail;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

/**
 * Sends waiting jobs when there is a place for them, and keeps to what other programs do. Higher priority goes first, then the
 * order of asking; ten minutes of waiting count as one priority more. All programs of the home share the places at an instance.
 */
final class Dispatcher implements JobQueue.Work, RunHost {

	private static final System.Logger LOG = System.getLogger(Dispatcher.class.getName());

	private final InstanceManager instances;
	private final StudioHome home;
	private final Clock clock;
	private final JobQueue queue;
	private final JobChanges changes;
	private final Assignment assignment;
	private final ServerAbilities abilities;
	private final PromptEvents events;
	private final Forecaster forecaster;
	private final BooleanSupplier paused;
	private final SharedPlaces places;
	private final Rests rests;
	private final Aftermath aftermath;

	Dispatcher(InstanceManager instances, StudioHome home, Clock clock, JobQueue queue, JobChanges changes, Assignment assignment,
			ServerAbilities abilities, PromptEvents events, Forecaster forecaster, SharedPlaces places, BooleanSupplier paused) {
		this.instances = instances;
		this.home = home;
		this.clock = clock;
		this.queue = queue;
		this.changes = changes;
		this.assignment = assignment;
		this.abilities = abilities;
		this.events = events;
		this.forecaster = forecaster;
		this.places = places;
		this.paused = paused;
		rests = new Rests(clock);
		aftermath = new Aftermath(instances, queue, abilities, rests);
	}

	/** What these jobs are at the instances, where nothing else waits. */
	Assignment.Load load(List<JobSnapshot> jobs) {
		Map<String, Integer> load = new HashMap<>();
		for (JobSnapshot job : jobs)
			if (job.instanceId() != null && (job.state() == JobState.QUEUED || job.state() == JobState.RUNNING))
				load.merge(job.instanceId(), 1, Integer::sum);
		return load(load, List.of());
	}

	/** A job that is being fetched leaves its place to the next: the instance has done its part. */
	private Assignment.Load loadFor(List<Job> waiting) {
		Map<String, Integer> load = new HashMap<>();
		for (Job job : queue.jobs()) {
			JobRun run = job.run;
			if (run != null && job.snapshot().state() != JobState.FETCHING)
				load.merge(run.instanceId(), 1, Integer::sum);
		}
		return load(load, waiting);
	}

	private Assignment.Load load(Map<String, Integer> load, List<Job> waiting) {
		List<Standing> standings = instances.getInstances().stream().filter(instance -> instance.status().isUp())
				.map(instance -> new Standing(instance.id(), device(instance), foreign(instance, load.getOrDefault(instance.id(), 0)))).toList();
		Set<String> unknown = waiting.isEmpty() ? Set.of()
				: instances.getInstances().stream().filter(ActiveInstance::isUsable).filter(instance -> !abilities.of(instance).isDone())
						.map(InstanceSnapshot::id).collect(Collectors.toSet());
		return new Assignment.Load(load, new HashSet<>(), rests.resting(), unknown,
				forecaster.lines(standings, waiting.stream().map(Job::profile).toList(), clock.instant()));
	}

	private static int foreign(InstanceSnapshot instance, int own) {
		QueueLoad server = instance.queue();
		return server == null ? 0 : Math.max(0, server.total() - own);
	}

	private static String device(InstanceSnapshot instance) {
		ServerFacts server = instance.server();
		String name = server == null ? null : server.deviceName();
		return name == null ? "" : name; //$NON-NLS-1$
	}

	@Override
	public void dispatch() {
		List<Job> waiting = new ArrayList<>();
		Instant now = clock.instant();
		for (Job job : queue.jobs()) {
			JobRun run = job.run;
			JobState state = job.snapshot().state();
			if (run == null && state == JobState.WAITING && isUnderstood(job))
				waiting.add(job);
			// What was taken over is there, but may have no place yet.
			if (run != null && state != JobState.FETCHING)
				places.take(job.id(), run.instanceId(), run.instance().configuration().maxConcurrentWorkflows(), now);
		}
		if (waiting.isEmpty() && !places.isWanting())
			return;
		waiting.sort(Ranking.at(now));
		Assignment.Load load = loadFor(waiting);
		places.look(now);
		for (Job job : waiting)
			place(job, load, now);
		places.tell(now);
	}

	/** What one workflow has that nobody expected must not hold up the others. */
	private boolean isUnderstood(Job job) {
		try {
			job.needs();
			job.profile();
			return true;
		} catch (RuntimeException e) {
			LOG.log(Level.ERROR, "The workflow of " + job.id() + " is not understood", e); //$NON-NLS-1$ //$NON-NLS-2$
			queue.finish(job, JobState.FAILED,
					new JobError(Kind.INVALID_WORKFLOW, NLS.bind(Messages.dispatcher_workflowNotUnderstoodOpen, e), List.of()), List.of());
			return false;
		}
	}

	/** Whether something waits for a place that another program has. */
	boolean isWanting() {
		return places.isWanting();
	}

	/** @return false when other programs have all places at the instance, or one of them has a job that goes first */
	private boolean takePlace(Job job, InstanceSnapshot instance, Instant now) {
		Wish own = new Wish(job.snapshot().options().priority(), job.snapshot().created());
		if (!places.isWanted(instance.id(), other -> Ranking.goesBefore(other, own, now))
				&& places.take(job.id(), instance.id(), instance.configuration().maxConcurrentWorkflows(), now))
			return true;
		places.want(instance.id(), own);
		return false;
	}

	private void place(Job job, Assignment.Load load, Instant now) {
		JobSnapshot snapshot = job.snapshot();
		if (paused.getAsBoolean()) {
			explain(job, Messages.dispatcher_queuePaused);
			return;
		}
		switch (assignment.assign(work(job), load)) {
		case Decision.Wait wait -> {
			load.lines().waits(job.profile(), wait.instanceId());
			explain(job, wait.reason());
		}
		case Decision.Fail fail -> queue.finish(job, JobState.FAILED, fail.error(), List.of());
		case Decision.Send send -> {
			Optional<InstanceSnapshot> instance = instances.getInstance(send.instanceId());
			if (instance.isEmpty())
				return;
			if (!takePlace(job, instance.get(), now)) {
				load.taken().add(send.instanceId());
				place(job, load, now);
				return;
			}
			load.jobs().merge(send.instanceId(), 1, Integer::sum);
			load.lines().sent(job.profile(), send.instanceId());
			// Why it comes again is of more use than why it went there first.
			String again = snapshot.revision() > 2 && !job.trail().lost().isEmpty()
					? NLS.bind(Messages.dispatcher_sentAgainLost, job.trail().lost().size(),
					job.trail().lost().size() == 1 ? Messages.dispatcher_time : Messages.dispatcher_times) : ""; //$NON-NLS-1$
			send(job, instance.get(), send.reason() + again);
		}
		}
	}

	private static Assignment.Work work(Job job) {
		JobSnapshot snapshot = job.snapshot();
		return new Assignment.Work(snapshot.id(), snapshot.workflow().name(), snapshot.options(), job.needs(), job.profile(), job.trail());
	}

	private void explain(Job job, String why) {
		if (!why.equals(job.snapshot().why()))
			queue.apply(job, change -> change.why(why));
	}

	private void send(Job job, InstanceSnapshot instance, String why) {
		try {
			String prompt = UUID.randomUUID().toString();
			JobRun.Place place = place(job, instance);
			queue.trail(job, job.trail().sent(events.clientId(), prompt, instance.address()));
			queue.apply(job, change -> change.state(JobState.QUEUED).instance(instance.id()).why(why));
			queue.start(job, JobRun.fresh(this, job, place, prompt));
			forecast(job, instance.id());
		} catch (InstanceException e) {
			places.leave(job.id());
			LOG.log(Level.DEBUG, "{0} has just gone", instance.id()); //$NON-NLS-1$
		}
	}

	private void forecast(Job job, String instanceId) {
		JobSnapshot snapshot = job.snapshot();
		forecaster.sent(job.id(), snapshot.workflow().name(), job.profile(), snapshot.created(), instanceId);
	}

	private void left(Job job, String instanceId, boolean well) {
		forecaster.ended(job.id(), instanceId, instances.getInstance(instanceId).map(Dispatcher::device).orElse(""), well, clock.instant()); //$NON-NLS-1$
	}

	private JobRun.Place place(Job job, InstanceSnapshot instance) {
		return new JobRun.Place(instance, instances.client(instance.id()), events, home.outputs(job.id()), clock,
				(long) instances.getSettings().security().resultGibibytes() << 30);
	}

	/** On the writer: goes on with a job that another program left, or that is at an instance whose address is another one now. */
	void resume(Job job) {
		JobSnapshot snapshot = job.snapshot();
		Trail trail = job.trail();
		String instanceId = snapshot.instanceId();
		String prompt = trail.promptId();
		String client = trail.clientId();
		if (snapshot.state().isFinal())
			return;
		if (snapshot.state() == JobState.WAITING || instanceId == null || prompt == null || client == null) {
			if (trail.cancelled())
				queue.finish(job, JobState.CANCELLED, null, List.of());
			else if (snapshot.state() != JobState.WAITING)
				aftermath.again(job, trail.waiting(), Messages.dispatcher_notSentYet);
			return;
		}
		try {
			InstanceSnapshot instance = instances.getInstance(instanceId).orElseThrow(
					() -> new InstanceException(InstanceException.Reason.NOT_FOUND, NLS.bind(Messages.dispatcher_instanceDeleted, instanceId)));
			JobRun run = JobRun.resumed(this, job, place(job, instance), prompt, client, former(trail, instance));
			queue.start(job, run);
			forecast(job, instanceId);
			if (trail.cancelled())
				run.cancel();
			else if (trail.moveTo() != null)
				run.withdraw();
		} catch (InstanceException e) {
			aftermath.lost(job, new Outcome.Lost(e.getMessage(), false), instanceId);
		}
	}

	private static @Nullable FormerServer former(Trail trail, InstanceSnapshot instance) {
		URI address = trail.address();
		return address == null || address.equals(instance.address()) ? null : new FormerServer(instance.name(), address);
	}

	@Override
	public void cancelled(Job job) {
		JobRun run = job.run;
		if (run == null)
			queue.finish(job, JobState.CANCELLED, null, List.of());
		else
			run.cancel();
	}

	@Override
	public void unsent(Job job) {
		places.leave(job.id());
	}

	/** On the writer: puts a job to an instance. */
	void move(Job job, String instanceId) {
		aftermath.move(job, instanceId);
	}

	@Override
	public void change(Job job, UnaryOperator<JobChange> change) {
		queue.write(() -> {
			JobState before = job.snapshot().state();
			queue.apply(job, change);
			JobSnapshot now = job.snapshot();
			if (before == now.state() || now.instanceId() == null)
				return;
			if (now.state() == JobState.RUNNING)
				forecaster.began(job.id(), now.instanceId(), clock.instant());
			if (now.state() == JobState.FETCHING) {
				places.leave(job.id());
				left(job, now.instanceId(), true);
				queue.dispatchSoon();
			}
		});
	}

	@Override
	public void preview(Job job, byte[] image) {
		JobSnapshot snapshot = job.snapshot();
		changes.tell(listener -> listener.jobPreview(snapshot, image));
	}

	@Override
	public void ended(JobRun run, Outcome outcome) {
		queue.write(() -> {
			Job job = run.job();
			if (job.run != run)
				return;
			job.run = null;
			places.leave(job.id());
			left(job, run.instanceId(), false);
			if (outcome instanceof Outcome.Readdressed) {
				queue.trail(job, job.trail().at(run.lastSeen()));
				resume(job);
			} else
				aftermath.next(job, run, outcome);
			queue.dispatchSoon();
		});
	}

	/** An instance has changed: it may take jobs again. */
	void refreshed(String instanceId) {
		rests.end(instanceId);
	}

	@Override
	public Fate fate(InstanceSnapshot then) {
		return Fates.of(then, instances.getInstance(then.id()));
	}

	@Override
	public boolean isElsewhere(InstanceSnapshot then) {
		Optional<InstanceSnapshot> now = instances.getInstance(then.id());
		return Fates.of(then, now) == Fate.UNKNOWN && Fates.isElsewhere(then, now.orElse(null));
	}

	@Override
	public boolean isStopping(String instanceId) {
		return instances.getInstance(instanceId).map(instance -> instance.status() == InstanceStatus.STOPPING).orElse(false);
	}

	@Override
	public boolean isSuspended(String instanceId) {
		return instances.getInstance(instanceId).map(InstanceSnapshot::suspended).orElse(false);
	}
}
