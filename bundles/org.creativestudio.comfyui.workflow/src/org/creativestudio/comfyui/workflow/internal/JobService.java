// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.internal;

import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;

import org.creativestudio.comfyui.core.ActiveInstance;
import org.creativestudio.comfyui.core.InstanceChange;
import org.creativestudio.comfyui.core.InstanceListener;
import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.core.balancing.StrategyRegistry;
import org.creativestudio.comfyui.core.metrics.JobRecorder;
import org.creativestudio.comfyui.workflow.Explanation;
import org.creativestudio.comfyui.workflow.JobHandle;
import org.creativestudio.comfyui.workflow.JobListener;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.creativestudio.comfyui.workflow.Workflow;
import org.creativestudio.comfyui.workflow.WorkflowFormatException;
import org.creativestudio.comfyui.workflow.WorkflowOptions;
import org.creativestudio.comfyui.workflow.WorkflowService;
import org.creativestudio.comfyui.workflow.internal.forecast.Forecaster;
import org.creativestudio.comfyui.workflow.internal.forecast.Profiles;
import org.creativestudio.comfyui.workflow.internal.journal.HomeJobs;
import org.creativestudio.comfyui.workflow.internal.journal.JobJournal;
import org.creativestudio.comfyui.workflow.internal.journal.SharedPlaces;
import org.creativestudio.comfyui.workflow.internal.journal.Trail;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The service of jobs: puts its parts together. What is done with them is in {@link JobQueue}, {@link Dispatcher} and {@link HomeQueue}. */
@Component(service = WorkflowService.class)
public final class JobService implements WorkflowService, AutoCloseable {

	private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss"); //$NON-NLS-1$

	private final InstanceManager instances;
	private final Clock clock;
	private final JobChanges changes = new JobChanges();
	private final JobQueue queue;
	private final ServerAbilities abilities;
	private final Assignment assignment;
	private final PromptEvents events;
	private final Forecaster forecaster;
	private final Dispatcher dispatcher;
	private final SharedPlaces places;
	private final HomeQueue homeQueue;
	private final InstanceListener instanceListener = this::instanceChanged;

	@Activate
	public JobService(@Reference InstanceManager instances, @Reference StrategyRegistry strategies) {
		this(instances, strategies, StudioHome.current(), Clock.systemUTC());
	}

	public JobService(InstanceManager instances, StrategyRegistry strategies, StudioHome home, Clock clock) {
		this.instances = instances;
		this.clock = clock;
		String program = newId();
		queue = new JobQueue(home, clock, changes, new JobJournal(home.jobs(), program), () -> instances.getSettings().jobs());
		places = new SharedPlaces(home.jobs(), program);
		abilities = new ServerAbilities(instances, clock, () -> soon());
		assignment = new Assignment(instances, strategies, abilities);
		events = new PromptEvents();
		HomeJobs programs = new HomeJobs(home.jobs());
		homeQueue = new HomeQueue(programs, queue, changes, instances);
		forecaster = new Forecaster(home);
		dispatcher = new Dispatcher(instances, home, clock, queue, changes, assignment, abilities, events, forecaster, places,
				homeQueue::isPaused);
		queue.start(dispatcher);
		homeQueue.start(dispatcher, this::again);
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

	private void soon() {
		queue.write(queue::dispatchSoon);
	}

	@Override
	public Workflow read(Path file) throws WorkflowFormatException {
		return WorkflowFiles.read(file);
	}

	@Override
	public JobHandle execute(Workflow workflow, WorkflowOptions options) {
		return queue.add(newId(), workflow, options);
	}

	private JobHandle again(JobSnapshot job) {
		return execute(job.workflow(), job.options());
	}

	/** Sorts by time for people, and two programs on one home never make the same. */
	private String newId() {
		return STAMP.format(clock.instant().atZone(ZoneId.systemDefault())) + '-'
				+ Integer.toHexString(ThreadLocalRandom.current().nextInt(0x1000, 0x10000))
				+ Integer.toHexString(ThreadLocalRandom.current().nextInt(0x1000, 0x10000));
	}

	private void instanceChanged(InstanceChange change) {
		InstanceSnapshot before = change.before();
		InstanceSnapshot after = change.after();
		if (Fates.isDown(before, after)) {
			events.lost(change.id(), after == null ? Messages.jobService_deleted : after.activity());
			forecaster.lost(change.id());
		} else if (Fates.isElsewhere(before, after))
			events.lost(change.id(), Messages.follower_addressChanged);
		if (after == null) {
			abilities.forget(change.id());
			forecaster.forget(change.id());
		}
		if (Fates.isOther(before, after))
			dispatcher.refreshed(change.id());
		soon();
	}

	@Override
	public List<JobSnapshot> getJobs() {
		return queue.jobs().stream().map(Job::snapshot).toList();
	}

	@Override
	public Optional<JobHandle> getJob(String id) {
		return queue.find(id).map(job -> job);
	}

	@Override
	public void remove(String id) {
		queue.write(() -> queue.find(id).filter(job -> job.snapshot().state().isFinal()).ifPresent(queue::forget));
	}

	@Override
	public List<JobSnapshot> readAllJobs() {
		return homeQueue.readAll();
	}

	@Override
	public Attendance attend() {
		return homeQueue.attend();
	}

	@Override
	public boolean isPaused() {
		return homeQueue.isPaused();
	}

	@Override
	public CompletableFuture<Void> setPaused(boolean paused) {
		return homeQueue.setPaused(paused);
	}

	@Override
	public CompletableFuture<Void> cancel(String id) {
		return homeQueue.request(HomeQueue.Verb.CANCEL, id, ""); //$NON-NLS-1$
	}

	@Override
	public CompletableFuture<JobHandle> retry(String id) {
		return homeQueue.retry(id);
	}

	@Override
	public CompletableFuture<Void> move(String id, String instanceId) {
		return homeQueue.request(HomeQueue.Verb.MOVE, id, instanceId);
	}

	@Override
	public CompletableFuture<Void> setPriority(String id, int priority) {
		return homeQueue.request(HomeQueue.Verb.PRIORITY, id, Integer.toString(priority));
	}

	@Override
	public CompletableFuture<Explanation> explain(Workflow workflow, WorkflowOptions options) {
		CompletableFuture<?>[] asked = instances.getInstances().stream().filter(ActiveInstance::isUsable).map(abilities::of)
				.toArray(CompletableFuture[]::new);
		return CompletableFuture.allOf(asked).thenApplyAsync(all -> assignment
				.explain(new Assignment.Work("", workflow.name(), options, Needs.of(workflow), Profiles.of(workflow), Trail.NEW), dispatcher.load(homeQueue.readAll())), //$NON-NLS-1$
				Thread::startVirtualThread);
	}

	@Override
	public CompletableFuture<Integer> exportQueue(Path file) {
		return homeQueue.export(file);
	}

	@Override
	public CompletableFuture<List<JobHandle>> importQueue(Path file) {
		return homeQueue.work(() -> QueueExchange.read(file).stream().map(each -> execute(each.workflow(), each.options())).toList());
	}

	@Override
	public void addListener(JobListener listener) {
		changes.add(listener);
	}

	@Override
	public void removeListener(JobListener listener) {
		changes.remove(listener);
	}

	/** Ends what this object owns; prompts at servers go on, and jobs are left to the next program. */
	@Override
	@Deactivate
	public void close() {
		instances.removeListener(instanceListener);
		homeQueue.close();
		queue.close();
		places.close();
		events.close();
		forecaster.close();
		changes.close();
	}
}
