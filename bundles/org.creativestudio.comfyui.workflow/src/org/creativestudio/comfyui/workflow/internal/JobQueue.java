// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.internal;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import org.creativestudio.comfyui.core.JobSettings;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.workflow.JobError;
import org.creativestudio.comfyui.workflow.JobError.Kind;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.creativestudio.comfyui.workflow.JobState;
import org.creativestudio.comfyui.workflow.Workflow;
import org.creativestudio.comfyui.workflow.WorkflowOptions;
import org.creativestudio.comfyui.workflow.internal.journal.JobJournal;
import org.creativestudio.comfyui.workflow.internal.journal.JobRecord;
import org.creativestudio.comfyui.workflow.internal.journal.Trail;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

import com.google.gson.JsonObject;

/**
 * The jobs of this program and their one writer: every change runs on one serial executor. Changes that come together are written
 * to the journal together; only then is a job sent anywhere, or anybody told.
 */
final class JobQueue implements AutoCloseable {

	private static final System.Logger LOG = System.getLogger(JobQueue.class.getName());
	private static final long MAX_FINAL_GRAPHS = 256L << 20;
	private static final int MAX_BATCH = 64;

	/** What the queue does beyond keeping jobs. Called by the writer. */
	interface Work {
		/** Gives waiting jobs a place. */
		void dispatch();

		/** A job is to end, wherever it is. */
		void cancelled(Job job);

		/** A job that was to be sent was not. */
		void unsent(Job job);
	}

	private final StudioHome home;
	private final Clock clock;
	private final JobChanges changes;
	private final JobJournal journal;
	private final Supplier<JobSettings> settings;
	private final NavigableMap<Job.Turn, Job> jobs = new ConcurrentSkipListMap<>();
	private final AtomicLong numbers = new AtomicLong();
	private final ExecutorService writer = Executors.newSingleThreadExecutor(Thread.ofVirtual().name("jobs").factory()); //$NON-NLS-1$
	private final AtomicInteger pending = new AtomicInteger();
	private final Set<Job> dirty = new LinkedHashSet<>();
	private final Set<String> forgotten = new HashSet<>();
	private final List<Runnable> afterCommit = new ArrayList<>();
	private final List<JobRun> starts = new ArrayList<>();
	private int batch;
	private boolean dispatchWanted;
	private boolean hard;
	private boolean complained;
	private @Nullable Work work;

	/** @param settings asked whenever jobs are forgotten */
	JobQueue(StudioHome home, Clock clock, JobChanges changes, JobJournal journal, Supplier<JobSettings> settings) {
		this.home = home;
		this.clock = clock;
		this.changes = changes;
		this.journal = journal;
		this.settings = settings;
	}

	void start(Work doing) {
		work = doing;
	}

	JobJournal journal() {
		return journal;
	}

	List<Job> jobs() {
		return List.copyOf(jobs.values());
	}

	Optional<Job> find(String id) {
		return jobs.values().stream().filter(job -> job.id().equals(id)).findFirst();
	}

	Job add(String id, Workflow workflow, WorkflowOptions options) {
		JobSnapshot first = new JobSnapshot(id, 1, workflow, options, JobState.WAITING, null, null, "new", null, List.of(), null, //$NON-NLS-1$
				clock.instant(), null, null);
		Job job = new Job(this, first, numbers.incrementAndGet());
		jobs.put(job.turn, job);
		write(() -> {
			touch(job, true);
			publish(null, first);
			// A workflow that can't be stored would be lost by a crash: its sender is told at once.
			job.graph = keep(job);
			forgetOld();
			dispatchSoon();
			then(() -> changes.deliver(job::isStored));
		});
		return job;
	}

	private @Nullable String keep(Job job) {
		try {
			String key = journal.keep(job.snapshot().workflow().graph());
			job.graphBytes = journal.size(key);
			return key;
		} catch (IOException | RuntimeException | StackOverflowError e) {
			finish(job, JobState.FAILED,
					new JobError(Kind.OUTPUT, NLS.bind(Messages.jobQueue_jobCannotStoredCheck, journal.directory(), e instanceof IOException ? e.getMessage() : e),
					List.of()), List.of());
			return null;
		}
	}

