// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded.tests;

import java.net.URI;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

import org.creativestudio.comfyui.embedded.internal.json.PythonJson;
import org.eclipse.jdt.annotation.Nullable;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;

/** A WebSocket client that keeps what it hears, in a form in which runs can be compared. */
final class EventLog implements WebSocket.Listener, AutoCloseable {

	private static final long DEADLINE_SECONDS = 20;

	private final List<String> events = new ArrayList<>();
	private final StringBuilder text = new StringBuilder();
	private @Nullable WebSocket socket;

	static EventLog connect(TestServer server, String clientId, @Nullable String firstMessage) throws Exception {
		EventLog log = new EventLog();
		WebSocket socket = server.client().newWebSocketBuilder()
				.buildAsync(URI.create("ws://127.0.0.1:" + server.port() + "/ws?clientId=" + clientId), log)
				.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
		log.socket = socket;
		log.await(event -> event.contains("\"sid\""));
		if (firstMessage != null) {
			socket.sendText(firstMessage, true).get(DEADLINE_SECONDS, TimeUnit.SECONDS);
			log.await(event -> event.startsWith("{\"type\": \"feature_flags\""));
		}
		return log;
	}

	/** The recorded messages in the same form. */
	static List<String> recorded(List<JsonObject> recording) {
		List<String> events = new ArrayList<>();
		for (JsonObject message : recording) {
			if (message.has("text")) {
				events.add(comparable(message.getAsJsonObject("text")));
			} else {
				events.add("binary " + message.get("event") + " "
						+ (message.has("metadata") ? comparable(message.getAsJsonObject("metadata")) : "jpeg type "
								+ message.get("image_type_num"))
						+ " " + message.get("image_magic").getAsString());
			}
		}
		return events;
	}

	/** Without what differs from run to run: ids, times, and the texts of Python's own traceback. */
	static String comparable(JsonObject message) {
		return PythonJson.dumps(normal("", message));
	}

	private static JsonElement normal(String name, JsonElement element) {
		switch (name) {
		case "prompt_id":
			return new JsonPrimitive("ID");
		case "timestamp", "traceback", "current_inputs":
			return new JsonPrimitive("");
		default:
		}
		if (element instanceof JsonObject object) {
			JsonObject result = new JsonObject();
			object.asMap().forEach((key, value) -> result.add(key, normal(key, value)));
			return result;
		}
		if (element instanceof JsonArray array && name.equals("current_outputs")) {
			JsonArray result = new JsonArray();
			array.asList().stream().map(JsonElement::getAsString).sorted().forEach(result::add);
			return result;
		}
		if (element instanceof JsonArray array) {
			JsonArray result = new JsonArray();
			array.forEach(item -> result.add(normal("", item)));
			return result;
		}
		return element;
	}

	@Override
	public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
		text.append(data);
		if (last) {
			add(text.toString());
			text.setLength(0);
		}
		webSocket.request(1);
		return null;
	}

	private final java.io.ByteArrayOutputStream binary = new java.io.ByteArrayOutputStream();

	@Override
	public @Nullable CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
		byte[] bytes = new byte[data.remaining()];
		data.get(bytes);
		binary.writeBytes(bytes);
		if (last) {
			ByteBuffer frame = ByteBuffer.wrap(binary.toByteArray());
			binary.reset();
			int event = frame.getInt();
			int second = frame.getInt();
			String about = "jpeg type " + second;
			if (event == 4) {
				byte[] json = new byte[second];
				frame.get(json);
				about = comparable(JsonParser.parseString(new String(json, StandardCharsets.UTF_8)).getAsJsonObject());
			}
			add("binary " + event + " " + about + " " + String.format("%08x", frame.getInt()));
		}
		webSocket.request(1);
		return null;
	}

	private synchronized void add(String event) {
		events.add(event);
		notifyAll();
	}

	/** Waits for an event, given as it was sent. */
	synchronized void await(Predicate<String> wanted) throws Exception {
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
		while (events.stream().noneMatch(wanted)) {
			long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
			if (left <= 0) {
				throw new TimeoutException("not among " + events);
			}
			wait(left);
		}
	}

	/** Waits for the end of a prompt of this client. */
	void awaitEnd(String promptId) throws Exception {
		await(event -> event.contains("\"executing\"") && event.contains("\"node\": null") && event.contains(promptId));
	}

	/** All so far, comparable; forgets them. */
	synchronized List<String> take() {
		List<String> taken = events.stream()
				.map(event -> event.startsWith("{") ? comparable(JsonParser.parseString(event).getAsJsonObject()) : event).toList();
		events.clear();
		return taken;
	}

	void send(String message) throws Exception {
		WebSocket current = socket;
		if (current != null) {
			current.sendText(message, true).get(DEADLINE_SECONDS, TimeUnit.SECONDS);
		}
	}

	@Override
	public void close() {
		WebSocket current = socket;
		if (current != null) {
			current.abort();
		}
	}
}
