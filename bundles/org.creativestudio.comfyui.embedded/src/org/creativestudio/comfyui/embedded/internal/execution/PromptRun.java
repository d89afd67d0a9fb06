// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded.internal.execution;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.creativestudio.comfyui.embedded.internal.events.EventHub;
import org.creativestudio.comfyui.embedded.internal.http.ServerLog;
import org.creativestudio.comfyui.embedded.internal.image.ImageFiles;
import org.creativestudio.comfyui.embedded.internal.image.Tensor;
import org.creativestudio.comfyui.embedded.internal.json.PythonJson;
import org.creativestudio.comfyui.embedded.internal.nodes.InputSpec;
import org.creativestudio.comfyui.embedded.internal.nodes.NodeContext;
import org.creativestudio.comfyui.embedded.internal.nodes.NodeFailure;
import org.creativestudio.comfyui.embedded.internal.nodes.NodeInputs;
import org.creativestudio.comfyui.embedded.internal.nodes.NodeRegistry;
import org.creativestudio.comfyui.embedded.internal.nodes.NodeResult;
import org.creativestudio.comfyui.embedded.internal.nodes.NodeType;
import org.eclipse.jdt.annotation.Nullable;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;

/** One run of one prompt, with ComfyUI's events in ComfyUI's order. */
final class PromptRun {

	private static final int PREVIEW_SIDE = 512;
	private static final int PREVIEW_QUALITY = 95;

	private final QueueItem item;
	private final NodeRegistry registry;
	private final ResultCache cache;
	private final Interrupts interrupts;
	private final EventHub events;
	private final ServerLog log;
	private final boolean metadata;
	private final double speed;
	private final @Nullable String clientId;
	private final ProgressState progress;
	private final JsonArray messages = new JsonArray();
	private final Set<String> executed = new LinkedHashSet<>();
	private final JsonObject outputs = new JsonObject();
	private final JsonObject meta = new JsonObject();

	PromptRun(QueueItem item, NodeRegistry registry, ResultCache cache, Interrupts interrupts, EventHub events, ServerLog log,
			boolean metadata, double speed) {
		this.item = item;
		this.registry = registry;
		this.cache = cache;
		this.interrupts = interrupts;
		this.events = events;
		this.log = log;
		this.metadata = metadata;
		this.speed = speed;
		this.clientId = item.clientId();
		this.progress = new ProgressState(item.promptId());
	}

	/** Runs it and returns its entry for the history. */
	JsonObject execute() {
		message("execution_start", new JsonObject(), false);
		boolean success = false;
		try {
			cache.prepare(item.prompt(), item.outputs());
			Set<String> cached = new LinkedHashSet<>();
			item.prompt().keySet().stream().filter(id -> cache.get(id) != null).forEach(cached::add);
			JsonObject data = new JsonObject();
			data.add("nodes", PythonJson.array(cached));
			message("execution_cached", data, false);
			ExecutionOrder order = new ExecutionOrder(item.prompt(), registry, cached::contains);
			item.outputs().forEach(order::add);
			success = nodes(order);
		} catch (RuntimeException | Error e) {
			log.error("The prompt could not be prepared: " + e);
			failed("", "", new NodeInputs(Map.of()), new NodeFailure("RuntimeError", String.valueOf(e.getMessage()), e));
		}
		if (success) {
			message("execution_success", new JsonObject(), false);
		}
		return history(success);
	}

	private boolean nodes(ExecutionOrder order) {
		for (String id = order.next(); id != null; id = order.next()) {
			if (!node(id)) {
				return false;
			}
			order.done(id);
		}
		return true;
	}