	/** On the writer: a job that another program left is this program's from now on. Its graph is empty when it has ended. */
	Optional<Job> adopt(JobRecord left) {
		JobSnapshot snapshot = left.job();
		if (find(snapshot.id()).isPresent())
			return Optional.empty();
		IOException problem = null;
		if (!snapshot.state().isFinal())
			try {
				snapshot = withGraph(snapshot, journal.graph(left.graph()));
			} catch (IOException e) {
				problem = e;
			}
		Job job = new Job(this, left, snapshot);
		job.graphBytes = journal.size(left.graph());
		jobs.put(job.turn, job);
		publish(null, snapshot);
		if (problem != null)
			finish(job, JobState.FAILED,
					new JobError(Kind.OUTPUT, NLS.bind(Messages.jobQueue_graphJobLostRun, problem.getMessage()), List.of()), List.of());
		else if (snapshot.state().isFinal())
			then(() -> changes.deliver(() -> job.complete(job.snapshot())));
		dispatchSoon();
		return Optional.of(job);
	}

	static JobSnapshot withGraph(JobSnapshot job, JsonObject graph) {
		Workflow workflow = job.workflow();
		return new JobSnapshot(job.id(), job.revision(), new Workflow(workflow.name(), workflow.format(), graph, workflow.file()), job.options(),
				job.state(), job.instanceId(), job.promptId(), job.why(), job.progress(), job.outputs(), job.error(), job.created(),
				job.started(), job.ended());
	}

	void cancel(Job job) {
		write(() -> {
			Work doing = work;
			if (job.snapshot().state().isFinal() || doing == null)
				return;
			trail(job, job.trail().cancel());
			doing.cancelled(job);
		});
	}

	/** On the writer. */
	void trail(Job job, Trail trail) {
		job.trail(trail);
		touch(job, true);
	}

	/** On the writer: the run begins when it is on disk that it does. */
	void start(Job job, JobRun run) {
		job.run = run;
		starts.add(run);
	}

	/** On the writer. */
	void finish(Job job, JobState state, @Nullable JobError error, List<Path> outputs) {
		apply(job, change -> change.outputs(outputs).end(state, error, clock.instant()));
	}

	/** On the writer: the one place that changes a job. One that has ended does not change. */
	void apply(Job job, UnaryOperator<JobChange> change) {
		JobSnapshot before = job.snapshot();
		if (before.state().isFinal())
			return;
		JobSnapshot after = change.apply(new JobChange(before)).build();
		job.snapshot(after);
		if (before.state() != after.state() || !java.util.Objects.equals(before.promptId(), after.promptId())
				|| !before.options().equals(after.options()))
			touch(job, after.state().isFinal() || after.state() == JobState.WAITING || after.state() == JobState.QUEUED);
		publish(before, after);
		if (after.state().isFinal())
			then(() -> changes.deliver(() -> job.complete(after)));
	}

	/** @param now whether others may only be told when it is on disk */
	private void touch(Job job, boolean now) {
		dirty.add(job);
		hard |= now;
	}

	private void publish(@Nullable JobSnapshot before, @Nullable JobSnapshot after) {
		then(() -> changes.tell(listener -> listener.jobChanged(before, after)));
	}

	/** On the writer: does something when what was changed so far is on disk. */
	void then(Runnable action) {
		afterCommit.add(action);
	}

	void dispatchSoon() {
		dispatchWanted = true;
	}

	/** On the writer: the oldest jobs that have ended go when there are too many, or they are too old or too large. */
	void forgetOld() {
		List<Job> ended = new ArrayList<>(jobs.values().stream().filter(job -> job.snapshot().state().isFinal()).toList()).reversed();
		JobSettings limits = settings.get();
		Instant oldest = clock.instant().minus(Duration.ofDays(limits.days()));
		Set<String> graphs = new HashSet<>();
		long bytes = 0;
		int kept = 0;
		for (Job job : ended) {
			String graph = job.graph;
			if (graph != null && graphs.add(graph))
				bytes += job.graphBytes;
			Instant end = job.snapshot().ended();
			if (++kept > limits.kept() || kept > 1 && bytes > MAX_FINAL_GRAPHS || end != null && end.isBefore(oldest))
				forget(job);
		}
	}

	/** On the writer. */
	void forget(Job job) {
		if (jobs.remove(job.turn) != null) {
			forgotten.add(job.id());
			dirty.remove(job);
			publish(job.snapshot(), null);
		}
	}

