// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.internal;

import java.util.List;

import org.creativestudio.comfyui.workflow.JobError;
import org.creativestudio.comfyui.workflow.JobError.Kind;
import org.creativestudio.comfyui.workflow.internal.journal.Trail;
import org.eclipse.jdt.annotation.Nullable;

/** What follows when an instance lost a job or had too little memory for it. A pure choice. */
final class Failover {

	/** A job that was lost is sent again so many times. */
	static final int MAX_RESENDS = 2;
	/** A workflow at which so many different instances died is not tried on another one. */
	static final int MAX_KILLED = 2;

	private Failover() {
	}

	/**
	 * What is done with the job.
	 *
	 * @param error why it ends; null: it waits again
	 * @param why   why it waits again
	 */
	record Next(Trail trail, @Nullable JobError error, String why) {
	}

	static Next afterLoss(Trail before, Outcome.Lost loss, String instanceId) {
		Trail trail = before.lostAt(instanceId, loss.died()).sent(null, null);
		if (trail.killed().size() >= MAX_KILLED)
			return new Next(trail, error(Kind.INSTANCE, loss.why() + ". " + trail.killed().size() + " different instances died while they ran" //$NON-NLS-1$ //$NON-NLS-2$
					+ " this workflow, so it is not tried on another one. Look at the ends of their logs."), ""); //$NON-NLS-1$ //$NON-NLS-2$
		if (trail.lost().size() > MAX_RESENDS)
			return new Next(trail, error(Kind.INSTANCE, loss.why() + ". It was lost " + trail.lost().size() //$NON-NLS-1$
					+ " times and is not sent again. Retry it when the instances are well."), ""); //$NON-NLS-1$
		return new Next(trail, null, loss.why() + "; it is sent again"); //$NON-NLS-1$
	}

	/**
	 * @param memory  bytes of the instance's GPU memory; 0 when not known
	 * @param hasMore whether there is an instance with more than that, which may take the job
	 */
	static Next afterOutOfMemory(Trail before, JobError error, String instanceId, long memory, boolean hasMore) {
		Trail waiting = before.sent(null, null);
		if (before.freed() == null && before.memoryAbove() == 0)
			return new Next(waiting.freedAt(instanceId), null, "memory did not suffice; it is tried again after memory was freed"); //$NON-NLS-1$
		if (memory > 0 && hasMore)
			return new Next(waiting.needsMoreThan(memory), null, "memory did not suffice; it goes to an instance with more of it"); //$NON-NLS-1$
		return new Next(waiting, new JobError(Kind.EXECUTION, error.message() + "\nMemory did not suffice, not even after it was freed, and no" //$NON-NLS-1$
				+ " instance that may take the workflow has more. Use smaller images or batches, or a smaller model.", error.nodes()), ""); //$NON-NLS-1$ //$NON-NLS-2$
	}

	private static JobError error(Kind kind, String message) {
		return new JobError(kind, message, List.of());
	}
}
