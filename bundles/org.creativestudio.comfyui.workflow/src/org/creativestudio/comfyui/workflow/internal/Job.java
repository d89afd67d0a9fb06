// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.internal;

import java.time.Instant;
import java.util.Comparator;
import java.util.concurrent.CompletableFuture;

import org.creativestudio.comfyui.workflow.JobHandle;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.creativestudio.comfyui.workflow.internal.forecast.Profile;
import org.creativestudio.comfyui.workflow.internal.forecast.Profiles;
import org.creativestudio.comfyui.workflow.internal.journal.JobRecord;
import org.creativestudio.comfyui.workflow.internal.journal.Trail;
import org.eclipse.jdt.annotation.Nullable;

/** A job; its state is only changed by the queue's writer. */
final class Job implements JobHandle {

	/** The order of asking: by moment, then as each program counted, then in any order that is always the same. */
	record Turn(Instant created, long number, String id) implements Comparable<Turn> {
		private static final Comparator<Turn> ORDER = Comparator.comparing(Turn::created).thenComparingLong(Turn::number)
				.thenComparing(Turn::id);

		@Override
		public int compareTo(Turn other) {
			return ORDER.compare(this, other);
		}
	}

	private final JobQueue queue;
	final Turn turn;
	private final CompletableFuture<JobSnapshot> result = new CompletableFuture<>();
	private final CompletableFuture<JobSnapshot> stored = new CompletableFuture<>();
	private volatile JobSnapshot snapshot;
	private volatile Trail trail;
	/** Key of its graph on disk; null before it is there. Writer only. */
	@Nullable
	String graph;
	/** Of its graph on disk; 0 before it is there. */
	volatile long graphBytes;
	/** What works on it; null before it was sent and after it ended. */
	volatile @Nullable JobRun run;
	private @Nullable Needs needs;
	private @Nullable Profile profile;

	Job(JobQueue queue, JobSnapshot snapshot, long number) {
		this.queue = queue;
		this.snapshot = snapshot;
		turn = new Turn(snapshot.created(), number, snapshot.id());
		trail = Trail.NEW;
	}

	/** A job that another program left. */
	Job(JobQueue queue, JobRecord left, JobSnapshot snapshot) {
		this.queue = queue;
		this.snapshot = snapshot;
		turn = new Turn(snapshot.created(), left.number(), snapshot.id());
		trail = left.trail();
		graph = left.graph();
		stored.complete(snapshot);
	}

	@Override
	public String id() {
		return snapshot.id();
	}

	@Override
	public JobSnapshot snapshot() {
		return snapshot;
	}

	/** Called by the writer only. */
	void snapshot(JobSnapshot value) {
		snapshot = value;
	}

	Trail trail() {
		return trail;
	}

	/** Called by the writer only. */
	void trail(Trail value) {
		trail = value;
	}

	JobRecord toRecord(String key) {
		return new JobRecord(snapshot, turn.number, key, trail);
	}

	/** Called by the writer only. */
	Needs needs() {
		Needs known = needs;
		if (known == null) {
			known = Needs.of(snapshot.workflow());
			needs = known;
		}
		return known;
	}

	/** Called by the writer only. */
	Profile profile() {
		Profile known = profile;
		if (known == null) {
			known = Profiles.of(snapshot.workflow());
			profile = known;
		}
		return known;
	}

	/** Called by the publisher, after listeners were told. */
	void complete(JobSnapshot end) {
		stored.complete(end);
		result.complete(end);
	}

	/** Called by the publisher. */
	void isStored() {
		stored.complete(snapshot);
	}

	@Override
	public CompletableFuture<JobSnapshot> result() {
		return result.copy();
	}

	@Override
	public CompletableFuture<JobSnapshot> stored() {
		return stored.copy();
	}

	@Override
	public CompletableFuture<JobSnapshot> cancel() {
		queue.cancel(this);
		return result();
	}
}
