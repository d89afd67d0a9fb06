// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded.internal.events;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntSupplier;

import org.creativestudio.comfyui.embedded.internal.json.PythonJson;
import org.eclipse.jdt.annotation.Nullable;

import com.google.gson.JsonObject;

/**
 * The connected clients and what is sent to them. Sending only queues, so one lock keeps the order of events the same for
 * all; a client that doesn't read is dropped.
 */
public final class EventHub implements AutoCloseable {

	/** More sockets than this are refused. */
	public static final int MAX_CLIENTS = 500;

	private static final int BINARY_PREVIEW = 1;
	private static final int BINARY_PREVIEW_WITH_METADATA = 4;
	private static final int IMAGE_TYPE_JPEG = 1;

	private final Map<String, EventSocket> sockets = new HashMap<>();
	private final long maxUploadBytes;
	private IntSupplier remaining = () -> 0;
	private @Nullable String runningClient;
	private @Nullable String runningNode;
	private int open;

	public EventHub(long maxUploadBytes) {
		this.maxUploadBytes = maxUploadBytes;
	}

	/** Where the number of prompts comes from. */
	public synchronized void setRemaining(IntSupplier source) {
		remaining = source;
	}

	/** Whose prompt runs and at which node, for a client that comes back. */
	public synchronized void setRunning(@Nullable String clientId, @Nullable String node) {
		runningClient = clientId;
		runningNode = node;
	}

	public synchronized boolean isFull() {
		return open >= MAX_CLIENTS;
	}

	synchronized void opened(EventSocket socket) {
		open++;
		sockets.put(socket.id(), socket);
		JsonObject data = statusData();
		data.addProperty("sid", socket.id());
		socket.sendText(message("status", data));
		String node = runningNode;
		if (node != null && Objects.equals(runningClient, socket.id())) {
			JsonObject executing = new JsonObject();
			executing.addProperty("node", node);
			socket.sendText(message("executing", executing));
		}
	}

	synchronized void closed(EventSocket socket) {
		open--;
		sockets.remove(socket.id(), socket);
	}

	/** What this server can do, for the client that told what it can. */
	public JsonObject features() {
		JsonObject features = new JsonObject();
		features.addProperty("supports_preview_metadata", true);
		features.addProperty("max_upload_size", maxUploadBytes);
		return features;
	}

	synchronized void answerFeatures(EventSocket socket) {
		socket.sendText(message("feature_flags", features()));
	}

	public synchronized boolean wantsPreviewMetadata(String clientId) {
		EventSocket socket = sockets.get(clientId);
		return socket != null && socket.wantsPreviewMetadata();
	}

	/** Tells all how many prompts there are. Counted under the lock, else an older count could be told last. */
	public synchronized void sendStatus() {
		send("status", statusData(), null);
	}

	private JsonObject statusData() {
		JsonObject execInfo = new JsonObject();
		execInfo.addProperty("queue_remaining", remaining.getAsInt());
		JsonObject status = new JsonObject();
		status.add("exec_info", execInfo);
		JsonObject data = new JsonObject();
		data.add("status", status);
		return data;
	}

	/** Sends to one client, or to all when {@code clientId} is null. */
	public synchronized void send(String type, JsonObject data, @Nullable String clientId) {
		List<EventSocket> targets = targets(clientId);
		if (!targets.isEmpty()) {
			String text = message(type, data);
			targets.forEach(socket -> socket.sendText(text));
		}
	}

	/** Sends a JPEG, in the newer form if there is a description. */
	public synchronized void sendPreview(byte[] jpeg, @Nullable JsonObject description, @Nullable String clientId) {
		List<EventSocket> targets = targets(clientId);
		if (targets.isEmpty()) {
			return;
		}
		ByteBuffer frame;
		if (description == null) {
			frame = ByteBuffer.allocate(8 + jpeg.length).putInt(BINARY_PREVIEW).putInt(IMAGE_TYPE_JPEG);
		} else {
			byte[] json = PythonJson.dumps(description).getBytes(StandardCharsets.UTF_8);
			frame = ByteBuffer.allocate(8 + json.length + jpeg.length).putInt(BINARY_PREVIEW_WITH_METADATA).putInt(json.length)
					.put(json);
		}
		frame.put(jpeg).flip();
		targets.forEach(socket -> socket.sendBinary(frame));
	}

	private List<EventSocket> targets(@Nullable String clientId) {
		if (clientId == null) {
			return List.copyOf(sockets.values());
		}
		EventSocket socket = sockets.get(clientId);
		return socket == null ? List.of() : List.of(socket);
	}

	private static String message(String type, JsonObject data) {
		JsonObject message = new JsonObject();
		message.addProperty("type", type);
		message.add("data", data);
		return PythonJson.dumps(message);
	}

	@Override
	public synchronized void close() {
		List.copyOf(sockets.values()).forEach(EventSocket::goingAway);
	}
}