	private boolean node(String id) {
		NodeResult known = cache.get(id);
		if (known != null) {
			if (clientId != null) {
				events.send("executed", executedData(id, known), clientId);
			}
			remember(id, known);
			events.send("progress_state", progress.finish(id), clientId);
			return true;
		}
		String typeName = Links.classType(item.prompt(), id);
		NodeType type = registry.find(typeName);
		if (type == null) {
			throw new IllegalStateException("class types were validated before");
		}
		events.send("progress_state", progress.start(id), clientId);
		if (clientId != null) {
			events.setRunning(clientId, id);
			JsonObject data = new JsonObject();
			data.addProperty("node", id);
			data.addProperty("display_node", id);
			data.addProperty("prompt_id", item.promptId());
			events.send("executing", data, clientId);
		}
		NodeInputs inputs = new NodeInputs(Map.of());
		try {
			inputs = inputs(type, id);
			interrupts.check();
			NodeResult result = type.execute(inputs, new Context(id));
			cache.put(id, result);
			executed.add(id);
			remember(id, result);
			if (result.ui() != null && clientId != null) {
				events.send("executed", executedData(id, result), clientId);
			}
			events.send("progress_state", progress.finish(id), clientId);
			return true;
		} catch (Interrupts.Interrupted e) {
			log.info("Processing interrupted");
			JsonObject data = nodeData(id, typeName);
			message("execution_interrupted", data, true);
		} catch (NodeFailure e) {
			failed(id, typeName, inputs, e);
		} catch (Tensor.OutOfMemory e) {
			failed(id, typeName, inputs, new NodeFailure("torch.OutOfMemoryError", String.valueOf(e.getMessage()), e));
		} catch (OutOfMemoryError e) {
			failed(id, typeName, inputs, new NodeFailure("torch.OutOfMemoryError", "Not enough memory: " + e.getMessage(), e));
		} catch (RuntimeException | Error e) { // a library of the system that is missing, say
			failed(id, typeName, inputs, new NodeFailure("RuntimeError", String.valueOf(e.getMessage()), e));
		}
		return false;
	}

	private NodeInputs inputs(NodeType type, String id) throws NodeFailure {
		Map<String, Object> values = new HashMap<>();
		JsonObject given = Links.inputs(item.prompt(), id);
		for (InputSpec spec : type.schema().inputs()) {
			JsonElement value = given.get(spec.name());
			Links.Link link = Links.of(value);
			if (link != null) {
				NodeResult source = cache.get(link.node());
				if (source == null) {
					throw new NodeFailure("RuntimeError", "No result of node " + link.node());
				}
				int slot = link.slot() < 0 ? link.slot() + source.outputs().size() : link.slot();
				values.put(spec.name(), source.outputs().get(slot));
			} else if (value != null) {
				values.put(spec.name(), ValueConversion.toJava(value));
			}
		}
		return new NodeInputs(values);
	}

	private void remember(String id, NodeResult result) {
		JsonObject ui = result.ui();
		if (ui != null) {
			outputs.add(id, ui);
			JsonObject about = new JsonObject();
			about.addProperty("node_id", id);
			about.addProperty("display_node", id);
			about.add("parent_node", JsonNull.INSTANCE);
			about.addProperty("real_node_id", id);
			meta.add(id, about);
		}
	}

	private JsonObject executedData(String id, NodeResult result) {
		JsonObject data = new JsonObject();
		data.addProperty("node", id);
		data.addProperty("display_node", id);
		data.add("output", result.ui());
		data.addProperty("prompt_id", item.promptId());
		return data;
	}

	private JsonObject nodeData(String id, String typeName) {
		JsonObject data = new JsonObject();
		data.addProperty("node_id", id);
		data.addProperty("node_type", typeName);
		data.add("executed", PythonJson.array(executed));
		return data;
	}

	private void failed(String id, String typeName, NodeInputs inputs, NodeFailure failure) {
		log.error("!!! Exception during processing !!! " + failure.getMessage());
		JsonObject data = nodeData(id, typeName);
		data.addProperty("exception_message", failure.getMessage() + "\n");
		data.addProperty("exception_type", failure.pythonType());
		JsonArray traceback = new JsonArray();
		Throwable shown = failure.getCause() == null ? failure : failure.getCause();
		for (StackTraceElement frame : shown.getStackTrace()) {
			if (frame.getClassName().startsWith("org.creativestudio.")) {
				traceback.add("  at " + frame + "\n");
			}
		}
		data.add("traceback", traceback);
		JsonObject current = new JsonObject();
		inputs.values().forEach((name, value) -> {
			JsonArray values = new JsonArray();
			values.add(value instanceof Tensor tensor ? "tensor of shape " + tensor.shape() : String.valueOf(value));
			current.add(name, values);
		});
		data.add("current_inputs", current);
		data.add("current_outputs", PythonJson.array(item.prompt().keySet()));
		message("execution_error", data, false);
	}

