// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.outline;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

import org.creativestudio.comfyui.workflow.Workflow;
import org.eclipse.jdt.annotation.Nullable;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * The nodes of a workflow in an order in which a server can run them: none before those whose results it takes. What is no node is
 * left out; a graph with a circle has its nodes in the order of their numbers there.
 *
 * @param nodes in order
 */
public record WorkflowNodes(List<Node> nodes) {

	/**
	 * A node.
	 *
	 * @param title  what the user called it, else its kind
	 * @param kind   its class in ComfyUI
	 * @param inputs ids of the nodes whose results it takes
	 */
	public record Node(String id, String title, String kind, Set<String> inputs) {
	}

	private static final int MOST = 10_000;
	private static final int MUTED = 2;
	private static final Comparator<String> NUMBERS = Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

	/** Reads the graph; may take a moment for a large one. */
	public static WorkflowNodes of(Workflow workflow) {
		Map<String, Node> nodes = workflow.format() == Workflow.Format.API ? api(workflow.graph()) : editor(workflow.graph());
		return new WorkflowNodes(sorted(nodes));
	}

	private static Map<String, Node> api(JsonObject graph) {
		Map<String, Node> nodes = new LinkedHashMap<>();
		for (Map.Entry<String, JsonElement> entry : graph.entrySet())
			if (nodes.size() < MOST && entry.getValue() instanceof JsonObject node && text(node.get("class_type")) instanceof String kind) { //$NON-NLS-1$
				Set<String> inputs = new LinkedHashSet<>();
				if (node.get("inputs") instanceof JsonObject values) //$NON-NLS-1$
					values.asMap().values().forEach(value -> {
						if (value instanceof JsonArray link && link.size() == 2 && text(link.get(0)) instanceof String from
								&& graph.has(from))
							inputs.add(from);
					});
				String title = node.get("_meta") instanceof JsonObject meta ? text(meta.get("title")) : null; //$NON-NLS-1$ //$NON-NLS-2$
				nodes.put(entry.getKey(), new Node(entry.getKey(), title == null || title.isBlank() ? kind : title, kind, inputs));
			}
		return nodes;
	}

	private static Map<String, Node> editor(JsonObject graph) {
		Map<String, Set<String>> inputs = new HashMap<>();
		if (graph.get("links") instanceof JsonArray links) //$NON-NLS-1$
			for (JsonElement link : links)
				if (link instanceof JsonArray parts && parts.size() >= 4)
					link(inputs, text(parts.get(1)), text(parts.get(3)));
				else if (link instanceof JsonObject named)
					link(inputs, text(named.get("origin_id")), text(named.get("target_id"))); //$NON-NLS-1$ //$NON-NLS-2$
		Map<String, Node> nodes = new LinkedHashMap<>();
		if (graph.get("nodes") instanceof JsonArray array) //$NON-NLS-1$
			for (JsonElement element : array)
				if (nodes.size() < MOST && element instanceof JsonObject node && text(node.get("id")) instanceof String id //$NON-NLS-1$
						&& text(node.get("type")) instanceof String kind && runs(node, kind)) { //$NON-NLS-1$
					String title = text(node.get("title")); //$NON-NLS-1$
					nodes.put(id, new Node(id, title == null || title.isBlank() ? kind : title, kind, inputs.getOrDefault(id, Set.of())));
				}
		return nodes;
	}

	/** Notes and muted nodes are only in the editor. */
	private static boolean runs(JsonObject node, String kind) {
		return !kind.equals("Note") && !kind.equals("MarkdownNote") && !String.valueOf(MUTED).equals(text(node.get("mode"))); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
	}

	private static void link(Map<String, Set<String>> inputs, @Nullable String from, @Nullable String to) {
		if (from != null && to != null)
			inputs.computeIfAbsent(to, key -> new LinkedHashSet<>()).add(from);
	}

	private static @Nullable String text(@Nullable JsonElement element) {
		return element != null && element.isJsonPrimitive() ? element.getAsString() : null;
	}

	private static List<Node> sorted(Map<String, Node> nodes) {
		Map<String, Integer> waits = new HashMap<>();
		Map<String, List<String>> users = new HashMap<>();
		for (Node node : nodes.values()) {
			List<String> known = node.inputs().stream().filter(nodes::containsKey).toList();
			waits.put(node.id(), known.size());
			known.forEach(input -> users.computeIfAbsent(input, key -> new ArrayList<>()).add(node.id()));
		}
		PriorityQueue<String> ready = new PriorityQueue<>(NUMBERS);
		waits.forEach((id, count) -> {
			if (count == 0)
				ready.add(id);
		});
		List<Node> order = new ArrayList<>();
		Set<String> done = new HashSet<>();
		for (String id = ready.poll(); id != null; id = ready.poll()) {
			done.add(id);
			Node node = nodes.get(id);
			if (node != null)
				order.add(node);
			for (String user : users.getOrDefault(id, List.of()))
				if (waits.merge(user, -1, Integer::sum) == 0)
					ready.add(user);
		}
		nodes.values().stream().filter(node -> !done.contains(node.id())).sorted(Comparator.comparing(Node::id, NUMBERS)).forEach(order::add);
		return List.copyOf(order);
	}

	/** The ids of all nodes whose results one takes, directly or not: when it runs, they are done. */
	public Set<String> before(String id) {
		Map<String, Node> byId = new HashMap<>();
		nodes.forEach(node -> byId.put(node.id(), node));
		Set<String> found = new HashSet<>();
		Deque<String> open = new ArrayDeque<>(List.of(id));
		while (!open.isEmpty()) {
			Node node = byId.get(open.pop());
			if (node != null)
				for (String input : node.inputs())
					if (byId.containsKey(input) && found.add(input))
						open.push(input);
		}
		return found;
	}
}
