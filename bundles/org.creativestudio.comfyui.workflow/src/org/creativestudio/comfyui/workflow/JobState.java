// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow;

/** Where a job is on its way. */
public enum JobState {
	/** In our queue: no instance has it. */
	WAITING,
	/** At an instance, in its queue. */
	QUEUED,
	/** The instance works on it. */
	RUNNING,
	/** Finished at the instance; its outputs are being fetched. */
	FETCHING,
	DONE,
	FAILED,
	CANCELLED;

	/** Whether nothing more will happen. */
	public boolean isFinal() {
		return this == DONE || this == FAILED || this == CANCELLED;
	}
}
