// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow;

import java.util.concurrent.CompletableFuture;

/** One job that was asked for. Safe for any thread. */
public interface JobHandle {
	String id();

	/** The latest snapshot. */
	JobSnapshot snapshot();

	/**
	 * Completes with the final snapshot, whatever the state; never fails. Cancelling this future cancels nothing: use
	 * {@link #cancel()}.
	 */
	CompletableFuture<JobSnapshot> result();

	/**
	 * Completes with the job when it is on disk: from then on no crash loses it. Completes with the final snapshot, which tells
	 * why, when it could not be stored. Never fails.
	 */
	default CompletableFuture<JobSnapshot> stored() {
		return CompletableFuture.completedFuture(snapshot());
	}

	/** Takes the job from the queue or interrupts it at its instance. The future completes when the job is final. */
	CompletableFuture<JobSnapshot> cancel();
}
