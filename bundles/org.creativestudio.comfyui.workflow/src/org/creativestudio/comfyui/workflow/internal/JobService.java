// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.internal;

import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import org.creativestudio.comfyui.core.InstanceChange;
import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceListener;
import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.core.balancing.Choice;
import org.creativestudio.comfyui.core.balancing.StrategyRegistry;
import org.creativestudio.comfyui.core.metrics.JobRecorder;
import org.creativestudio.comfyui.workflow.JobError;
import org.creativestudio.comfyui.workflow.JobError.Kind;
import org.creativestudio.comfyui.workflow.JobHandle;
import org.creativestudio.comfyui.workflow.JobListener;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.creativestudio.comfyui.workflow.JobState;
import org.creativestudio.comfyui.workflow.Workflow;
import org.creativestudio.comfyui.workflow.WorkflowFormatException;
import org.creativestudio.comfyui.workflow.WorkflowOptions;
import org.creativestudio.comfyui.workflow.WorkflowService;
import org.eclipse.jdt.annotation.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * The queue of jobs and its one writer: every change of a job runs on one serial executor, which never blocks; what blocks is in
 * {@link JobRun}.
 */
@Component(service = WorkflowService.class)
public final class JobService implements WorkflowService, AutoCloseable {

	private static final System.Logger LOG = System.getLogger(JobService.class.getName());
	private static final int MAX_FINAL = 1000;
	private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss"); //$NON-NLS-1$
	/** Higher priority first, then the order of asking. */
	private static final Comparator<Job> TURN = Comparator.<Job>comparingInt(job -> -job.snapshot().options().priority())
			.thenComparingLong(job -> job.number);

	private final InstanceManager instances;
	private final StudioHome home;
	private final Clock clock;
	private final Assignment assignment;
	private final PromptEvents events;
	private final ConcurrentSkipListMap<Long, Job> jobs = new ConcurrentSkipListMap<>();
	private final AtomicLong numbers = new AtomicLong();
	private final List<JobListener> listeners = new CopyOnWriteArrayList<>();
	private final ExecutorService writer = Executors.newSingleThreadExecutor(Thread.ofVirtual().name("jobs").factory()); //$NON-NLS-1$
	private final ExecutorService publisher = Executors.newSingleThreadExecutor(Thread.ofVirtual().name("job-changes").factory()); //$NON-NLS-1$
	private final InstanceListener instanceListener = this::instanceChanged;

	@Activate
	public JobService(@Reference InstanceManager instances, @Reference StrategyRegistry strategies) {
		this(instances, strategies, StudioHome.current(), Clock.systemUTC());
	}

	public JobService(InstanceManager instances, StrategyRegistry strategies, StudioHome home, Clock clock) {
		this.instances = instances;
		this.home = home;
		this.clock = clock;
		assignment = new Assignment(instances, strategies);
		events = new PromptEvents(instances::client);
		instances.addListener(instanceListener);
	}

	/** Jobs are counted from now on. */
	@Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
	public void setRecorder(JobRecorder recorder) {
		addListener(new JobFigures(recorder));
	}

	public void unsetRecorder(JobRecorder recorder) {
		removeListener(new JobFigures(recorder));
	}

	@Override
	public Workflow read(Path file) throws WorkflowFormatException {
		return WorkflowFiles.read(file);
	}

	@Override
	public JobHandle execute(Workflow workflow, WorkflowOptions options) {
		long number = numbers.incrementAndGet();
		JobSnapshot first = new JobSnapshot(newId(), 1, workflow, options, JobState.WAITING, null, null, "new", null, List.of(), null, //$NON-NLS-1$
				clock.instant(), null, null);
		Job job = new Job(this, number, first);
		jobs.put(number, job);
		publish(job, null, first);
		write(() -> {
			forgetOld();
			dispatch();
		});
		return job;
	}

	/** Sorts by time for people, and two programs on one home never make the same. */
	private String newId() {
		return STAMP.format(clock.instant().atZone(ZoneId.systemDefault())) + '-'
				+ Integer.toHexString(ThreadLocalRandom.current().nextInt(0x1000, 0x10000))
				+ Integer.toHexString(ThreadLocalRandom.current().nextInt(0x1000, 0x10000));
	}

	/** On the writer: sends every waiting job that has a place now. */
	private void dispatch() {
		List<Job> waiting = new ArrayList<>();
		Map<String, Integer> load = new HashMap<>();
		for (Job job : jobs.values()) {
			JobRun run = job.run;
			if (run != null)
				load.merge(run.instanceId(), 1, Integer::sum);
			else if (job.snapshot().state() == JobState.WAITING)
				waiting.add(job);
		}
		waiting.sort(TURN);
		for (Job job : waiting)
			place(job, load);
	}

	private void place(Job job, Map<String, Integer> load) {
		if (instances.getInstances().isEmpty()) {
			finish(job, JobState.FAILED, new JobError(Kind.NO_INSTANCE, "There is no instance. Create one first.", List.of()), List.of()); //$NON-NLS-1$
			return;
		}
		String refusal = assignment.refusal(job.snapshot());
		if (refusal != null) {
			finish(job, JobState.FAILED, new JobError(Kind.NO_INSTANCE, refusal, List.of()), List.of());
			return;
		}
		switch (assignment.assign(job.snapshot(), load)) {
		case Choice.Wait wait -> {
			if (!wait.reason().equals(job.snapshot().why()))
				apply(job, change -> change.why(wait.reason()));
		}
		case Choice.Selected selected -> {
			Optional<InstanceSnapshot> instance = instances.getInstance(selected.instanceId());
			if (instance.isEmpty())
				return;
			load.merge(selected.instanceId(), 1, Integer::sum);
			send(job, instance.get(), selected.reason());
		}
		}
	}