	/** Runs a change on the writer. @return whether it will be run; not after the end */
	boolean write(Runnable change) {
		pending.incrementAndGet();
		try {
			writer.execute(() -> {
				try {
					change.run();
				} catch (RuntimeException e) {
					LOG.log(Level.ERROR, "A change of the queue failed", e); //$NON-NLS-1$
				} finally { // after an error too, else nothing would be stored any more
					if (pending.decrementAndGet() == 0 || ++batch >= MAX_BATCH)
						commit();
				}
			});
			return true;
		} catch (RejectedExecutionException e) {
			pending.decrementAndGet();
			LOG.log(Level.DEBUG, "The queue is closed"); //$NON-NLS-1$
			return false;
		}
	}

	private void commit() {
		batch = 0;
		Work doing = work;
		if (dispatchWanted && doing != null) {
			dispatchWanted = false;
			try {
				doing.dispatch();
			} catch (RuntimeException | LinkageError | StackOverflowError e) { // of what was contributed
				LOG.log(Level.ERROR, "What waits could not be looked at", e); //$NON-NLS-1$
			}
		}
		List<Job> unstorable = new ArrayList<>();
		boolean saved = save(unstorable);
		for (JobRun run : starts)
			if (saved && !unstorable.contains(run.job()))
				run.start();
			else
				unstart(run);
		starts.clear();
		List<Runnable> actions = List.copyOf(afterCommit);
		afterCommit.clear();
		for (Runnable action : actions)
			try {
				action.run();
			} catch (RuntimeException e) {
				LOG.log(Level.ERROR, "What follows a change of the queue failed", e); //$NON-NLS-1$
			}
		unstorable.forEach(this::refuse);
	}

	/** What can't be written down can't be kept over a crash. Its sender is told; the others go on, and what is at a server already. */
	private void refuse(Job job) {
		if (!job.snapshot().state().isFinal() && job.run == null)
			write(() -> finish(job, JobState.FAILED, new JobError(Kind.OUTPUT,
					NLS.bind(Messages.jobQueue_jobCannotStoredCheck, journal.directory(), Messages.jobQueue_itsRecordCannotWritten), List.of()),
					List.of()));
	}

	/**
	 * @param unstorable gets the jobs of which nothing can be written, whatever the disk does
	 * @return whether all else is on disk that must be before anything else happens
	 */
	private boolean save(List<Job> unstorable) {
		try {
			for (String id : Set.copyOf(forgotten)) {
				journal.forget(id);
				forgotten.remove(id);
			}
			for (Job job : List.copyOf(dirty)) {
				String graph = job.graph;
				try {
					if (graph != null)
						journal.put(job.toRecord(graph));
				} catch (RuntimeException e) {
					LOG.log(Level.ERROR, "The job " + job.id() + " can't be written down", e); //$NON-NLS-1$ //$NON-NLS-2$
					unstorable.add(job);
				}
				dirty.remove(job);
			}
			if (hard)
				journal.commit();
			else
				journal.flush();
			hard = false;
			complained = false;
			return true;
		} catch (IOException | RuntimeException e) { // else nobody would be told of anything any more
			if (!complained)
				LOG.log(Level.ERROR, "The journal of jobs in " + journal.directory() + " can't be written; no job is sent meanwhile: " + e, e); //$NON-NLS-1$ //$NON-NLS-2$
			complained = true;
			return false;
		}
	}

	/** What is not on disk is not sent: a crash would send it twice. */
	private void unstart(JobRun run) {
		Job job = run.job();
		job.run = null;
		Work doing = work;
		if (doing != null)
			doing.unsent(job);
		trail(job, job.trail().waiting());
		apply(job, change -> change.again(NLS.bind(Messages.jobQueue_journalJobsCannotWritten, home.jobs())));
	}

	/** What is at servers goes on there, and what waits is left to the next program. */
	@Override
	public void close() {
		writer.close();
		jobs.values().forEach(job -> {
			JobRun run = job.run;
			if (run != null)
				run.abandon();
		});
		try {
			journal.close();
		} catch (IOException e) {
			LOG.log(Level.WARNING, "The journal of jobs could not be closed", e); //$NON-NLS-1$
		}
	}
}
