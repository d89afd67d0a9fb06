// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.internal;

import java.util.List;

import org.creativestudio.comfyui.workflow.JobError;
import org.creativestudio.comfyui.workflow.JobError.Kind;
import org.creativestudio.comfyui.workflow.internal.journal.Trail;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

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
		Trail trail = before.lostAt(instanceId, loss.died()).waiting();
		if (trail.killed().size() >= MAX_KILLED)
			return new Next(trail,
					error(Kind.INSTANCE, NLS.bind(Messages.failover_differentInstancesDiedWhile, loss.why(), trail.killed().size())), ""); //$NON-NLS-1$
		if (trail.lost().size() > MAX_RESENDS)
			return new Next(trail, error(Kind.INSTANCE, NLS.bind(Messages.failover_lostTimesNotSent, loss.why(), trail.lost().size())), ""); //$NON-NLS-1$
		return new Next(trail, null, NLS.bind(Messages.failover_sentAgain, loss.why()));
	}

	/**
	 * @param memory  bytes of the instance's GPU memory; 0 when not known
	 * @param hasMore whether there is an instance with more than that, which may take the job
	 */
	static Next afterOutOfMemory(Trail before, JobError error, String instanceId, long memory, boolean hasMore) {
		Trail waiting = before.waiting();
		if (before.freed() == null && before.memoryAbove() == 0)
			return new Next(waiting.freedAt(instanceId), null, Messages.failover_memoryDidNotSuffice);
		if (memory > 0 && hasMore)
			return new Next(waiting.needsMoreThan(memory), null, Messages.failover_memoryDidNotSuffice2);
		return new Next(waiting,
				new JobError(Kind.EXECUTION, NLS.bind(Messages.failover_memoryDidNotSuffice3, error.message()), error.nodes()), ""); //$NON-NLS-1$
	}

	private static JobError error(Kind kind, String message) {
		return new JobError(kind, message, List.of());
	}
}
