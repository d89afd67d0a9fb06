// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.internal;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.workflow.JobHandle;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.creativestudio.comfyui.workflow.QueueException;
import org.creativestudio.comfyui.workflow.QueueException.Reason;
import org.creativestudio.comfyui.workflow.WorkflowService.Attendance;
import org.creativestudio.comfyui.workflow.internal.journal.HomeJobs;
import org.creativestudio.comfyui.workflow.internal.journal.JobJournal;
import org.creativestudio.comfyui.workflow.internal.journal.JobRecord;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

import com.google.gson.JsonObject;

/**
 * This program's part in the queue of the home: takes over what programs leave that are gone, does what other programs want of its
 * jobs and asks them for theirs, and knows whether the queue is paused. Looks at the disk twice a second.
 */
final class HomeQueue implements AutoCloseable {

	private static final System.Logger LOG = System.getLogger(HomeQueue.class.getName());
	private static final Duration BEAT = Duration.ofMillis(500);
	private static final int BEATS_PER_SEARCH = 4;
	/** While a place is wanted that another program has, it is asked for so many times in a beat. */
	private static final int ASKED_PER_BEAT = 10;
	/** Programs that come and go leave their history; more than this is collected even if nobody attends. */
	private static final int MAX_LEFT = 20;
	private static final Duration ANSWER_DEADLINE = Duration.ofSeconds(10);

	/** What can be wanted of a job. */
	enum Verb {
		CANCEL, MOVE, PRIORITY
	}

	private final HomeJobs programs;
	private final JobQueue queue;
	private final JobChanges changes;
	private final InstanceManager instances;
	private final AtomicInteger attending = new AtomicInteger();
	private final CountDownLatch closed = new CountDownLatch(1);
	private volatile boolean paused;
	private volatile @Nullable Dispatcher dispatcher;
	private volatile @Nullable Function<JobSnapshot, JobHandle> again;
	private @Nullable Thread beat;
	/** Whether it was said that the disk can't be read, which is said once until it can. Only touched by the beat. */
	private boolean complained;

	HomeQueue(HomeJobs programs, JobQueue queue, JobChanges changes, InstanceManager instances) {
		this.programs = programs;
		this.queue = queue;
		this.changes = changes;
		this.instances = instances;
		paused = programs.isPaused();
	}

	/** @param retrying queues a job once more */
	void start(Dispatcher dispatching, Function<JobSnapshot, JobHandle> retrying) {
		dispatcher = dispatching;
		again = retrying;
		beat = Thread.ofVirtual().name("jobs-home").start(this::run); //$NON-NLS-1$
	}

	private void run() {
		try {
			instances.ready().exceptionally(failure -> null).get();
			for (int count = 0; !awaitBeat(); count++)
				try {
					notePause();
					answer();
					if (count % BEATS_PER_SEARCH == 0)
						search();
					complained = false;
				} catch (IOException | RuntimeException | LinkageError e) {
					if (!complained)
						LOG.log(Level.WARNING, "The jobs of other programs can't be looked at: " + e.getMessage(), e); //$NON-NLS-1$
					complained = true;
				} finally {
					// What waits here has nothing to do with the files of other programs.
					queue.write(queue::dispatchSoon);
				}
		} catch (InterruptedException | java.util.concurrent.ExecutionException e) {
			LOG.log(Level.DEBUG, "The home is not looked at any more", e); //$NON-NLS-1$
		}
	}

	/** @return whether it is closed */
	private boolean awaitBeat() throws InterruptedException {
		for (int part = 0; part < ASKED_PER_BEAT; part++) {
			Dispatcher doing = dispatcher;
			if (doing == null || !doing.isWanting())
				return closed.await(BEAT.toMillis() * (ASKED_PER_BEAT - part) / ASKED_PER_BEAT, TimeUnit.MILLISECONDS);
			if (closed.await(BEAT.toMillis() / ASKED_PER_BEAT, TimeUnit.MILLISECONDS))
				return true;
			queue.write(queue::dispatchSoon);
		}
		return false;
	}

	boolean isPaused() {
		return paused;
	}

	private void notePause() {
		boolean now = programs.isPaused();
		if (now == paused)
			return;
		paused = now;
		changes.tell(listener -> listener.queuePaused(now));
		queue.write(queue::dispatchSoon);
	}

	CompletableFuture<Void> setPaused(boolean value) {
		return work(() -> {
			programs.setPaused(value);
			notePause();
			return null;
		});
	}

