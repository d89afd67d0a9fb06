// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal.metrics;

import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.creativestudio.comfyui.client.ComfyClient;
import org.creativestudio.comfyui.core.InstanceChange;
import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceListener;
import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;

/** Asks servers that have been idle for as long as the user said to unload their models, once each time. Safe for any thread. */
final class IdleMemory implements InstanceListener {

	private static final System.Logger LOG = System.getLogger(IdleMemory.class.getName());

	/** Since when a server has nothing to do, and whether that was answered. */
	private static final class Idle {
		private final Instant since;
		private boolean released;

		Idle(Instant since) {
			this.since = since;
		}
	}

	private final InstanceManager manager;
	private final Clock clock;
	/** Guarded by itself. */
	private final Map<String, Idle> idle = new HashMap<>();

	IdleMemory(InstanceManager manager, Clock clock) {
		this.manager = manager;
		this.clock = clock;
	}

	@Override
	public void instanceChanged(InstanceChange change) {
		InstanceSnapshot after = change.after();
		synchronized (idle) {
			if (after == null || !isIdle(after))
				idle.remove(change.id());
			else
				idle.computeIfAbsent(after.id(), id -> new Idle(clock.instant()));
		}
	}

	private static boolean isIdle(InstanceSnapshot instance) {
		return instance.status().isUp() && !instance.suspended() && instance.queue() != null && instance.queue().total() == 0;
	}

	/** Does what is due, if it is for this program to do it. */
	void look() {
		for (InstanceSnapshot instance : manager.getInstances())
			if (isIdle(instance) && isDue(instance) && manager.isSupervising())
				release(instance);
	}

	private boolean isDue(InstanceSnapshot instance) {
		Duration after = instance.configuration().freeMemoryAfter();
		synchronized (idle) {
			Idle its = idle.computeIfAbsent(instance.id(), id -> new Idle(clock.instant()));
			boolean due = !after.isZero() && !its.released && Duration.between(its.since, clock.instant()).compareTo(after) >= 0;
			if (due && manager.isSupervising())
				its.released = true;
			return due;
		}
	}

	private void release(InstanceSnapshot instance) {
		try {
			ComfyClient client = manager.client(instance.id());
			// What was known of its queue may be half a minute old.
			client.queue().thenCompose(queue -> {
				if (queue.running().isEmpty() && queue.pending().isEmpty())
					return manager.freeMemory(instance.id());
				synchronized (idle) {
					idle.remove(instance.id());
				}
				return CompletableFuture.completedFuture(null);
			}).whenComplete((done, failure) -> {
				if (failure != null)
					LOG.log(Level.WARNING, instance.name() + " did not give its memory back: " + failure.getMessage()); //$NON-NLS-1$
			});
		} catch (InstanceException e) {
			LOG.log(Level.DEBUG, "An instance went away", e); //$NON-NLS-1$
		}
	}
}
