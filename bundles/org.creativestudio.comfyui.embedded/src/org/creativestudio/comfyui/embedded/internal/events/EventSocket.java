// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded.internal.events;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.creativestudio.comfyui.embedded.internal.json.PythonJson;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;

/** The connection of one client. */
public final class EventSocket implements FrameHandler {

	private static final int MAX_MESSAGE = 1 << 16;
	/** A client that leaves so many bytes unread is dropped. */
	private static final long MAX_UNSENT = 64L << 20;

	private final EventHub hub;
	private final String id;
	private final AtomicLong unsent = new AtomicLong();
	private final ByteArrayOutputStream text = new ByteArrayOutputStream();
	private boolean readingText;
	private boolean firstMessage = true;
	private volatile boolean previewMetadata;
	private volatile @Nullable CoreSession session;

	public EventSocket(EventHub hub, String id) {
		this.hub = hub;
		this.id = id;
	}

	String id() {
		return id;
	}

	boolean wantsPreviewMetadata() {
		return previewMetadata;
	}

	@Override
	public void onOpen(CoreSession coreSession, Callback callback) {
		coreSession.setIdleTimeout(Duration.ZERO);
		// Each event is one frame, as ComfyUI sends it, whatever its size. What comes is handed over piece by piece, and bounded here.
		coreSession.setMaxFrameSize(MAX_UNSENT);
		coreSession.setAutoFragment(true);
		session = coreSession;
		hub.opened(this);
		callback.succeeded();
		coreSession.demand();
	}

	@Override
	public void onFrame(Frame frame, Callback callback) {
		CoreSession current = session;
		switch (frame.getOpCode()) {
		case OpCode.PING -> send(new Frame(OpCode.PONG, BufferUtil.copy(frame.getPayload())));
		case OpCode.TEXT, OpCode.CONTINUATION -> {
			readingText = frame.getOpCode() == OpCode.TEXT || readingText;
			if (readingText && !accept(frame)) {
				callback.succeeded();
				return;
			}
		}
		case OpCode.BINARY -> readingText = false;
		default -> {
			// a close frame is answered by Jetty, a pong needs nothing
		}
		}
		callback.succeeded();
		if (current != null && frame.getOpCode() != OpCode.CLOSE) {
			current.demand();
		}
	}

	/** Collects a text message; false when it was too long and the connection ends. */
	private boolean accept(Frame frame) {
		ByteBuffer payload = frame.getPayload();
		CoreSession current = session;
		if (payload != null) {
			if (text.size() + payload.remaining() > MAX_MESSAGE) {
				if (current != null) {
					current.close(CloseStatus.MESSAGE_TOO_LARGE, "message too large", Callback.NOOP);
				}
				return false;
			}
			text.writeBytes(BufferUtil.toArray(payload));
		}
		if (frame.isFin()) {
			String message = text.toString(StandardCharsets.UTF_8);
			text.reset();
			readingText = false;
			if (firstMessage) {
				firstMessage = false;
				negotiate(message);
			}
		}
		return true;
	}

	/** ComfyUI looks at the first message only: what the client can do. */
	private void negotiate(String message) {
		try {
			if (PythonJson.parse(message.getBytes(StandardCharsets.UTF_8)) instanceof JsonObject object
					&& object.get("type") instanceof JsonPrimitive type && type.getAsString().equals("feature_flags")) {
				if (object.get("data") instanceof JsonObject data
						&& data.get("supports_preview_metadata") instanceof JsonPrimitive supported) {
					previewMetadata = supported.isBoolean() && supported.getAsBoolean();
				}
				hub.answerFeatures(this);
			}
		} catch (JsonParseException e) {
			// ComfyUI ignores what isn't JSON, too
			previewMetadata = false;
		}
	}

	@Override
	public void onError(Throwable cause, Callback callback) {
		callback.succeeded();
	}

	@Override
	public void onClosed(CloseStatus closeStatus, Callback callback) {
		hub.closed(this);
		callback.succeeded();
	}

	void sendText(String message) {
		send(new Frame(OpCode.TEXT, true, message));
	}

	void sendBinary(ByteBuffer payload) {
		send(new Frame(OpCode.BINARY, true, payload.asReadOnlyBuffer()));
	}

	void goingAway() {
		CoreSession current = session;
		if (current != null) {
			current.close(CloseStatus.SHUTDOWN, "server stops", Callback.NOOP);
		}
	}

	private void send(Frame frame) {
		CoreSession current = session;
		if (current == null) {
			return;
		}
		int size = frame.getPayloadLength();
		if (unsent.addAndGet(size) > MAX_UNSENT) {
			current.abort();
			return;
		}
		current.sendFrame(frame, Callback.from(() -> unsent.addAndGet(-size)), false);
	}
}
