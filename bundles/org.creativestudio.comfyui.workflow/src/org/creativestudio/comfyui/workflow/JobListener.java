// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow;

import org.eclipse.jdt.annotation.Nullable;

/** Is told of every change of every job, in order for each job; not on the UI thread and never while a lock is held. */
public interface JobListener {
	/**
	 * @param before null when the job is new
	 * @param after  null when the job was removed from the list
	 */
	void jobChanged(@Nullable JobSnapshot before, @Nullable JobSnapshot after);

	/** A preview image of the running node. Bytes are PNG or JPEG, at most a few hundred kilobytes. */
	default void jobPreview(JobSnapshot job, byte[] image) {
	}

	/** The queue was paused or goes on, by this program or another one of the home. */
	default void queuePaused(boolean paused) {
	}
}
