// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests.instances;

import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import org.creativestudio.comfyui.core.notifications.Notification;
import org.creativestudio.comfyui.core.notifications.Notifications;
import org.eclipse.ui.PlatformUI;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/** Notifications that a test tells. Takes the place of the real service until it is closed. */
final class FakeNotifications implements Notifications, AutoCloseable {

	private final List<Consumer<Notification>> listeners = new CopyOnWriteArrayList<>();
	private final List<Notification> told = new CopyOnWriteArrayList<>();
	private final ServiceRegistration<?> registration;
	private boolean closed;

	FakeNotifications() {
		Hashtable<String, Object> first = new Hashtable<>(Map.of(Constants.SERVICE_RANKING, 1000));
		registration = FrameworkUtil.getBundle(PlatformUI.class).getBundleContext().registerService(Notifications.class, this, first);
	}

	void tell(Notification notification) {
		told.addFirst(notification);
		listeners.forEach(listener -> listener.accept(notification));
	}

	int listenerCount() {
		return listeners.size();
	}

	@Override
	public List<Notification> history() {
		return new ArrayList<>(told);
	}

	@Override
	public void clear() {
		told.clear();
	}

	@Override
	public void addListener(Consumer<Notification> listener) {
		listeners.add(listener);
	}

	@Override
	public void removeListener(Consumer<Notification> listener) {
		listeners.remove(listener);
	}

	/** Further calls have no effect. */
	@Override
	public void close() {
		if (!closed)
			registration.unregister();
		closed = true;
	}
}
