// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.balancing;

import java.util.concurrent.atomic.AtomicBoolean;

import org.creativestudio.comfyui.core.FleetSettings;
import org.creativestudio.comfyui.core.InstanceChange;
import org.creativestudio.comfyui.core.InstanceListener;
import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.ui.internal.run.OnDisplay;
import org.eclipse.core.runtime.IExtension;
import org.eclipse.core.runtime.IExtensionPoint;
import org.eclipse.core.runtime.IExtensionRegistry;
import org.eclipse.core.runtime.IRegistryEventListener;
import org.eclipse.swt.widgets.Display;

/** Tells on the UI thread when another strategy may be the default one: the user chose, here or in another program, or a bundle came or went. */
final class StrategyFeed implements InstanceListener, IRegistryEventListener, AutoCloseable {

	private static final String POINT = "org.creativestudio.comfyui.core.balancingStrategies"; //$NON-NLS-1$

	private final InstanceManager manager;
	private final IExtensionRegistry extensions;
	private final Display display;
	private final Runnable sink;
	private final AtomicBoolean scheduled = new AtomicBoolean();
	private volatile boolean closed;

	/** Tells once at once. To be called and closed on the UI thread. */
	StrategyFeed(InstanceManager manager, IExtensionRegistry extensions, Display display, Runnable sink) {
		this.manager = manager;
		this.extensions = extensions;
		this.display = display;
		this.sink = sink;
		manager.addListener(this);
		extensions.addListener(this, POINT);
		sink.run();
	}

	private void schedule() {
		if (closed || scheduled.getAndSet(true))
			return;
		OnDisplay.later(display, () -> {
			scheduled.set(false); // before reading: a change from now on asks for another delivery
			if (!closed)
				sink.run();
		});
	}

	@Override
	public void instanceChanged(InstanceChange change) {
		// strategies are the same for all instances
	}

	@Override
	public void settingsChanged(FleetSettings settings) {
		schedule();
	}

	@Override
	public void added(IExtension[] added) {
		schedule();
	}

	@Override
	public void removed(IExtension[] removed) {
		schedule();
	}

	@Override
	public void added(IExtensionPoint[] added) {
		schedule();
	}

	@Override
	public void removed(IExtensionPoint[] removed) {
		schedule();
	}

	@Override
	public void close() {
		closed = true;
		manager.removeListener(this);
		extensions.removeListener(this);
	}
}
