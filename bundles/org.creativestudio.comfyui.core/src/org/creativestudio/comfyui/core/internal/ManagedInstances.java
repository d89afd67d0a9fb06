// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.eclipse.jdt.annotation.Nullable;

/**
 * The instances that the configuration names, in its order: made, told of changes and closed as it changes. It is changed by one thread;
 * reading is safe for any.
 */
final class ManagedInstances implements AutoCloseable {

	private final Surroundings surroundings;
	/** Replaced as a whole. */
	private volatile Map<String, ManagedInstance> instances = Map.of();

	ManagedInstances(Surroundings surroundings) {
		this.surroundings = surroundings;
	}

	/** Makes the first ones, which are no news. Completes when it is known how those are that run already. */
	CompletableFuture<Void> begin(Document document) {
		List<CompletableFuture<?>> found = new ArrayList<>();
		Map<String, ManagedInstance> all = new LinkedHashMap<>();
		for (InstanceConfiguration instance : document.instances()) {
			ManagedInstance managed = new ManagedInstance(instance, instance.id().equals(document.active()), surroundings);
			found.add(managed.adoptAtOnce());
			all.put(instance.id(), managed);
		}
		instances = all;
		return CompletableFuture.allOf(found.toArray(CompletableFuture[]::new));
	}

	/** Makes what others see match the document. Completes when they do. */
	CompletableFuture<Void> show(Document document) {
		List<CompletableFuture<Void>> told = new ArrayList<>();
		Map<String, ManagedInstance> before = instances;
		Map<String, ManagedInstance> after = new LinkedHashMap<>();
		List<ManagedInstance> added = new ArrayList<>();
		for (InstanceConfiguration instance : document.instances()) {
			boolean active = instance.id().equals(document.active());
			ManagedInstance managed = before.get(instance.id());
			if (managed == null) {
				managed = new ManagedInstance(instance, active, surroundings);
				managed.adoptAtOnce();
				added.add(managed);
			} else {
				InstanceSnapshot last = managed.snapshot();
				CompletableFuture<Void> configured = managed.facts().configure(instance, active);
				// One that is busy with something else is not waited for.
				if (!last.configuration().equals(instance) || last.active() != active)
					told.add(configured);
			}
			after.put(instance.id(), managed);
		}
		instances = after;
		added.forEach(ManagedInstance::announce);
		before.forEach((id, managed) -> {
			if (!after.containsKey(id)) {
				managed.leave();
				managed.close();
			}
		});
		return CompletableFuture.allOf(told.toArray(CompletableFuture[]::new));
	}

	/** Looks what other programs on this home have done with them. @param paused whether one may have the mark of a pause, by its id */
	void look(Predicate<String> paused) {
		instances.forEach((id, instance) -> instance.look(paused.test(id)));
	}

	@Nullable
	ManagedInstance find(String id) {
		return instances.get(id);
	}

	Collection<ManagedInstance> all() {
		return instances.values();
	}

	@Override
	public void close() {
		all().forEach(ManagedInstance::close);
	}
}
