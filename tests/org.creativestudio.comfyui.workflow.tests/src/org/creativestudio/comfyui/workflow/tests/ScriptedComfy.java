// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.tests;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import org.creativestudio.comfyui.testing.ScriptedServer;
import org.creativestudio.comfyui.testing.ScriptedServer.Reply;
import org.creativestudio.comfyui.testing.ScriptedServer.Request;
import org.creativestudio.comfyui.testing.ScriptedServer.SocketScript;
import org.eclipse.jdt.annotation.Nullable;

import com.google.gson.JsonParser;

/** A server that takes a prompt and then does what a test says: it can lie, forget, vanish and come back. */
final class ScriptedComfy implements AutoCloseable {

	static final String GRAPH = "{\"1\": {\"class_type\": \"EmptyImage\", \"inputs\": {\"seed\": 1}},"
			+ " \"9\": {\"class_type\": \"SaveImage\", \"inputs\": {\"images\": [\"1\", 0]}}}";
	static final SocketScript QUIET = frames -> frames.awaitEnd();
	static final String OUT_OF_MEMORY = error("Allocation on device 0 would exceed allowed memory.", "torch.OutOfMemoryError");

	/** The first prompt that it took. */
	final CompletableFuture<String> prompt = new CompletableFuture<>();
	final CompletableFuture<String> interrupted = new CompletableFuture<>();
	/** Method and path of each request; of a question for history without its end. */
	final List<String> asked = new CopyOnWriteArrayList<>();
	volatile SocketScript events = QUIET;
	/** Whether its queue has the prompts that it took. */
	volatile boolean running = true;
	/** {@code PROMPT} stands for what is asked for. */
	volatile String history = "{}";
	volatile String accepts = "PROMPT";
	/** What it can run; null: it does not tell. */
	volatile @Nullable String nodes;
	private final List<String> prompts = new CopyOnWriteArrayList<>();
	private final ScriptedServer server;

	ScriptedComfy() throws IOException {
		server = new ScriptedServer(this::answer);
	}

	int port() {
		return server.port();
	}

	/** It has a prompt that was given to it under another address. */
	void has(String id) {
		prompts.add(id);
	}

	/** It can't be reached any more, and its connections end. */
	void vanish() throws IOException {
		server.vanish();
	}

	/** It is there again, at the same port. */
	void comeBack() {
		server.comeBack();
	}

	private Reply answer(Request request) {
		String path = request.path().replaceFirst("\\?.*", "");
		asked.add(request.method() + ' ' + path.replaceFirst("(/history/).*", "$1"));
		if (path.equals("/ws"))
			return new Reply.Upgrade(frames -> events.run(frames));
		if (path.equals("/prompt") && request.method().equals("POST")) {
			String id = JsonParser.parseString(request.body()).getAsJsonObject().get("prompt_id").getAsString();
			prompts.add(id);
			prompt.complete(id);
			return Reply.json("{\"prompt_id\": \"" + accepts.replace("PROMPT", id) + "\", \"number\": 1, \"node_errors\": {}}");
		}
		if (path.startsWith("/history"))
			return history.equals("ENDLESS") ? new Reply.Endless()
					: Reply.json(history.replace("PROMPT", path.substring(path.lastIndexOf('/') + 1)));
		if (path.equals("/queue") && request.method().equals("GET"))
			return Reply.json("{\"queue_running\": [" + (running && !prompts.isEmpty() ? "[1, \"" + prompts.getLast() + "\", {}, {}, []]" : "")
					+ "], \"queue_pending\": []}");
		if (path.equals("/interrupt"))
			interrupted.complete(request.body());
		if (path.equals("/view"))
			return new Reply.Answer(200, "Content-Type: image/png\r\n", "pixels".getBytes(StandardCharsets.UTF_8));
		if (path.equals("/object_info"))
			return nodes == null ? Reply.json(404, "{}") : Reply.json(nodes);
		return Reply.json("{}");
	}

	long count(String what) {
		return asked.stream().filter(what::equals).count();
	}

	/** How often it was given work. */
	long submitted() {
		return count("POST /prompt");
	}

	/** A history with a prompt that ended well. */
	static String done(String prompt, String files) {
		return "{\"PROMPT\": {\"prompt\": [1, \"" + prompt + "\", {}, {}, [\"9\"]], \"outputs\": {\"9\": {\"images\": [" + files + "]}},"
				+ " \"status\": {\"status_str\": \"success\", \"completed\": true, \"messages\": []}}}";
	}

	/** A history with a prompt that failed. */
	static String error(String message, String type) {
		return "{\"PROMPT\": {\"prompt\": [1, \"PROMPT\", {}, {}, [\"9\"]], \"outputs\": {}, \"status\":"
				+ " {\"status_str\": \"error\", \"completed\": false, \"messages\": [[\"execution_error\", {\"prompt_id\": \"PROMPT\", \"node_id\": \"1\","
				+ " \"node_type\": \"EmptyImage\", \"executed\": [], \"exception_message\": \"" + message + "\","
				+ " \"exception_type\": \"" + type + "\", \"traceback\": [], \"current_inputs\": {}, \"current_outputs\": []}]]}}}";
	}

	static String image(String name, String folder) {
		return "{\"filename\": \"" + name.replace("\\", "\\\\") + "\", \"subfolder\": \"" + folder.replace("\\", "\\\\") + "\", \"type\": \"output\"}";
	}

	/** The event that a prompt has ended. */
	static String end(String prompt) {
		return "{\"type\": \"executing\", \"data\": {\"node\": null, \"prompt_id\": \"" + prompt + "\"}}";
	}

	/** The event that a prompt has begun. */
	static String begin(String prompt) {
		return "{\"type\": \"execution_start\", \"data\": {\"prompt_id\": \"" + prompt + "\"}}";
	}

	@Override
	public void close() throws IOException {
		server.close();
	}
}
