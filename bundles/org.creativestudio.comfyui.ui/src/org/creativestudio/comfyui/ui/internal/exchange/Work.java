// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.exchange;

import java.lang.reflect.InvocationTargetException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.creativestudio.comfyui.ui.internal.run.Await;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.jface.operation.IRunnableContext;

/** Does something behind the progress bar of a wizard; it can be cancelled there. UI thread. */
final class Work {

	private Work() {
	}

	/**
	 * @param problem is told what went wrong; not when the user cancelled
	 * @return the result; empty when there is none
	 */
	static <T> Optional<T> run(IRunnableContext context, String name, Supplier<CompletableFuture<T>> work, Consumer<String> problem) {
		CompletableFuture<T> done = new CompletableFuture<>();
		IStatus[] end = { Status.CANCEL_STATUS };
		try {
			context.run(true, true, monitor -> {
				monitor.beginTask(name, IProgressMonitor.UNKNOWN);
				CompletableFuture<T> future = work.get();
				end[0] = new Await(future).follow(monitor, failure -> Status.error(Failures.message(failure), failure));
				if (end[0].isOK())
					done.complete(future.join());
			});
		} catch (InvocationTargetException e) {
			problem.accept(Failures.message(e.getCause() == null ? e : e.getCause()));
			return Optional.empty();
		} catch (InterruptedException e) {
			return Optional.empty(); // cancelled
		}
		if (end[0].getSeverity() == IStatus.ERROR)
			problem.accept(end[0].getMessage());
		return done.isDone() ? Optional.of(done.join()) : Optional.empty();
	}
}
