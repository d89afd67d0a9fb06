// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ctrl+C. Waiting verbs wait through this, so that they end when the user wants it. Safe for any thread. */
public final class Interruption {

	private final CompletableFuture<Void> asked = new CompletableFuture<>();

	/** The user wants to stop. */
	public void interrupt() {
		asked.complete(null);
	}

	public boolean isInterrupted() {
		return asked.isDone();
	}

	/**
	 * Waits for the future or for the user.
	 *
	 * @throws Failure          {@link ExitCode#INTERRUPTED} when the user was first; the future goes on
	 * @throws RuntimeException with which the future failed
	 */
	public <T> T await(CompletableFuture<T> future) {
		try {
			CompletableFuture.anyOf(future, asked).get();
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new Failure(ExitCode.INTERRUPTED, Messages.interrupted);
		} catch (ExecutionException e) {
			throw unwrap(e);
		}
		if (!future.isDone())
			throw new Failure(ExitCode.INTERRUPTED, Messages.interrupted);
		try {
			return future.join();
		} catch (CompletionException e) {
			throw unwrap(e);
		}
	}

	/** Waits for what was asked to end; gives up silently after that time. */
	static void settle(CompletableFuture<?> future, long seconds) {
		try {
			future.get(seconds, TimeUnit.SECONDS);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		} catch (ExecutionException | TimeoutException | CancellationException e) {
			// The verb ends with the interruption that it reports, whatever came of this.
			return;
		}
	}

	private static RuntimeException unwrap(Exception failure) {
		Throwable cause = failure;
		while ((cause instanceof ExecutionException || cause instanceof CompletionException) && cause.getCause() != null)
			cause = cause.getCause();
		return cause instanceof RuntimeException known ? known : new CompletionException(cause);
	}
}
