// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.metrics.Metrics;

/** Asks instances how they are and waits for what is measured by that. */
final class Measured {

	private static final long DEADLINE_MILLIS = 3000;

	private final Context context;
	private final Instances instances;
	private final Metrics metrics;

	Measured(Context context, Instances instances) {
		this.context = context;
		this.instances = instances;
		metrics = context.services().metrics();
	}

	Metrics metrics() {
		return metrics;
	}

	/** What is known of the instances after those that are up were asked. Takes no longer than some seconds. */
	List<StatusRow> ask(List<InstanceSnapshot> asked) {
		Set<String> awaited = ConcurrentHashMap.newKeySet();
		asked.stream().filter(instance -> instance.status().isUp() && !instance.suspended()).forEach(instance -> awaited.add(instance.id()));
		CompletableFuture<Void> measured = new CompletableFuture<>();
		Consumer<String> listener = id -> {
			if (awaited.remove(id) && awaited.isEmpty())
				measured.complete(null);
		};
		metrics.addListener(listener);
		try {
			List<String> ids = instances.asked(asked).stream().map(InstanceSnapshot::id).toList();
			// One that did not answer in time is not measured.
			if (!awaited.isEmpty())
				context.interruption().await(measured.completeOnTimeout(null, DEADLINE_MILLIS, TimeUnit.MILLISECONDS));
			return instances.latest(ids).stream().map(instance -> new StatusRow(instance, metrics.latest(instance.id()).orElse(null))).toList();
		} finally {
			metrics.removeListener(listener);
		}
	}
}
