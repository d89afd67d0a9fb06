// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import org.creativestudio.comfyui.core.InstanceListener;
import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.ui.internal.run.OnDisplay;
import org.eclipse.swt.widgets.Display;

/**
 * Carries the newest state of all instances to the UI thread, at most ten times a second however often they change. Snapshots
 * that did not change are the same objects as the time before.
 */
public final class InstanceFeed implements AutoCloseable {

	private static final int INTERVAL_MS = 100;

	/** Is called on the UI thread. */
	@FunctionalInterface
	public interface Sink {
		/** @param all in the user's order */
		void instancesChanged(List<InstanceSnapshot> all);
	}

	private final InstanceManager manager;
	private final Display display;
	private final Sink sink;
	private final InstanceListener listener = change -> schedule();
	private final AtomicBoolean scheduled = new AtomicBoolean();
	/** UI thread only. */
	private long lastDelivery;
	private volatile boolean closed;

	/** Delivers once at once. To be called and closed on the UI thread. */
	public InstanceFeed(InstanceManager manager, Display display, Sink sink) {
		this.manager = manager;
		this.display = display;
		this.sink = sink;
		manager.addListener(listener);
		deliver();
	}

	private void schedule() {
		if (closed || scheduled.getAndSet(true))
			return;
		OnDisplay.later(display, this::deliverInTime);
	}

	private void deliverInTime() {
		long wait = INTERVAL_MS - (System.nanoTime() - lastDelivery) / 1_000_000L;
		if (wait <= 0)
			deliver();
		else
			display.timerExec((int) wait, this::deliver);
	}

	private void deliver() {
		scheduled.set(false); // before reading: a change from now on asks for another delivery
		if (closed)
			return;
		lastDelivery = System.nanoTime();
		sink.instancesChanged(manager.getInstances());
	}

	@Override
	public void close() {
		closed = true;
		manager.removeListener(listener);
	}
}
