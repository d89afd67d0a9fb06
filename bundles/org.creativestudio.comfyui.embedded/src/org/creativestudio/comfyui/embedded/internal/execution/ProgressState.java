// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded.internal.execution;

import java.util.LinkedHashMap;
import java.util.Map;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;

/** How far each node of the running prompt is, as the "progress_state" event tells. */
final class ProgressState {

	private record Progress(Number value, Number max, String state) {
	}

	private final String promptId;
	private final Map<String, Progress> nodes = new LinkedHashMap<>();

	ProgressState(String promptId) {
		this.promptId = promptId;
	}

	JsonObject start(String node) {
		nodes.put(node, new Progress(0.0, 1.0, "running"));
		return toJson();
	}

	JsonObject update(String node, int value, int max) {
		nodes.put(node, new Progress(value, max, "running"));
		return toJson();
	}

	JsonObject finish(String node) {
		Number max = nodes.containsKey(node) ? nodes.get(node).max : Integer.valueOf(1);
		nodes.put(node, new Progress(max, max, "finished"));
		return toJson();
	}

	private JsonObject toJson() {
		JsonObject states = new JsonObject();
		nodes.forEach((id, progress) -> {
			JsonObject state = new JsonObject();
			state.addProperty("value", progress.value);
			state.addProperty("max", progress.max);
			state.addProperty("state", progress.state);
			state.addProperty("node_id", id);
			state.addProperty("prompt_id", promptId);
			state.addProperty("display_node_id", id);
			state.add("parent_node_id", JsonNull.INSTANCE);
			state.addProperty("real_node_id", id);
			states.add(id, state);
		});
		JsonObject data = new JsonObject();
		data.addProperty("prompt_id", promptId);
		data.add("nodes", states);
		return data;
	}
}