	private void send(Job job, InstanceSnapshot instance, String why) {
		try {
			JobRun run = new JobRun(this, job, instance, instances.client(instance.id()), events, home.outputs(job.id()), clock);
			job.run = run;
			apply(job, change -> change.state(JobState.QUEUED).instance(instance.id()).why(why));
			run.start();
		} catch (InstanceException e) {
			LOG.log(Level.DEBUG, "{0} has just gone", instance.id()); //$NON-NLS-1$
		}
	}

	/** A job changes unless it has ended. */
	void change(Job job, UnaryOperator<JobChange> change) {
		write(() -> apply(job, change));
	}

	/** A run has ended. */
	void end(Job job, JobState state, @Nullable JobError error, List<Path> outputs) {
		write(() -> {
			job.run = null;
			finish(job, state, error, outputs);
			dispatch();
		});
	}

	void preview(Job job, byte[] image) {
		JobSnapshot snapshot = job.snapshot();
		tell(listener -> listener.jobPreview(snapshot, image));
	}

	void cancel(Job job) {
		write(() -> {
			if (job.snapshot().state().isFinal())
				return;
			job.cancelled = true;
			JobRun run = job.run;
			if (run == null)
				finish(job, JobState.CANCELLED, null, List.of());
			else
				run.cancel();
		});
	}

	/** On the writer. */
	private void finish(Job job, JobState state, @Nullable JobError error, List<Path> outputs) {
		apply(job, change -> change.outputs(outputs).end(state, error, clock.instant()));
	}

	/** On the writer: the one place that changes a job. */
	private void apply(Job job, UnaryOperator<JobChange> change) {
		JobSnapshot before = job.snapshot();
		if (before.state().isFinal())
			return;
		JobSnapshot after = change.apply(new JobChange(before)).build();
		job.snapshot(after);
		publish(job, before, after);
	}

	private void publish(Job job, @Nullable JobSnapshot before, @Nullable JobSnapshot after) {
		tell(listener -> listener.jobChanged(before, after));
		if (after != null && after.state().isFinal())
			deliver(() -> job.complete(after));
	}

	private void tell(Consumer<JobListener> call) {
		deliver(() -> {
			for (JobListener listener : listeners)
				try {
					call.accept(listener);
				} catch (RuntimeException | LinkageError e) {
					LOG.log(Level.WARNING, "A listener for jobs failed", e); //$NON-NLS-1$
				}
		});
	}

	private void deliver(Runnable delivery) {
		try {
			publisher.execute(delivery);
		} catch (RejectedExecutionException e) {
			LOG.log(Level.DEBUG, "A change of a job came after the end"); //$NON-NLS-1$
		}
	}

	/** On the writer: the oldest final jobs go when there are too many. */
	private void forgetOld() {
		List<Job> ended = jobs.values().stream().filter(job -> job.snapshot().state().isFinal()).toList();
		ended.subList(0, Math.max(0, ended.size() - MAX_FINAL)).forEach(this::forget);
	}

	private void forget(Job job) {
		if (jobs.remove(job.number) != null)
			publish(job, job.snapshot(), null);
	}

	private void instanceChanged(InstanceChange change) {
		InstanceSnapshot before = change.before();
		InstanceSnapshot after = change.after();
		if (before != null && before.status().isUp() && (after == null || !after.status().isUp()))
			events.lost(change.id(), after == null ? "it was deleted" : after.activity()); //$NON-NLS-1$
		write(this::dispatch);
	}

	@Override
	public List<JobSnapshot> getJobs() {
		return jobs.values().stream().map(Job::snapshot).toList();
	}

	@Override
	public Optional<JobHandle> getJob(String id) {
		return jobs.values().stream().filter(job -> job.id().equals(id)).<JobHandle>map(job -> job).findFirst();
	}

	@Override
	public void remove(String id) {
		write(() -> jobs.values().stream().filter(job -> job.id().equals(id) && job.snapshot().state().isFinal()).toList()
				.forEach(this::forget));
	}

	@Override
	public void addListener(JobListener listener) {
		if (!listeners.contains(listener))
			listeners.add(listener);
	}

	@Override
	public void removeListener(JobListener listener) {
		listeners.remove(listener);
	}

	private void write(Runnable change) {
		try {
			writer.execute(() -> {
				try {
					change.run();
				} catch (RuntimeException e) {
					LOG.log(Level.ERROR, "A change of the queue failed", e); //$NON-NLS-1$
				}
			});
		} catch (RejectedExecutionException e) {
			LOG.log(Level.DEBUG, "The queue is closed"); //$NON-NLS-1$
		}
	}

	/** Ends what this object owns; prompts at servers go on. */
	@Override
	@Deactivate
	public void close() {
		instances.removeListener(instanceListener);
		writer.shutdown();
		jobs.values().forEach(job -> {
			JobRun run = job.run;
			if (run != null)
				run.abandon();
		});
		events.close();
		publisher.shutdown();
	}
}