	Attendance attend() {
		attending.incrementAndGet();
		AtomicBoolean open = new AtomicBoolean(true);
		return () -> {
			if (open.compareAndSet(true, false))
				attending.decrementAndGet();
		};
	}

	/** Takes over what programs left that are gone. */
	private void search() throws IOException {
		JobJournal journal = queue.journal();
		List<String> dead = journal.dead();
		boolean all = attending.get() > 0;
		if (!all && dead.size() <= MAX_LEFT)
			return;
		for (String program : dead)
			if (all || journal.isHistory(program))
				queue.write(() -> adopt(program));
		queue.write(() -> adopt("")); //$NON-NLS-1$
	}

	/** On the writer. @param program empty: what could not be merged before */
	private void adopt(String program) {
		Dispatcher resuming = dispatcher;
		try {
			List<JobRecord> left = program.isEmpty() ? queue.journal().adoptRest() : queue.journal().adopt(program);
			if (!left.isEmpty())
				LOG.log(Level.INFO, "Took over {0} jobs of a program that is gone", left.size()); //$NON-NLS-1$
			for (JobRecord each : left)
				queue.adopt(each).ifPresent(job -> {
					if (resuming != null)
						resuming.resume(job);
				});
			if (!left.isEmpty())
				queue.forgetOld();
		} catch (IOException e) {
			LOG.log(Level.WARNING, "The jobs of a program that is gone can't be taken over: " + e.getMessage(), e); //$NON-NLS-1$
		}
	}

	/** Does what other programs want. */
	private void answer() throws IOException {
		IOException untold = null;
		for (HomeJobs.Request request : programs.requests(queue.journal())) {
			String problem = null;
			try {
				apply(Verb.valueOf(request.verb()), request.job(), request.argument()).join();
			} catch (IllegalArgumentException e) {
				problem = Messages.homeQueue_programJobDoesNot;
			} catch (CompletionException e) {
				Throwable cause = e.getCause() == null ? e : e.getCause();
				problem = cause.getMessage() == null ? cause.toString() : cause.getMessage();
			}
			try {
				programs.answer(request, problem);
			} catch (IOException e) {
				untold = e;
			}
		}
		if (untold != null)
			throw untold;
	}

	/** Does something with a job of this program. */
	private CompletableFuture<Void> apply(Verb verb, String id, String argument) {
		CompletableFuture<Void> done = new CompletableFuture<>();
		boolean accepted = queue.write(() -> {
			try {
				Job job = queue.find(id).orElseThrow(() -> notFound(id));
				if (job.snapshot().state().isFinal())
					throw new QueueException(Reason.INVALID, NLS.bind(Messages.homeQueue_jobEndedAlready, id));
				Dispatcher doing = dispatcher;
				if (doing != null)
					switch (verb) {
					case CANCEL -> queue.cancel(job);
					case MOVE -> {
						if (instances.getInstance(argument).isEmpty())
							throw new QueueException(Reason.NOT_FOUND, NLS.bind(Messages.homeQueue_thereNoInstance, argument));
						doing.move(job, argument);
					}
					case PRIORITY -> {
						int priority = Integer.parseInt(argument);
						queue.apply(job, change -> change.options(job.snapshot().options().priority(priority)));
						queue.dispatchSoon();
					}
					}
				queue.then(() -> done.complete(null));
			} catch (NumberFormatException e) {
				done.completeExceptionally(new QueueException(Reason.INVALID, NLS.bind(Messages.homeQueue_noPriority, argument), e));
			} catch (RuntimeException | Error e) { // else who asks, and the beat, would wait for ever
				done.completeExceptionally(e);
			}
		});
		if (!accepted)
			done.completeExceptionally(new QueueException(Reason.FAILED, NLS.bind(Messages.homeQueue_programEnds, id)));
		return done;
	}

	private static QueueException notFound(String id) {
		return new QueueException(Reason.NOT_FOUND, NLS.bind(Messages.homeQueue_thereNoJobQueue, id));
	}

	/** Does something with a job, whichever program has it. */
	CompletableFuture<Void> request(Verb verb, String id, String argument) {
		if (queue.find(id).isPresent())
			return apply(verb, id, argument);
		return work(() -> {
			String owner = programs.owner(id).orElseThrow(() -> notFound(id));
			if (queue.journal().dead().contains(owner)) {
				takeOver(owner);
				if (queue.find(id).isPresent())
					apply(verb, id, argument).join();
				else
					ask(programs.owner(id).orElseThrow(() -> notFound(id)), verb, id, argument);
			} else
				ask(owner, verb, id, argument);
			return null;
		});
	}

