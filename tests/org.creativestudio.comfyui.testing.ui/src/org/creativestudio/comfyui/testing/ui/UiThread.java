// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.testing.ui;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.eclipse.swt.widgets.Display;
import org.opentest4j.AssertionFailedError;

/** Reaches the workbench's UI thread from a test's thread. */
public final class UiThread {

	/** How long a word waits for what it names. */
	static final long PATIENCE_MS = 20_000;
	private static final int LOOK_EVERY_MS = 15;

	private UiThread() {
	}

	/** Calls on the UI thread and waits for the answer. */
	public static <T> T call(Callable<T> work) {
		CompletableFuture<T> answer = new CompletableFuture<>();
		Display.getDefault().asyncExec(() -> {
			try {
				answer.complete(work.call());
			} catch (Exception | AssertionError e) {
				answer.completeExceptionally(e);
			}
		});
		return await(answer, PATIENCE_MS, "the UI thread did not answer");
	}

	/** Runs on the UI thread and waits for the end. */
	public static void run(Runnable work) {
		call(() -> {
			work.run();
			return true;
		});
	}

	/**
	 * Runs on the UI thread without waiting for the end, for what opens a modal dialog, and waits until it has begun. What fails before
	 * fails here.
	 */
	public static void begin(Runnable work) {
		Display display = Display.getDefault();
		CompletableFuture<Boolean> passed = new CompletableFuture<>();
		display.asyncExec(() -> {
			try {
				work.run();
			} catch (RuntimeException | AssertionError e) {
				if (!passed.completeExceptionally(e))
					throw e;
			}
		});
		display.asyncExec(() -> passed.complete(true));
		await(passed, PATIENCE_MS, "the UI thread did not answer");
	}

	/** Looks on the UI thread again and again until the condition holds. */
	static void waitUntil(Condition condition, long patienceMs) {
		CompletableFuture<Boolean> holds = new CompletableFuture<>();
		Display display = Display.getDefault();
		display.asyncExec(new Runnable() {
			@Override
			public void run() {
				if (holds.isDone() || display.isDisposed())
					return;
				try {
					if (condition.test()) {
						holds.complete(true);
						return;
					}
				} catch (RuntimeException | AssertionError e) {
					holds.completeExceptionally(e);
					return;
				}
				display.timerExec(LOOK_EVERY_MS, this);
			}
		});
		try {
			holds.get(patienceMs, TimeUnit.MILLISECONDS);
		} catch (TimeoutException e) {
			holds.cancel(false);
			throw new AssertionFailedError("after " + patienceMs + " ms: " + call(condition::getFailureMessage));
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new AssertionFailedError("interrupted", e);
		} catch (ExecutionException e) {
			throw new AssertionFailedError(condition + ": " + e.getCause(), e.getCause());
		}
	}

	private static <T> T await(CompletableFuture<T> answer, long patienceMs, String failure) {
		try {
			return answer.get(patienceMs, TimeUnit.MILLISECONDS);
		} catch (TimeoutException e) {
			throw new AssertionFailedError(failure + " within " + patienceMs + " ms", e);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new AssertionFailedError("interrupted", e);
		} catch (ExecutionException e) {
			if (e.getCause() instanceof AssertionError failed)
				throw failed;
			throw new AssertionFailedError(String.valueOf(e.getCause()), e.getCause());
		}
	}
}
