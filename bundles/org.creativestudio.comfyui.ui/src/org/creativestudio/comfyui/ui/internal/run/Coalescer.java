// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.run;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;

import org.eclipse.swt.widgets.Display;

/** Makes few runs on the UI thread of many requests from any thread. */
public final class Coalescer {

	private final Display display;
	private final IntSupplier intervalMs;
	private final Runnable work;
	private final AtomicBoolean scheduled = new AtomicBoolean();
	/** UI thread only. */
	private long lastRun = System.nanoTime() - Long.MAX_VALUE / 2;
	private volatile boolean closed;

	/** @param intervalMs between two runs at least; asked on the UI thread */
	public Coalescer(Display display, IntSupplier intervalMs, Runnable work) {
		this.display = display;
		this.intervalMs = intervalMs;
		this.work = work;
	}

	/** Asks for a run. Any thread. */
	public void request() {
		if (closed || scheduled.getAndSet(true))
			return;
		OnDisplay.later(display, this::runInTime);
	}

	private void runInTime() {
		if (closed)
			return;
		long wait = intervalMs.getAsInt() - (System.nanoTime() - lastRun) / 1_000_000L;
		if (wait <= 0)
			run();
		else
			display.timerExec((int) wait, this::run);
	}

	private void run() {
		scheduled.set(false); // before the work: a request from now on asks for another run
		if (closed)
			return;
		lastRun = System.nanoTime();
		work.run();
	}

	/** Further requests have no effect. UI thread. */
	public void close() {
		closed = true;
	}
}