	private void takeOver(String owner) throws IOException, InterruptedException {
		instances.ready().join();
		CountDownLatch taken = new CountDownLatch(1);
		queue.write(() -> {
			adopt(owner);
			queue.then(taken::countDown);
		});
		taken.await(ANSWER_DEADLINE.toSeconds(), TimeUnit.SECONDS);
	}

	private void ask(String owner, Verb verb, String id, String argument) throws IOException, InterruptedException {
		HomeJobs.Request request = programs.ask(owner, verb.name(), id, argument);
		for (long waited = 0; waited < ANSWER_DEADLINE.toMillis(); waited += BEAT.toMillis() / 5) {
			Optional<String> answer = programs.answerTo(request);
			if (answer.isPresent()) {
				if (!answer.get().isEmpty())
					throw new QueueException(Reason.INVALID, answer.get());
				return;
			}
			if (closed.await(BEAT.toMillis() / 5, TimeUnit.MILLISECONDS))
				break;
		}
		programs.takeBack(request);
		throw new QueueException(Reason.TIMEOUT, NLS.bind(Messages.homeQueue_programJobDoesNot2, id));
	}

	CompletableFuture<JobHandle> retry(String id) {
		return work(() -> {
			Function<JobSnapshot, JobHandle> retrying = again;
			JobRecord entry = programs.read().get(id);
			JobSnapshot job = queue.find(id).map(Job::snapshot).orElseGet(() -> entry == null ? null : entry.job());
			if (job == null || retrying == null)
				throw notFound(id);
			if (!job.state().isFinal())
				throw new QueueException(Reason.INVALID, NLS.bind(Messages.homeQueue_jobNotEndedYet, id));
			if (job.workflow().graph().isEmpty() && entry != null)
				job = JobQueue.withGraph(job, programs.graph(entry));
			return retrying.apply(job);
		});
	}

	List<JobSnapshot> readAll() {
		try {
			Map<String, JobSnapshot> all = new HashMap<>();
			programs.read().forEach((id, entry) -> all.put(id, entry.job()));
			queue.jobs().forEach(job -> all.put(job.id(), job.snapshot()));
			List<JobSnapshot> sorted = new ArrayList<>(all.values());
			sorted.sort(Comparator.comparing(JobSnapshot::created).thenComparing(JobSnapshot::id));
			return sorted;
		} catch (IOException e) {
			throw new QueueException(Reason.FAILED, NLS.bind(Messages.homeQueue_jobsHomeCannotRead, e.getMessage()), e);
		}
	}

	CompletableFuture<Integer> export(Path file) {
		return work(() -> {
			Map<String, JobRecord> records = programs.read();
			// A hundred runs of one workflow are one graph, in memory and in the file.
			Map<String, JsonObject> graphs = new HashMap<>();
			List<JobSnapshot> jobs = new ArrayList<>();
			for (JobSnapshot job : readAll())
				if (!job.state().isFinal()) {
					JobRecord entry = records.get(job.id());
					if (entry != null && !graphs.containsKey(entry.graph()))
						graphs.put(entry.graph(), job.workflow().graph().isEmpty() ? programs.graph(entry) : job.workflow().graph());
					jobs.add(entry == null ? job : JobQueue.withGraph(job, graphs.get(entry.graph())));
				}
			QueueExchange.write(jobs, file);
			return jobs.size();
		});
	}

	/** Does something that blocks, on a thread of its own. */
	<T extends @Nullable Object> CompletableFuture<T> work(Callable<T> task) {
		CompletableFuture<T> done = new CompletableFuture<>();
		Thread.ofVirtual().name("jobs-work").start(() -> { //$NON-NLS-1$
			try {
				done.complete(task.call());
			} catch (CompletionException e) {
				done.completeExceptionally(e.getCause() == null ? e : e.getCause());
			} catch (IOException e) {
				done.completeExceptionally(new QueueException(Reason.FAILED, e.getMessage(), e));
			} catch (Exception | Error e) { // nobody shall wait for ever
				done.completeExceptionally(e);
			}
		});
		return done;
	}

	@Override
	public void close() {
		closed.countDown();
		Thread running = beat;
		if (running != null)
			running.interrupt();
	}
}