	/** Keeps it for the history and sends it to the client; without one only what is for all. */
	private void message(String event, JsonObject fields, boolean broadcast) {
		JsonObject data = new JsonObject();
		if (fields.has("nodes")) {
			data.add("nodes", fields.get("nodes"));
		}
		data.addProperty("prompt_id", item.promptId());
		fields.asMap().forEach(data::add);
		data.addProperty("timestamp", System.currentTimeMillis());
		JsonArray message = new JsonArray();
		message.add(event);
		message.add(data);
		messages.add(message);
		if (clientId != null || broadcast) {
			events.send(event, data, clientId);
		}
	}

	private JsonObject history(boolean success) {
		JsonObject status = new JsonObject();
		status.addProperty("status_str", success ? "success" : "error");
		status.addProperty("completed", success);
		status.add("messages", messages);
		JsonObject entry = new JsonObject();
		entry.add("prompt", item.toJson());
		entry.add("outputs", outputs);
		entry.add("status", status);
		entry.add("meta", meta);
		return entry;
	}

	/** What the running node may ask for. */
	private final class Context implements NodeContext {
		private final String id;

		Context(String id) {
			this.id = id;
		}

		@Override
		public void progress(int value, int max, @Nullable Tensor preview) {
			interrupts.check();
			events.send("progress_state", progress.update(id, value, max), clientId);
			byte[] jpeg = jpeg(preview);
			boolean described = clientId != null && events.wantsPreviewMetadata(clientId);
			if (jpeg != null && described) {
				events.sendPreview(jpeg, previewMetadata(), clientId);
			}
			JsonObject data = new JsonObject();
			data.addProperty("value", value);
			data.addProperty("max", max);
			data.addProperty("prompt_id", item.promptId());
			data.addProperty("node", id);
			events.send("progress", data, clientId);
			if (jpeg != null && !described) {
				events.sendPreview(jpeg, null, clientId);
			}
		}

		private byte @Nullable [] jpeg(@Nullable Tensor preview) {
			if (preview == null) {
				return null;
			}
			try {
				return ImageFiles.jpeg(ImageFiles.thumbnail(preview, PREVIEW_SIDE), PREVIEW_QUALITY);
			} catch (IOException e) {
				log.error("No preview of node " + id + ": " + e);
				return null;
			}
		}

		private JsonObject previewMetadata() {
			JsonObject description = new JsonObject();
			description.addProperty("node_id", id);
			description.addProperty("prompt_id", item.promptId());
			description.addProperty("display_node_id", id);
			description.add("parent_node_id", JsonNull.INSTANCE);
			description.addProperty("real_node_id", id);
			description.addProperty("image_type", "image/jpeg");
			return description;
		}

		@Override
		public void pause(Duration duration) {
			interrupts.pause(scaled(duration), false);
		}

		@Override
		public void block(Duration duration) {
			interrupts.pause(scaled(duration), true);
		}

		private Duration scaled(Duration duration) {
			return Duration.ofNanos((long) (duration.toNanos() * speed));
		}

		@Override
		public Map<String, String> imageText() {
			if (!metadata) {
				return Map.of();
			}
			Map<String, String> text = new LinkedHashMap<>();
			text.put("prompt", PythonJson.dumps(item.prompt()));
			if (item.extraData().get("extra_pnginfo") instanceof JsonObject extra) {
				List<String> keys = new ArrayList<>(extra.keySet());
				keys.removeIf(key -> !key.matches("[ -~]{1,79}"));
				keys.forEach(key -> text.put(key, PythonJson.dumps(extra.get(key))));
			}
			return text;
		}
	}
}
