// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded.internal.http;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

import org.creativestudio.comfyui.embedded.internal.execution.History;
import org.creativestudio.comfyui.embedded.internal.execution.PromptExecutor;
import org.creativestudio.comfyui.embedded.internal.execution.PromptQueue;
import org.creativestudio.comfyui.embedded.internal.execution.PromptValidator;
import org.creativestudio.comfyui.embedded.internal.execution.ValidationResult;
import org.eclipse.jdt.annotation.Nullable;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

/** /prompt, /queue, /history, /interrupt and /free. */
final class PromptRoutes {

	/** It stands in each event, beside each node. */
	private static final int MAX_ID = 1000;

	private final PromptQueue queue;
	private final History history;
	private final PromptExecutor executor;
	private final PromptValidator validator;
	private final ServerLog log;

	PromptRoutes(PromptQueue queue, History history, PromptExecutor executor, PromptValidator validator, ServerLog log) {
		this.queue = queue;
		this.history = history;
		this.executor = executor;
		this.validator = validator;
		this.log = log;
	}

	void addTo(Router router) {
		router.add("GET", "/prompt", exchange -> exchange.json(execInfo()));
		router.add("POST", "/prompt", this::submit);
		router.add("GET", "/queue", exchange -> exchange.json(queue.toJson()));
		router.add("POST", "/queue", this::changeQueue);
		router.add("GET", "/history", this::listHistory);
		router.add("GET", "/history/{prompt_id}", exchange -> exchange.json(history.of(exchange.path("prompt_id"))));
		router.add("POST", "/history", this::changeHistory);
		router.add("POST", "/interrupt", this::interrupt);
		router.add("POST", "/free", this::free);
	}

	private JsonObject execInfo() {
		JsonObject count = new JsonObject();
		count.addProperty("queue_remaining", queue.remaining());
		JsonObject info = new JsonObject();
		info.add("exec_info", count);
		return info;
	}

	private void submit(Exchange exchange) throws IOException {
		JsonObject json = exchange.jsonObject();
		log.info("got prompt");
		Number number = number(json);
		if (!json.has("prompt")) {
			refuse(exchange, ValidationResult.error("no_prompt", "No prompt provided", "No prompt provided", new JsonObject()),
					new JsonObject());
			return;
		}
		JsonObject prompt = prompt(json);
		String promptId = json.get("prompt_id") instanceof JsonPrimitive id ? id.getAsString() : UUID.randomUUID().toString();
		if (promptId.length() > MAX_ID) {
			throw new HttpFailure(400, "The prompt_id is longer than " + MAX_ID + " characters");
		}
		ValidationResult result = validator.validate(prompt, targets(json));
		JsonObject error = result.error();
		if (error != null) {
			log.error("invalid prompt: " + error.get("message").getAsString());
			refuse(exchange, error, result.nodeErrors());
			return;
		}
		JsonObject extra = json.get("extra_data") instanceof JsonObject given ? given : new JsonObject();
		if (json.has("client_id")) {
			extra.add("client_id", json.get("client_id"));
		}
		String full = queue.put(number, promptId, prompt, extra, result.outputs());
		if (full != null) {
			throw new HttpFailure(503, full);
		}
		JsonObject answer = new JsonObject();
		answer.addProperty("prompt_id", promptId);
		answer.addProperty("number", number);
		answer.add("node_errors", result.nodeErrors());
		exchange.json(answer);
	}

	private Number number(JsonObject json) {
		if (json.get("number") instanceof JsonPrimitive given) {
			try {
				double number = given.getAsDouble();
				if (Double.isFinite(number)) {
					return number;
				}
			} catch (NumberFormatException e) {
				throw HttpFailure.serverError(e);
			}
			throw HttpFailure.serverError(new NumberFormatException("number must be finite"));
		}
		long number = queue.nextNumber();
		return json.get("front") instanceof JsonPrimitive front && front.getAsBoolean() ? -number : number;
	}

	private static JsonObject prompt(JsonObject json) {
		if (json.get("prompt") instanceof JsonObject prompt) {
			for (JsonElement node : prompt.asMap().values()) {
				if (!(node instanceof JsonObject object) || object.has("class_type") && !object.get("class_type").isJsonPrimitive()) {
					throw HttpFailure.serverError(new IllegalArgumentException("a node is no object"));
				}
			}
			return prompt;
		}
		throw HttpFailure.serverError(new IllegalArgumentException("the prompt is no object"));
	}

	private static @Nullable Set<String> targets(JsonObject json) {
		if (json.get("partial_execution_targets") instanceof JsonArray list) {
			Set<String> targets = new HashSet<>();
			list.forEach(id -> targets.add(id.getAsString()));
			return targets;
		}
		return null;
	}

	private static void refuse(Exchange exchange, JsonObject error, JsonObject nodeErrors) {
		JsonObject body = new JsonObject();
		body.add("error", error);
		body.add("node_errors", nodeErrors);
		exchange.json(400, body);
	}

	private void changeQueue(Exchange exchange) throws IOException {
		JsonObject json = exchange.jsonObject();
		if (isTrue(json, "clear")) {
			queue.clear();
		}
		ids(json).forEach(queue::delete);
		exchange.empty(200);
	}

	private void listHistory(Exchange exchange) {
		String max = exchange.query("max_items");
		String offset = exchange.query("offset");
		try {
			exchange.json(history.list(max == null ? null : Integer.valueOf(max), offset == null ? -1 : Integer.parseInt(offset)));
		} catch (NumberFormatException e) {
			throw HttpFailure.serverError(e);
		}
	}

	private void changeHistory(Exchange exchange) throws IOException {
		JsonObject json = exchange.jsonObject();
		if (isTrue(json, "clear")) {
			history.clear();
		}
		ids(json).forEach(history::delete);
		exchange.empty(200);
	}

	private void interrupt(Exchange exchange) throws IOException {
		String promptId = null;
		try {
			if (exchange.json() instanceof JsonObject json && json.get("prompt_id") instanceof JsonPrimitive id) {
				promptId = id.getAsString();
			}
		} catch (HttpFailure e) {
			if (e.status() != 500) {
				throw e;
			}
			// no JSON: whatever runs is meant
			promptId = null;
		}
		if (promptId == null || promptId.isEmpty()) {
			executor.interrupts().request();
		} else {
			queue.ifRunning(promptId, executor.interrupts()::request);
		}
		exchange.empty(200);
	}

	private void free(Exchange exchange) throws IOException {
		JsonObject json = exchange.jsonObject();
		if (isTrue(json, "free_memory")) {
			executor.freeMemory();
		}
		exchange.empty(200);
	}

	private static boolean isTrue(JsonObject json, String name) {
		return json.get(name) instanceof JsonPrimitive p && p.isBoolean() && p.getAsBoolean();
	}

	private static Set<String> ids(JsonObject json) {
		Set<String> ids = new HashSet<>();
		if (json.get("delete") instanceof JsonArray list) {
			list.forEach(id -> ids.add(id.isJsonPrimitive() ? id.getAsString() : ""));
		}
		return ids;
	}
}
