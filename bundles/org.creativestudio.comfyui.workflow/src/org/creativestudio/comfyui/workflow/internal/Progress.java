// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.internal;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.creativestudio.comfyui.client.ComfyEvent;
import org.creativestudio.comfyui.workflow.JobProgress;
import org.eclipse.jdt.annotation.Nullable;

import com.google.gson.JsonObject;

/** Counts how far a prompt is. Not thread-safe. */
final class Progress {

	private final JsonObject graph;
	private final Set<String> done = new HashSet<>();
	private @Nullable String node;
	private @Nullable String shownNode;
	private double step;
	private double steps;

	Progress(JsonObject graph) {
		this.graph = graph;
	}

	/** @return whether it tells anything new */
	boolean apply(ComfyEvent event) {
		switch (event) {
		case ComfyEvent.ExecutionCached cached -> done.addAll(cached.nodes());
		case ComfyEvent.Executing now -> {
			if (node != null && !node.equals(now.node()))
				done.add(node);
			node = now.node();
			step = 0;
			steps = 0;
		}
		case ComfyEvent.Progress now -> {
			at(now.node());
			step = now.value();
			steps = now.max();
		}
		case ComfyEvent.ProgressState now -> {
			for (Map.Entry<String, ComfyEvent.ProgressState.NodeState> state : now.nodes().entrySet())
				switch (state.getValue().state()) {
				case "finished" -> done.add(state.getKey()); //$NON-NLS-1$
				case "running" -> at(state.getKey()); //$NON-NLS-1$
				default -> {
					// has not begun, or failed, which other events tell
				}
				}
		}
		case ComfyEvent.Executed now -> done.add(now.node());
		default -> {
			return false;
		}
		}
		return true;
	}

	/** The event that a node begins is missed when the connection comes later: steps tell the node as well. */
	private void at(@Nullable String running) {
		if (running != null)
			node = running;
	}

	/** Whether another node runs than when {@link #snapshot()} was taken last. */
	boolean isNewNode() {
		return node != null && !node.equals(shownNode);
	}

	JobProgress snapshot() {
		shownNode = node;
		done.retainAll(graph.keySet());
		return new JobProgress(done.size(), Math.max(1, graph.size()), node, title(), step, steps);
	}

	/** What runs. */
	JsonObject graph() {
		return graph;
	}

	private @Nullable String title() {
		String id = node;
		return id == null ? null : NodeTitles.of(graph, id);
	}
}
