// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal.health;

import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;

import org.creativestudio.comfyui.client.ComfyClient;
import org.creativestudio.comfyui.client.QueueContents;
import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.health.HealthMonitor.Watch;
import org.creativestudio.comfyui.core.queue.QueueMonitor;
import org.creativestudio.comfyui.core.queue.QueueSnapshot;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Shows the queues that the health monitor follows. */
@Component(service = QueueMonitor.class)
public final class QueueMonitoring implements QueueMonitor, AutoCloseable {

	private static final System.Logger LOG = System.getLogger(QueueMonitoring.class.getName());

	private final InstanceManager manager;
	private final HealthMonitoring health;
	private final List<Consumer<QueueSnapshot>> listeners = new CopyOnWriteArrayList<>();
	private final ExecutorService publisher = Executors.newSingleThreadExecutor(Thread.ofVirtual().name("queue-changes").factory()); //$NON-NLS-1$

	@Activate
	public QueueMonitoring(@Reference InstanceManager manager, @Reference HealthMonitoring health) {
		this.manager = manager;
		this.health = health;
		health.setQueueListener(this::publish);
	}

	private void publish(QueueSnapshot queue) {
		if (listeners.isEmpty())
			return;
		try {
			publisher.execute(() -> {
				for (Consumer<QueueSnapshot> listener : listeners)
					try {
						listener.accept(queue);
					} catch (RuntimeException | LinkageError e) {
						LOG.log(Level.WARNING, "A listener for queues failed", e); //$NON-NLS-1$
					}
			});
		} catch (RejectedExecutionException e) {
			LOG.log(Level.DEBUG, "A change of a queue came after the end"); //$NON-NLS-1$
		}
	}

	@Override
	public Optional<QueueSnapshot> get(String instanceId) {
		return health.monitorOf(instanceId).map(InstanceMonitor::queue);
	}

	@Override
	public CompletableFuture<QueueSnapshot> refresh(String instanceId) {
		return ask(instanceId, ComfyClient::queue, contents -> {
			Optional<InstanceMonitor> monitor = health.monitorOf(instanceId);
			monitor.ifPresent(known -> known.listed(contents));
			return monitor.map(InstanceMonitor::queue).orElseGet(() -> apart(instanceId, contents));
		});
	}

	/** For an instance that nobody follows. */
	private QueueSnapshot apart(String instanceId, QueueContents contents) {
		QueueState state = new QueueState();
		state.listed(contents, health.now());
		return state.snapshot(instanceId);
	}

	@Override
	public Watch watch(String instanceId) {
		health.list(instanceId);
		AtomicBoolean open = new AtomicBoolean(true);
		return () -> {
			if (open.compareAndSet(true, false))
				health.unlist(instanceId);
		};
	}

	@Override
	public CompletableFuture<Void> delete(String instanceId, Collection<String> promptIds) {
		return ask(instanceId, client -> client.deleteFromQueue(promptIds), done -> changed(instanceId));
	}

	@Override
	public CompletableFuture<Void> clear(String instanceId) {
		return ask(instanceId, ComfyClient::clearQueue, done -> changed(instanceId));
	}

	@Override
	public CompletableFuture<Void> interrupt(String instanceId, String promptId) {
		return ask(instanceId, client -> client.interrupt(promptId), done -> changed(instanceId));
	}

	/** A server that does not push is asked what came of it. */
	private Void changed(String instanceId) {
		health.monitorOf(instanceId).ifPresent(InstanceMonitor::list);
		return null;
	}

	/** Cancelling what is returned ends the exchange. */
	private <A, T> CompletableFuture<T> ask(String instanceId, Function<ComfyClient, CompletableFuture<A>> question,
			Function<A, T> reading) {
		CompletableFuture<A> asked;
		try {
			asked = question.apply(manager.client(instanceId));
		} catch (InstanceException e) {
			return CompletableFuture.failedFuture(e);
		}
		CompletableFuture<T> result = asked.thenApply(reading);
		result.whenComplete((value, failure) -> {
			if (result.isCancelled())
				asked.cancel(true);
		});
		return result;
	}

	@Override
	public void addListener(Consumer<QueueSnapshot> listener) {
		if (!listeners.contains(listener))
			listeners.add(listener);
	}

	@Override
	public void removeListener(Consumer<QueueSnapshot> listener) {
		listeners.remove(listener);
	}

	@Override
	@Deactivate
	public void close() {
		health.setQueueListener(queue -> {
			// nobody listens any more
		});
		listeners.clear();
		publisher.shutdown();
	}
}
