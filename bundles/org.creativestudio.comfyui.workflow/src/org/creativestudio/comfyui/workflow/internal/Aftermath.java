// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.internal;

import java.util.List;

import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.workflow.JobError;
import org.creativestudio.comfyui.workflow.JobError.Kind;
import org.creativestudio.comfyui.workflow.JobState;
import org.creativestudio.comfyui.workflow.internal.journal.Trail;

/** What follows for a job when its run has ended, or the user wants it elsewhere. Everything is called on the writer of the queue. */
final class Aftermath {

	private final InstanceManager instances;
	private final JobQueue queue;
	private final ServerAbilities abilities;
	private final Rests rests;

	Aftermath(InstanceManager instances, JobQueue queue, ServerAbilities abilities, Rests rests) {
		this.instances = instances;
		this.queue = queue;
		this.abilities = abilities;
		this.rests = rests;
	}

	/** A run has ended; the job has none any more. */
	void next(Job job, JobRun run, Outcome outcome) {
		if (outcome instanceof Outcome.Done done) {
			rests.end(run.instanceId());
			if (!done.remark().isEmpty())
				queue.apply(job, change -> change.why(job.snapshot().why() + "; " + done.remark())); //$NON-NLS-1$
			queue.finish(job, JobState.DONE, null, done.files());
			return;
		}
		if (job.trail().cancelled() || outcome instanceof Outcome.Cancelled) {
			if (outcome instanceof Outcome.Cancelled cancelled)
				queue.apply(job, change -> change.why(cancelled.why()));
			queue.finish(job, JobState.CANCELLED, null, List.of());
			return;
		}
		switch (outcome) {
		case Outcome.Failed failed -> {
			if (failed.error().kind() == Kind.INVALID_WORKFLOW)
				abilities.forget(run.instanceId());
			queue.finish(job, JobState.FAILED, failed.error(), List.of());
		}
		case Outcome.NotTaken not -> {
			rests.rest(run.instanceId());
			String goal = job.trail().moveTo();
			again(job, job.trail().waiting().moveTo(null), not.why());
			if (goal != null)
				move(job, goal);
		}
		case Outcome.Lost lost -> lost(job, lost, run.instanceId());
		case Outcome.OutOfMemory memory -> outOfMemory(job, memory, run);
		case Outcome.Withdrawn withdrawn -> {
			String goal = job.trail().moveTo();
			again(job, job.trail().waiting().moveTo(null), Messages.dispatcher_movedUser);
			if (goal != null)
				move(job, goal);
		}
		case Outcome.Done done -> throw new IllegalStateException();
		case Outcome.Cancelled cancelled -> throw new IllegalStateException();
		case Outcome.Readdressed readdressed -> throw new IllegalStateException();
		}
	}

	void lost(Job job, Outcome.Lost loss, String instanceId) {
		follow(job, Failover.afterLoss(job.trail(), loss, instanceId));
	}

	private void outOfMemory(Job job, Outcome.OutOfMemory failure, JobRun run) {
		long memory = Assignment.memory(instances.getInstance(run.instanceId()).orElse(run.instance()));
		boolean free = job.snapshot().options().instanceId() == null;
		boolean more = free && instances.getInstances().stream().anyMatch(other -> Assignment.memory(other) > memory);
		Failover.Next next = Failover.afterOutOfMemory(job.trail(), failure.error(), run.instanceId(), memory, more);
		if (!run.instanceId().equals(next.trail().freed())) {
			follow(job, next);
			return;
		}
		try {
			// The server frees when it is idle next, which is before it takes the job again.
			instances.client(run.instanceId()).free(true, true).whenComplete((done, problem) -> queue.write(() -> {
				follow(job, next);
				queue.dispatchSoon();
			}));
		} catch (InstanceException e) {
			follow(job, next);
		}
	}

	private void follow(Job job, Failover.Next next) {
		JobError error = next.error();
		if (job.trail().cancelled() && error == null) {
			queue.finish(job, JobState.CANCELLED, null, List.of());
			return;
		}
		if (error == null) {
			String goal = job.trail().moveTo();
			again(job, next.trail().moveTo(null), next.why());
			if (goal != null)
				move(job, goal);
		} else {
			queue.trail(job, next.trail());
			queue.finish(job, JobState.FAILED, error, List.of());
		}
	}

	/** Into the queue once more. */
	void again(Job job, Trail trail, String why) {
		queue.trail(job, trail);
		queue.apply(job, change -> change.again(why));
	}

	/** Puts a job to an instance, or takes it back from another one first. */
	void move(Job job, String instanceId) {
		JobRun run = job.run;
		if (run != null) {
			queue.trail(job, job.trail().moveTo(instanceId));
			run.withdraw();
			return;
		}
		queue.apply(job, change -> change.options(job.snapshot().options().instance(instanceId)));
		queue.dispatchSoon();
	}
}
