// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.client.internal;

import java.io.ByteArrayOutputStream;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import org.creativestudio.comfyui.client.ClientOptions;
import org.creativestudio.comfyui.client.ComfyEvent;
import org.creativestudio.comfyui.client.EventListener;
import org.creativestudio.comfyui.client.EventOptions;
import org.creativestudio.comfyui.client.EventStream;
import org.creativestudio.comfyui.client.Preview;
import org.eclipse.jdt.annotation.Nullable;

import com.google.gson.JsonParseException;

/**
 * Keeps a WebSocket open. One virtual thread connects, delivers and reconnects; the socket's callbacks only put frames into its
 * bounded queue.
 */
final class WebSocketEventStream implements EventStream {

	private static final System.Logger LOG = System.getLogger(WebSocketEventStream.class.getName());

	private static final int MAX_FRAMES = 4096;
	/** From here on previews are left out, so that text events always find room. */
	private static final int PREVIEW_FRAMES = 256;
	/** aiohttp answers pings at once, also while a node runs; a silent peer is gone. */
	private static final Duration PING_INTERVAL = Duration.ofSeconds(20);
	private static final Duration PONG_DEADLINE = Duration.ofSeconds(20);
	private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
	private static final Duration FIRST_DELAY = Duration.ofMillis(250);
	private static final Duration LASTING = Duration.ofSeconds(10);
	private static final Duration LONGEST_DELAY = Duration.ofSeconds(15);
	private static final String FLAGS = "{\"type\":\"feature_flags\",\"data\":{\"supports_preview_metadata\":true}}"; //$NON-NLS-1$

	private final ClientOptions options;
	private final String clientId;
	private final EventListener listener;
	private final EventOptions wanted;
	private final Consumer<EventStream> onClose;
	private final HttpClient http;
	private final Thread thread;
	private volatile boolean closed;
	private volatile boolean connected;

	WebSocketEventStream(ClientOptions options, String clientId, EventListener listener, EventOptions wanted,
			Consumer<EventStream> onClose) {
		this.options = options;
		this.clientId = clientId;
		this.listener = listener;
		this.wanted = wanted;
		this.onClose = onClose;
		http = SharedWebSockets.acquire();
		thread = Thread.ofVirtual().name("comfyui-events-" + options.base().getPort()).start(this::run); //$NON-NLS-1$
	}

	@Override
	public String clientId() {
		return clientId;
	}

	@Override
	public boolean isConnected() {
		return connected;
	}

	@Override
	public void close() {
		if (closed)
			return;
		closed = true;
		thread.interrupt();
		onClose.accept(this);
	}

	private void run() {
		Duration delay = FIRST_DELAY;
		try {
			while (!closed) {
				Connection connection = new Connection();
				try {
					connection.open();
					long since = System.nanoTime();
					connected = true;
					tell(listener::connected);
					String reason = connection.deliver();
					connected = false;
					// A server that only accepts and hangs up is not asked ever again without a pause.
					if (System.nanoTime() - since > LASTING.toNanos())
						delay = FIRST_DELAY;
					tell(() -> listener.disconnected(reason));
				} catch (ExecutionException | TimeoutException e) {
					Throwable cause = e.getCause() != null ? e.getCause() : e;
					tell(() -> listener.disconnected("no connection: " + cause)); //$NON-NLS-1$
				} finally {
					connection.abort();
				}
				Thread.sleep(delay.plusMillis(ThreadLocalRandom.current().nextLong(delay.toMillis() / 4 + 1)));
				delay = delay.multipliedBy(2).compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : delay.multipliedBy(2);
			}
		} catch (InterruptedException e) {
			// closed: the only one who interrupts
			Thread.currentThread().interrupt();
		} finally {
			connected = false;
			SharedWebSockets.release();
		}
	}

	private void tell(Runnable call) {
		if (closed)
			return;
		try {
			call.run();
		} catch (RuntimeException e) {
			LOG.log(Level.WARNING, "A listener for the events of " + options.base() + " failed", e); //$NON-NLS-1$ //$NON-NLS-2$
		}
	}

	/** What the socket's callbacks hand to the stream's thread. */
	private sealed interface Frame {
		record Text(String text) implements Frame {
		}

		record Binary(ByteBuffer bytes) implements Frame {
		}

		record End(String reason) implements Frame {
		}
	}

	/** One connection from its opening to its end. */
	private final class Connection implements WebSocket.Listener {
		private final LinkedBlockingQueue<Frame> frames = new LinkedBlockingQueue<>(MAX_FRAMES);
		/** From here to the next comment only touched by the socket's callbacks, which come one at a time. */
		private StringBuilder text = new StringBuilder();
		private ByteArrayOutputStream binary = new ByteArrayOutputStream();
		/** Whether the rest of the message that comes is left out. */
		private boolean skipped;
		private long second = System.nanoTime();
		private int messagesRead;
		private long bytesRead;
		/** Shared with the stream's thread. */
		private volatile @Nullable String failure;
		private volatile long lastPong;
		private @Nullable WebSocket socket;
		/** Whether this connection's nonsense was told of; only touched by the stream's thread. */
		private boolean warned;

