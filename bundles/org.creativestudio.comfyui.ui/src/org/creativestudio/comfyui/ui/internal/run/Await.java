// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.run;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import org.creativestudio.comfyui.core.InstanceException;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;

/** Waits for a future in a job, and cancels it when the user cancels the job. */
public final class Await {

	private static final int LOOK_EVERY_MS = 200;

	private final CompletableFuture<?> future;

	public Await(CompletableFuture<?> future) {
		this.future = future;
	}

	/**
	 * Blocks until the future is done.
	 *
	 * @param failure makes the status for the user from what went wrong; not asked when somebody cancelled
	 */
	public IStatus follow(IProgressMonitor monitor, Function<Throwable, IStatus> failure) {
		while (true)
			try {
				future.get(LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
				return Status.OK_STATUS;
			} catch (TimeoutException e) { // not yet
				if (monitor.isCanceled())
					future.cancel(true);
			} catch (CancellationException e) {
				return Status.CANCEL_STATUS;
			} catch (InterruptedException e) {
				future.cancel(true);
				Thread.currentThread().interrupt();
				return Status.CANCEL_STATUS;
			} catch (ExecutionException e) {
				Throwable cause = e.getCause() != null ? e.getCause() : e;
				if (cause instanceof CancellationException
						|| cause instanceof InstanceException refused && refused.reason() == InstanceException.Reason.CANCELLED)
					return Status.CANCEL_STATUS;
				return failure.apply(cause);
			}
	}
}
