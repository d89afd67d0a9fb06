// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import java.util.List;

import org.creativestudio.comfyui.core.InstanceListener;
import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.ui.internal.run.Coalescer;
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
	private final Sink sink;
	private final Coalescer deliveries;
	private final InstanceListener listener;

	/** Delivers once at once. To be called and closed on the UI thread. */
	public InstanceFeed(InstanceManager manager, Display display, Sink sink) {
		this.manager = manager;
		this.sink = sink;
		deliveries = new Coalescer(display, () -> INTERVAL_MS, this::deliver);
		listener = change -> deliveries.request();
		manager.addListener(listener);
		deliver();
	}

	private void deliver() {
		sink.instancesChanged(manager.getInstances());
	}

	@Override
	public void close() {
		deliveries.close();
		manager.removeListener(listener);
	}
}
