// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import org.creativestudio.comfyui.core.ActiveInstance;
import org.creativestudio.comfyui.core.ActiveInstanceService;
import org.creativestudio.comfyui.core.InstanceChange;
import org.creativestudio.comfyui.core.InstanceListener;
import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.eclipse.jdt.annotation.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Follows the active instance by the changes of instances, which come one at a time and in order. */
@Component(service = ActiveInstanceService.class)
public final class ActiveInstanceComponent implements ActiveInstanceService, AutoCloseable {

	private static final System.Logger LOG = System.getLogger(ActiveInstanceComponent.class.getName());

	private final InstanceManager manager;
	private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();
	private final InstanceListener instanceListener = this::instanceChanged;
	/** Only touched by the thread of changes after the constructor. */
	private volatile ActiveInstance told;

	@Activate
	public ActiveInstanceComponent(@Reference InstanceManager manager) {
		this.manager = manager;
		told = ActiveInstance.of(manager);
		manager.addListener(instanceListener);
	}

	@Override
	public ActiveInstance get() {
		return ActiveInstance.of(manager);
	}

	private void instanceChanged(InstanceChange change) {
		ActiveInstance before = told;
		InstanceSnapshot after = change.after();
		InstanceSnapshot chosen = before.chosen();
		boolean concerns = after != null && after.active() || chosen != null && chosen.id().equals(change.id());
		if (!concerns)
			return;
		ActiveInstance now = ActiveInstance.of(manager);
		told = now;
		if (Objects.equals(id(before), id(now)) && before.usable() == now.usable())
			return;
		Change told = new Change(before, now);
		for (Consumer<Change> listener : listeners)
			try {
				listener.accept(told);
			} catch (RuntimeException | LinkageError e) {
				LOG.log(Level.WARNING, "A listener for the active instance failed", e); //$NON-NLS-1$
			}
	}

	private static @Nullable String id(ActiveInstance active) {
		InstanceSnapshot chosen = active.chosen();
		return chosen == null ? null : chosen.id();
	}

	@Override
	public void addListener(Consumer<Change> listener) {
		if (!listeners.contains(listener))
			listeners.add(listener);
	}

	@Override
	public void removeListener(Consumer<Change> listener) {
		listeners.remove(listener);
	}

	@Override
	@Deactivate
	public void close() {
		manager.removeListener(instanceListener);
		listeners.clear();
	}
}
