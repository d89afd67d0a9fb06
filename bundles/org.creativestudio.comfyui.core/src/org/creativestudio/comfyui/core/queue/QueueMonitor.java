// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.queue;

import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import org.creativestudio.comfyui.core.health.HealthMonitor.Watch;

/**
 * Follows the queues of the instances that are up and whose {@code queueMonitoring} is on, as long as anybody
 * {@linkplain org.creativestudio.comfyui.core.health.HealthMonitor#monitor monitors} or watches. An OSGi service; safe for any thread.
 * Actions fail with an {@link org.creativestudio.comfyui.core.InstanceException} for an unknown id and with a
 * {@link org.creativestudio.comfyui.client.ComfyException} when the server refuses; they end the exchange when they are cancelled.
 */
public interface QueueMonitor {

	/** What is known of an instance's queue; empty when nothing is, or when it is not up or not monitored. Never blocks. */
	Optional<QueueSnapshot> get(String instanceId);

	/** Asks the server for its prompts now, also where monitoring is off. */
	CompletableFuture<QueueSnapshot> refresh(String instanceId);

	/** Keeps an instance's prompts listed until it is closed: for a view that shows them. Has no effect where monitoring is off. */
	Watch watch(String instanceId);

	/** Takes waiting prompts from the queue; has no effect on those that run. */
	CompletableFuture<Void> delete(String instanceId, Collection<String> promptIds);

	/** Takes all waiting prompts from the queue, everybody's. */
	CompletableFuture<Void> clear(String instanceId);

	/** Interrupts that prompt if it runs. */
	CompletableFuture<Void> interrupt(String instanceId, String promptId);

	/**
	 * Called with each new snapshot, several times a second at most for one instance, one at a time, neither on the UI thread nor
	 * while a lock is held. When an instance is not followed any more, {@link #get} is empty and nothing is called: its change of
	 * status tells. Adding twice has no effect.
	 */
	void addListener(Consumer<QueueSnapshot> listener);

	void removeListener(Consumer<QueueSnapshot> listener);
}
