// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.jobs;

import java.util.concurrent.CompletableFuture;

import org.creativestudio.comfyui.ui.internal.run.Await;
import org.creativestudio.comfyui.workflow.QueueException;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.IJobFunction;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.osgi.util.NLS;
import org.eclipse.ui.statushandlers.StatusManager;

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
		IJobFunction wait = monitor -> new Await(request).follow(monitor, failure -> failed(name, failure));
		Job.create(name, wait).schedule();
	}

	/** A refusal is told; only what nobody foresaw is an error of the program, which is logged as well. */
	private static IStatus failed(String name, Throwable failure) {
		IStatus status = Status.error(NLS.bind(Messages.request_failed, name, failure.getLocalizedMessage()), failure);
		if (!(failure instanceof QueueException))
			return status;
		StatusManager.getManager().handle(status, StatusManager.SHOW);
		return Status.OK_STATUS;
	}
}
