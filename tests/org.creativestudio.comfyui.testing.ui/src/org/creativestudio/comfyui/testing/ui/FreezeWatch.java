// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.testing.ui;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.eclipse.swt.widgets.Display;
import org.opentest4j.AssertionFailedError;

/**
 * Measures how long the UI thread works or waits between two answers, and remembers what it did in the longest pause. What it had to
 * leave the processor to others is not counted: that is the machine's, not ours.
 */
final class FreezeWatch {

	/** Machines that run tests are slow, and load each class anew: only what no user would bear fails a test; the worst pause is always printed. */
	private static final long LIMIT_MS = 1_000;
	private static final long ASK_EVERY_MS = 25;
	private static final long SUSPICIOUS_MS = 75;
	private static final StackTraceElement[] NONE = {};
	private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
	private static final Set<Thread.State> WAITING = Set.of(Thread.State.BLOCKED, Thread.State.WAITING, Thread.State.TIMED_WAITING);

	private final Display display = Display.getDefault();
	private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
	private volatile boolean asked;
	private long worked;
	private int waited;
	private long worstMs;
	private StackTraceElement[] stack = NONE;
	private StackTraceElement[] worstStack = NONE;

	FreezeWatch() {
		thread.scheduleAtFixedRate(this::look, 0, ASK_EVERY_MS, TimeUnit.MILLISECONDS);
	}

	private void look() {
		Thread ui = display.getThread();
		if (!asked) {
			stack = NONE;
			waited = 0;
			worked = THREADS.getThreadCpuTime(ui.threadId());
			asked = true;
			display.asyncExec(() -> asked = false);
			return;
		}
		if (WAITING.contains(ui.getState()))
			waited++;
		long pause = (THREADS.getThreadCpuTime(ui.threadId()) - worked) / 1_000_000 + waited * ASK_EVERY_MS;
		// Taken early in the pause: when it is over the thread is already elsewhere.
		if (pause >= SUSPICIOUS_MS && stack.length == 0)
			stack = ui.getStackTrace();
		if (pause > worstMs) {
			worstMs = pause;
			worstStack = stack;
		}
	}

	/** Ends the measurement; prints the worst pause and returns it as a failure when it is beyond the limit. */
	Optional<AssertionFailedError> close(String where) {
		thread.shutdownNow();
		System.out.println("UI thread: longest pause in " + where + ": " + worstMs + " ms");
		if (worstMs <= LIMIT_MS)
			return Optional.empty();
		AssertionFailedError failure = new AssertionFailedError("the UI thread paused for " + worstMs + " ms; see where it was");
		failure.setStackTrace(worstStack);
		return Optional.of(failure);
	}
}
