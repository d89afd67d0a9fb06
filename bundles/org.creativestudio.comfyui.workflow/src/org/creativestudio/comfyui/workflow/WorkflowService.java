// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Runs workflows on instances. An OSGi service; safe for any thread; reads never block. Jobs outlast the program: what it leaves is
 * taken over by another one of the home that {@linkplain #attend() attends} to the queue. Futures of changes fail with a
 * {@link QueueException}.
 */
public interface WorkflowService {

	/**
	 * Reads a workflow in either of ComfyUI's formats. Blocks for the disk.
	 *
	 * @throws WorkflowFormatException when the file can't be read, is too large, no JSON, or no graph
	 */
	Workflow read(Path file) throws WorkflowFormatException;

	/** Queues a run. Returns at once, which is before it is {@linkplain JobHandle#stored() stored}; whatever goes wrong is in the job's snapshot. */
	JobHandle execute(Workflow workflow, WorkflowOptions options);

	/** All jobs that this program knows, oldest first. */
	List<JobSnapshot> getJobs();

	Optional<JobHandle> getJob(String id);

	/** Forgets a job that is final; its files stay. Has no effect on others. */
	void remove(String id);

	/**
	 * All jobs of the home, those of other programs included, oldest first. Blocks for the disk. Graphs and progress of others' jobs
	 * are not known.
	 *
	 * @throws QueueException when the journals can't be read
	 */
	default List<JobSnapshot> readAllJobs() {
		return getJobs();
	}

	/**
	 * Takes part in caring for what other programs leave: of all programs that do, exactly one takes over each job whose program is
	 * gone, however it went, and follows, collects or sends it. Ends with the last handle that is closed.
	 */
	default Attendance attend() {
		return () -> {
			// nothing is left by anybody
		};
	}

	/** Open attendance. */
	interface Attendance extends AutoCloseable {
		/** Ends it; further calls have no effect. Jobs that were taken over stay with this program. */
		@Override
		void close();
	}

	/** Whether new work is held back in all programs of the home. What is at an instance goes on. Never blocks. */
	default boolean isPaused() {
		return false;
	}

	/** Holds new work back, or lets it go, in all programs of the home and beyond their end. */
	default CompletableFuture<Void> setPaused(boolean paused) {
		return CompletableFuture.failedFuture(new UnsupportedOperationException());
	}

	/** Cancels a job, whichever program of the home has it. Completes when that program has begun to. */
	default CompletableFuture<Void> cancel(String id) {
		return CompletableFuture.failedFuture(new UnsupportedOperationException());
	}

	/** Runs the workflow of a job that has ended once more, as it was asked for, as a new job of this program. */
	default CompletableFuture<JobHandle> retry(String id) {
		return CompletableFuture.failedFuture(new UnsupportedOperationException());
	}

	/** Puts a job to an instance. One that is at another instance is taken from there first, unless it ends before. */
	default CompletableFuture<Void> move(String id, String instanceId) {
		return CompletableFuture.failedFuture(new UnsupportedOperationException());
	}

	/** Changes the priority of a waiting job. */
	default CompletableFuture<Void> setPriority(String id, int priority) {
		return CompletableFuture.failedFuture(new UnsupportedOperationException());
	}

	/** Where a run would go now, and why not elsewhere. Asks instances whose nodes are not known; sends nothing. */
	default CompletableFuture<Explanation> explain(Workflow workflow, WorkflowOptions options) {
		return CompletableFuture.failedFuture(new UnsupportedOperationException());
	}

	/**
	 * Writes all jobs of the home that have not ended into a file, with their graphs. They stay in the queue.
	 *
	 * @return how many
	 */
	default CompletableFuture<Integer> exportQueue(Path file) {
		return CompletableFuture.failedFuture(new UnsupportedOperationException());
	}

	/** Queues the jobs of an exported file as new ones; all or, when the file is not understood, none. */
	default CompletableFuture<List<JobHandle>> importQueue(Path file) {
		return CompletableFuture.failedFuture(new UnsupportedOperationException());
	}

	void addListener(JobListener listener);

	void removeListener(JobListener listener);
}
