// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.run;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

import org.creativestudio.comfyui.core.InstanceException;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;

/** Waits for a future in a job, and cancels it when the user cancels the job. */
final class Await {

	private static final int LOOK_EVERY_MS = 200;

	private final CompletableFuture<?> future;

	Await(CompletableFuture<?> future) {
		this.future = future;
	}

	/** @param message makes the message for the user from what went wrong */
	IStatus follow(IProgressMonitor monitor, UnaryOperator<String> message) {
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
				Thread.currentThread().interrupt();
				return Status.CANCEL_STATUS;
			} catch (ExecutionException e) {
				Throwable cause = e.getCause() != null ? e.getCause() : e;
				if (cause instanceof InstanceException refused && refused.reason() == InstanceException.Reason.CANCELLED)
					return Status.CANCEL_STATUS;
				return Status.error(message.apply(String.valueOf(cause.getLocalizedMessage())), cause);
			}
	}
}