		void open() throws InterruptedException, ExecutionException, TimeoutException {
			URI base = options.base();
			String scheme = "https".equals(base.getScheme()) ? "wss://" : "ws://"; //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			URI uri = URI.create(scheme + base.getRawAuthority() + "/ws?clientId=" //$NON-NLS-1$
					+ URLEncoder.encode(clientId, StandardCharsets.UTF_8));
			CompletableFuture<WebSocket> opening = http.newWebSocketBuilder().connectTimeout(options.connectTimeout())
					.buildAsync(uri, this);
			try {
				WebSocket opened = opening.get(options.requestTimeout().toMillis(), TimeUnit.MILLISECONDS);
				socket = opened;
				lastPong = System.nanoTime();
				opened.sendText(FLAGS, true);
			} finally {
				opening.cancel(true);
			}
		}

		/** Returns when the connection is gone, with the reason. */
		String deliver() throws InterruptedException {
			long nextPing = System.nanoTime() + PING_INTERVAL.toNanos();
			while (true) {
				Frame frame = frames.poll(Math.max(1, nextPing - System.nanoTime()), TimeUnit.NANOSECONDS);
				String failed = failure;
				if (failed != null)
					return failed;
				switch (frame) {
				case null -> {
					if (System.nanoTime() - lastPong > PING_INTERVAL.plus(PONG_DEADLINE).toNanos())
						return "no answer to pings"; //$NON-NLS-1$
				}
				case Frame.Text message -> event(message.text);
				case Frame.Binary message -> {
					Preview preview = Events.preview(message.bytes);
					if (preview != null)
						tell(() -> listener.preview(preview));
				}
				case Frame.End end -> {
					return end.reason;
				}
				}
				if (System.nanoTime() >= nextPing) {
					ping();
					nextPing = System.nanoTime() + PING_INTERVAL.toNanos();
				}
			}
		}

		private void event(String message) {
			try {
				ComfyEvent event = Events.parse(message);
				if (event != null)
					tell(() -> listener.event(event));
			} catch (JsonParseException | IllegalStateException e) {
				LOG.log(warned ? Level.DEBUG : Level.WARNING, "An event of {0} is no JSON and was left out: {1}", options.base(), //$NON-NLS-1$
						e.getMessage());
				warned = true;
			}
		}

		private void ping() {
			WebSocket open = socket;
			if (open != null && !open.isOutputClosed())
				open.sendPing(ByteBuffer.allocate(0));
		}

		void abort() {
			WebSocket open = socket;
			if (open != null)
				open.abort();
		}

		private void put(Frame frame) {
			if (frame instanceof Frame.Binary && frames.size() >= PREVIEW_FRAMES)
				return;
			if (!frames.offer(frame))
				fail("events come faster than they are read"); //$NON-NLS-1$
		}

		private void fail(String reason) {
			failure = reason;
			// Wakes deliver() when the queue has room; when it has none, deliver() is awake.
			frames.offer(new Frame.End(reason));
		}

		@Override
		public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
			if (text.length() + data.length() > wanted.maxMessageBytes())
				skipped = true;
			if (skipped)
				text.setLength(0);
			else
				text.append(data);
			if (last) {
				if (skipped)
					LOG.log(Level.DEBUG, "A text of {0} is too long and was left out", options.base()); //$NON-NLS-1$
				else
					put(new Frame.Text(text.toString()));
				text = new StringBuilder();
				skipped = false;
			}
			readOn(from, data.length());
			return null;
		}

		@Override
		public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
			int length = data.remaining();
			if (!wanted.previews() || binary.size() + length > wanted.maxMessageBytes())
				skipped = true;
			if (!skipped) {
				byte[] bytes = new byte[length];
				data.get(bytes);
				binary.writeBytes(bytes);
			}
			if (last) {
				if (!skipped)
					put(new Frame.Binary(ByteBuffer.wrap(binary.toByteArray())));
				binary = new ByteArrayOutputStream();
				skipped = false;
			}
			readOn(from, length);
			return null;
		}

		/** Asks for the next message: at once, or when the second is over in which the server has sent too much. */
		private void readOn(WebSocket from, int bytes) {
			long now = System.nanoTime();
			if (now - second >= SECOND) {
				second = now;
				messagesRead = 0;
				bytesRead = 0;
			}
			messagesRead++;
			bytesRead += bytes;
			if (messagesRead <= wanted.messagesPerSecond() && bytesRead <= wanted.bytesPerSecond())
				from.request(1);
			else
				CompletableFuture.delayedExecutor(SECOND - (now - second), TimeUnit.NANOSECONDS, Runnable::run)
						.execute(() -> from.request(1));
		}

		/** The socket answers it. */
		@Override
		public @Nullable CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
			readOn(from, message.remaining());
			return null;
		}

		@Override
		public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
			lastPong = System.nanoTime();
			readOn(from, message.remaining());
			return null;
		}

		@Override
		public @Nullable CompletionStage<?> onClose(WebSocket from, int statusCode, String reason) {
			fail("closed by the server (" + statusCode + (reason.isEmpty() ? ")" : ", " + reason + ')')); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			return null;
		}

		@Override
		public void onError(WebSocket from, Throwable error) {
			fail("broken: " + error); //$NON-NLS-1$
		}
	}
}
