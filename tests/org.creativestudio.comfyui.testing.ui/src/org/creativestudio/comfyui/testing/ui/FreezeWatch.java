// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.testing.ui;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.eclipse.swt.widgets.Display;
import org.opentest4j.AssertionFailedError;

/**
 * Measures how long the UI thread works or waits before it would answer a key or a click, and looks what it does meanwhile. A timer,
 * which is served like input, is its heartbeat. Counted is the thread's own processor time and what it waits for locks, conditions,
 * sleeps and transfers: that it has to leave the processor to others is the machine's, not ours.
 */
final class FreezeWatch {

	private static final int BEAT_MS = 20;
	/** Often, since what was done between two looks counts for what they see, half for each. */
	private static final int LOOK_MS = 5;
	/** More than that between two looks is the machine's. */
	private static final long MOST_WAITED_NS = 40_000_000;
	private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
	private static final Set<Thread.State> WAITING = Set.of(Thread.State.BLOCKED, Thread.State.WAITING, Thread.State.TIMED_WAITING);

	private static final List<String> TRANSFERS = List.of("java.io.", "java.net.", "sun.nio.");

	/** For all watches: a new one would know nothing for a while. */
	private static final Pace PACE = new Pace();

	private final Display display = Display.getDefault();
	private final Thread ui = display.getThread();
	private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
	private volatile boolean closed;
	/** Processor time of the UI thread at its last beat, in nanoseconds, and how many there were. */
	private volatile long beatAt;
	private volatile int beats;
	// Of the watching thread alone
	private int seen;
	private long counted;
	private long looked;
	private final List<Pause.Slice> slices = new ArrayList<>();
	private Pause worst = Pause.NONE;
	private final Map<Share, Double> longest = new EnumMap<>(Share.class);
	private Optional<AssertionFailedError> failure = Optional.empty();

	FreezeWatch() {
		UiThread.run(this::keepBeating);
		thread.scheduleWithFixedDelay(this::look, 0, LOOK_MS, TimeUnit.MILLISECONDS);
	}

	private void keepBeating() {
		if (closed)
			return;
		PACE.measure();
		beat();
		display.timerExec(BEAT_MS, this::keepBeating);
	}

	private void beat() {
		beatAt = THREADS.getThreadCpuTime(ui.threadId());
		beats++;
	}

	private void look() {
		int now = beats;
		if (now == seen) {
			StackTraceElement[] stack = ui.getStackTrace();
			boolean waits = WAITING.contains(ui.getState()) || isTransfer(stack);
			long cpu = THREADS.getThreadCpuTime(ui.threadId());
			long worked = cpu - counted;
			long time = System.nanoTime();
			long waited = waits ? Math.clamp(time - looked - worked, 0, MOST_WAITED_NS) : 0;
			if (slices.isEmpty())
				slices.add(new Pause.Slice(Share.of(stack), worked, waited, stack));
			else {
				Pause.Slice last = slices.getLast();
				slices.add(new Pause.Slice(last.share(), worked / 2, 0, last.stack()));
				slices.add(new Pause.Slice(Share.of(stack), worked - worked / 2, waited, stack));
			}
			counted = cpu;
			looked = time;
			return;
		}
		long at = beatAt;
		if (!slices.isEmpty() && now == seen + 1) { // else the rest belongs to no pause
			Pause.Slice last = slices.getLast();
			slices.add(new Pause.Slice(last.share(), Math.max(0, at - counted), 0, last.stack()));
		}
		end(new Pause(slices, PACE.slowness()));
		slices.clear();
		seen = now;
		counted = at;
		looked = System.nanoTime();
	}

	/** Whether it reads or writes a file or a connection: then it may wait, though it says that it runs. */
	private static boolean isTransfer(StackTraceElement[] stack) {
		return stack.length > 0 && stack[0].isNativeMethod() && TRANSFERS.stream().anyMatch(stack[0].getClassName()::startsWith);
	}

	private void end(Pause pause) {
		if (pause.ms() > worst.ms())
			worst = pause;
		pause.shares().forEach((share, ms) -> longest.merge(share, ms, Math::max));
		if (failure.isEmpty())
			failure = pause.failure();
	}

	/** Ends a pause that lasts; the first one beyond the limit since the last call. */
	Optional<AssertionFailedError> check() {
		UiThread.run(this::beat);
		return ask(() -> {
			look();
			Optional<AssertionFailedError> found = failure;
			failure = Optional.empty();
			return found;
		});
	}

	/** Ends the measurement and prints the worst pause and the longest shares of all. */
	Optional<AssertionFailedError> close(String where) {
		Optional<AssertionFailedError> found = check();
		System.out.println("UI thread: longest pause in " + where + ": " + ask(() -> worst + "; longest shares: " + Pause.text(longest)));
		closed = true;
		thread.shutdownNow();
		return found;
	}

	private <T> T ask(Callable<T> question) {
		try {
			return thread.submit(question).get();
		} catch (ExecutionException e) {
			throw new AssertionFailedError("the watch of the UI thread failed", e.getCause());
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new AssertionFailedError("interrupted", e);
		}
	}
}
