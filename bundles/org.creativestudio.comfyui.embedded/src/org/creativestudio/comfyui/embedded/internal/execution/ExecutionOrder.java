// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded.internal.execution;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import org.creativestudio.comfyui.embedded.internal.nodes.InputSpec;
import org.creativestudio.comfyui.embedded.internal.nodes.NodeRegistry;
import org.creativestudio.comfyui.embedded.internal.nodes.NodeType;
import org.eclipse.jdt.annotation.Nullable;

import com.google.gson.JsonObject;

/** Which node runs next: what is ready, and of that what leads soonest to an image on the screen. */
final class ExecutionOrder {

	private final JsonObject prompt;
	private final NodeRegistry registry;
	private final Predicate<String> cached;
	/** Nodes that have not run, in ComfyUI's order, with the number of nodes that they wait for. */
	private final Map<String, Integer> waitingFor = new LinkedHashMap<>();
	private final Map<String, Set<String>> blocking = new HashMap<>();

	ExecutionOrder(JsonObject prompt, NodeRegistry registry, Predicate<String> cached) {
		this.prompt = prompt;
		this.registry = registry;
		this.cached = cached;
	}

	/** Adds a node and all that it needs and that isn't cached. */
	void add(String output) {
		Deque<String> open = new ArrayDeque<>();
		List<String[]> links = new ArrayList<>();
		open.push(output);
		while (!open.isEmpty()) {
			String id = open.pop();
			if (waitingFor.containsKey(id)) {
				continue;
			}
			waitingFor.put(id, 0);
			for (String from : sources(id)) {
				if (!cached.test(from)) {
					open.push(from);
					links.add(new String[] { from, id });
				}
			}
		}
		for (String[] link : links) {
			if (blocking.computeIfAbsent(link[0], k -> new LinkedHashSet<>()).add(link[1])) {
				waitingFor.merge(link[1], 1, Integer::sum);
			}
		}
	}

	private Set<String> sources(String id) {
		Set<String> sources = new LinkedHashSet<>();
		NodeType type = registry.find(Links.classType(prompt, id));
		if (type != null) {
			for (InputSpec spec : type.schema().inputs()) {
				Links.Link link = Links.of(Links.inputs(prompt, id).get(spec.name()));
				if (link != null) {
					sources.add(link.node());
				}
			}
		}
		return sources;
	}

	/** The next node, or null when all have run. */
	@Nullable String next() {
		List<String> ready = waitingFor.entrySet().stream().filter(e -> e.getValue() == 0).map(Map.Entry::getKey).toList();
		for (int distance = 0; distance <= 2; distance++) {
			for (String id : ready) {
				if (reachesOutput(id, distance)) {
					return id;
				}
			}
		}
		if (ready.isEmpty()) {
			if (!waitingFor.isEmpty()) {
				throw new IllegalStateException("Dependency cycle among nodes " + waitingFor.keySet());
			}
			return null;
		}
		return ready.getFirst();
	}

	private boolean reachesOutput(String id, int distance) {
		if (distance == 0) {
			NodeType type = registry.find(Links.classType(prompt, id));
			return type != null && type.schema().outputNode();
		}
		return blocking.getOrDefault(id, Set.of()).stream().anyMatch(next -> reachesOutput(next, distance - 1));
	}

	void done(String id) {
		waitingFor.remove(id);
		for (String next : blocking.getOrDefault(id, Set.of())) {
			waitingFor.computeIfPresent(next, (k, count) -> count - 1);
		}
	}
}
