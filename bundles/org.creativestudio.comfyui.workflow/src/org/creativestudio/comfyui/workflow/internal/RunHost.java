// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.internal;

import java.util.function.UnaryOperator;

import org.creativestudio.comfyui.core.InstanceSnapshot;

/** Whom a run tells how it goes. Safe for any thread; nothing blocks. */
interface RunHost {

	/** The job changes unless it has ended. */
	void change(Job job, UnaryOperator<JobChange> change);

	void preview(Job job, byte[] image);

	/** Called once for each run unless it was abandoned. */
	void ended(JobRun run, Outcome outcome);

	/** What is known of the process that had the job. */
	Fate fate(InstanceSnapshot then);

	/** Whether the instance, whose process may be there, has another address than then: the client of then is of no use. */
	boolean isElsewhere(InstanceSnapshot then);

	/** Whether the user has its process suspended, so that time does not count. */
	boolean isSuspended(String instanceId);

	/** Whether its process is being ended on purpose. */
	boolean isStopping(String instanceId);

	/** What became of a server's process. */
	enum Fate {
		/** It may be there: asking tells. */
		UNKNOWN,
		/** It was ended on purpose, or another one is there. */
		ENDED,
		/** It ended by itself. */
		DIED
	}
}
