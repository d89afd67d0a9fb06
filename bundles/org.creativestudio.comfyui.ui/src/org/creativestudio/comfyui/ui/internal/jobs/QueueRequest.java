// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.jobs;

import java.util.concurrent.CompletableFuture;

import org.creativestudio.comfyui.ui.internal.run.Await;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.IJobFunction;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.osgi.util.NLS;

/** Follows what was asked of the queue, so that a refusal is told to the user. */
final class QueueRequest {

	private QueueRequest() {
	}

	/**
	 * Returns at once.
	 *
	 * @param name what is being done, for people
	 */
	static void follow(String name, CompletableFuture<?> request) {
		IJobFunction wait = monitor -> new Await(request).follow(monitor, failure -> Status
				.error(NLS.bind(Messages.request_failed, name, failure.getLocalizedMessage()), failure));
		Job.create(name, wait).schedule();
	}
}
