// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.balancing;

import org.creativestudio.comfyui.core.FleetSettings;
import org.creativestudio.comfyui.core.InstanceChange;
import org.creativestudio.comfyui.core.InstanceListener;
import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.ui.internal.run.Coalescer;
import org.eclipse.core.runtime.IExtension;
import org.eclipse.core.runtime.IExtensionPoint;
import org.eclipse.core.runtime.IExtensionRegistry;
import org.eclipse.core.runtime.IRegistryEventListener;
import org.eclipse.swt.widgets.Display;

/** Tells on the UI thread when another strategy may be the default one: the user chose, here or in another program, or a bundle came or went. */
final class StrategyFeed implements InstanceListener, IRegistryEventListener, AutoCloseable {

	private static final String POINT = "org.creativestudio.comfyui.core.balancingStrategies"; //$NON-NLS-1$
	private static final int INTERVAL_MS = 100;

	private final InstanceManager manager;
	private final IExtensionRegistry extensions;
	private final Coalescer deliveries;

	/** Tells once at once. To be called and closed on the UI thread. */
	StrategyFeed(InstanceManager manager, IExtensionRegistry extensions, Display display, Runnable sink) {
		this.manager = manager;
		this.extensions = extensions;
		deliveries = new Coalescer(display, () -> INTERVAL_MS, sink);
		manager.addListener(this);
		extensions.addListener(this, POINT);
		sink.run();
	}

	@Override
	public void instanceChanged(InstanceChange change) {
		// strategies are the same for all instances
	}

	@Override
	public void settingsChanged(FleetSettings settings) {
		deliveries.request();
	}

	@Override
	public void added(IExtension[] added) {
		deliveries.request();
	}

	@Override
	public void removed(IExtension[] removed) {
		deliveries.request();
	}

	@Override
	public void added(IExtensionPoint[] added) {
		deliveries.request();
	}

	@Override
	public void removed(IExtensionPoint[] removed) {
		deliveries.request();
	}

	@Override
	public void close() {
		deliveries.close();
		manager.removeListener(this);
		extensions.removeListener(this);
	}
}
