// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests.instances;

import java.time.Instant;
import java.util.Collection;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import org.creativestudio.comfyui.core.health.HealthMonitor.Watch;
import org.creativestudio.comfyui.core.queue.QueueMonitor;
import org.creativestudio.comfyui.core.queue.QueueSnapshot;
import org.eclipse.ui.PlatformUI;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/** Queues that a test wrote. Takes the place of the real service until it is closed. */
final class FakeQueues implements QueueMonitor, AutoCloseable {

	private final List<Consumer<QueueSnapshot>> listeners = new CopyOnWriteArrayList<>();
	private final Map<String, QueueSnapshot> queues = new ConcurrentHashMap<>();
	private final ServiceRegistration<?> registration;
	/** What was asked for, in order: "delete a [p1]". */
	final List<String> asked = new CopyOnWriteArrayList<>();
	final List<String> watched = new CopyOnWriteArrayList<>();

	FakeQueues() {
		Hashtable<String, Object> first = new Hashtable<>(Map.of(Constants.SERVICE_RANKING, 1000));
		registration = FrameworkUtil.getBundle(PlatformUI.class).getBundleContext().registerService(QueueMonitor.class, this, first);
	}

	void put(QueueSnapshot queue) {
		queues.put(queue.instanceId(), queue);
		listeners.forEach(listener -> listener.accept(queue));
	}

	int listenerCount() {
		return listeners.size();
	}

	@Override
	public Optional<QueueSnapshot> get(String id) {
		return Optional.ofNullable(queues.get(id));
	}

	@Override
	public CompletableFuture<QueueSnapshot> refresh(String id) {
		asked.add("refresh " + id);
		return CompletableFuture.completedFuture(new QueueSnapshot(id, Instant.EPOCH, false, 1,
				List.of(new QueueSnapshot.Running("asked", null, null, null, 0, 0, null, null)), List.of(), true));
	}

	@Override
	public Watch watch(String id) {
		watched.add(id);
		return () -> watched.remove(id);
	}

	@Override
	public CompletableFuture<Void> delete(String id, Collection<String> promptIds) {
		asked.add("delete " + id + ' ' + promptIds);
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public CompletableFuture<Void> clear(String id) {
		asked.add("clear " + id);
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public CompletableFuture<Void> interrupt(String id, String promptId) {
		asked.add("interrupt " + id + ' ' + promptId);
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public void addListener(Consumer<QueueSnapshot> listener) {
		listeners.add(listener);
	}

	@Override
	public void removeListener(Consumer<QueueSnapshot> listener) {
		listeners.remove(listener);
	}

	@Override
	public void close() {
		registration.unregister();
	}
}
