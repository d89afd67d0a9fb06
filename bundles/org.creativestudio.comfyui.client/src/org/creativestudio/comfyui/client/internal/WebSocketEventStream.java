// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.client.internal;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.creativestudio.comfyui.client.ClientOptions;
import org.creativestudio.comfyui.client.ClientOptions.Pauses;
import org.creativestudio.comfyui.client.ComfyEvent;
import org.creativestudio.comfyui.client.EventListener;
import org.creativestudio.comfyui.client.EventOptions;
import org.creativestudio.comfyui.client.EventStream;
import org.creativestudio.comfyui.client.Preview;
import org.eclipse.jdt.annotation.Nullable;

import com.google.gson.JsonParseException;

/**
 * Keeps a WebSocket open. One virtual thread connects, delivers and reconnects; another only puts what it reads into a bounded
 * queue.
 */
final class WebSocketEventStream implements EventStream {

	private static final System.Logger LOG = System.getLogger(WebSocketEventStream.class.getName());

	private static final int MAX_FRAMES = 4096;
	/** From here on previews are left out, so that text events always find room. */
	private static final int PREVIEW_FRAMES = 256;
	/** aiohttp answers pings at once, also while a node runs; a silent peer is gone. */
	private static final Duration PING_INTERVAL = Duration.ofSeconds(20);
	private static final Duration PONG_DEADLINE = Duration.ofSeconds(20);
	private static final Duration LASTING = Duration.ofSeconds(10);
	private static final String FLAGS = "{\"type\":\"feature_flags\",\"data\":{\"supports_preview_metadata\":true}}"; //$NON-NLS-1$

	private final ClientOptions options;
	private final String clientId;
	private final EventListener listener;
	private final EventOptions wanted;
	private final Consumer<EventStream> onClose;
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
		thread = Thread.ofVirtual().name("comfyui-events-" + Address.of(options.base()).port()).start(this::run); //$NON-NLS-1$
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
		Pauses pauses = options.reconnects();
		Duration delay = pauses.first();
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
						delay = pauses.first();
					tell(() -> listener.disconnected(reason));
				} catch (IOException | RuntimeException e) { // of what a server said that nobody expected, say: the next connection may go well
					connected = false;
					tell(() -> listener.disconnected(Messages.bind(Messages.webSocketEventStream_noConnection, e.getMessage())));
				} finally {
					connection.abort();
				}
				Thread.sleep(delay.plusMillis(ThreadLocalRandom.current().nextLong(delay.toMillis() / 4 + 1)));
				Duration twice = delay.multipliedBy(2);
				delay = twice.compareTo(pauses.longest()) > 0 ? pauses.longest() : twice;
			}
		} catch (InterruptedException e) {
			// closed: the only one who interrupts
			Thread.currentThread().interrupt();
		} finally {
			connected = false;
		}
	}

	private void tell(Runnable call) {
		if (closed)
			return;
		try {
			call.run();
		} catch (RuntimeException | Error e) { // else no event would come any more
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

	/** One connection from its opening to its end. A second virtual thread reads, so that a slow listener does not keep pings waiting. */
	private final class Connection {
		private final LinkedBlockingQueue<Frame> frames = new LinkedBlockingQueue<>(MAX_FRAMES);
		private final WebSocketWire wire = new WebSocketWire(options, wanted);
		private volatile @Nullable String failure;
		/** Whether this connection's nonsense was told of; only touched by the stream's thread. */
		private boolean warned;

		void open() throws IOException {
			wire.open("/ws?clientId=" + URLEncoder.encode(clientId, StandardCharsets.UTF_8)); //$NON-NLS-1$
			wire.text(FLAGS);
			Thread.ofVirtual().name(Thread.currentThread().getName() + "-reader").start(this::read); //$NON-NLS-1$
		}

		private void read() {
			try {
				fail(wire.receive(this::message));
			} catch (IOException e) {
				fail(Messages.bind(Messages.webSocketEventStream_broken, e.getMessage()));
			} catch (InterruptedException e) {
				Thread.currentThread().interrupt();
			}
		}

		/** Returns when the connection is gone, with the reason. */
		String deliver() throws InterruptedException {
			long nextPing = System.nanoTime() + PING_INTERVAL.toNanos();
			while (true) {
				Frame frame = frames.poll(Math.max(1, nextPing - System.nanoTime()), TimeUnit.NANOSECONDS);
				String failed = failure;
				if (failed != null && !(frame instanceof Frame.Text))
					return failed;
				switch (frame) {
				case null -> {
					if (System.nanoTime() - wire.lastPong() > PING_INTERVAL.plus(PONG_DEADLINE).toNanos())
						return Messages.webSocketEventStream_noAnswerPings;
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
			try {
				wire.ping();
			} catch (IOException e) {
				fail(Messages.bind(Messages.webSocketEventStream_broken, e.getMessage()));
			}
		}

		void abort() {
			try {
				wire.close();
			} catch (IOException e) {
				LOG.log(Level.DEBUG, "A connection did not end well", e); //$NON-NLS-1$
			}
		}

		private void message(boolean text, byte[] payload) {
			if (text)
				put(new Frame.Text(new String(payload, StandardCharsets.UTF_8)));
			else if (frames.size() < PREVIEW_FRAMES)
				put(new Frame.Binary(ByteBuffer.wrap(payload)));
		}

		private void put(Frame frame) {
			if (!frames.offer(frame))
				fail(Messages.webSocketEventStream_eventsComeFasterThan);
		}

		private void fail(String reason) {
			failure = reason;
			// Wakes deliver() when the queue has room; when it has none, deliver() is awake.
			frames.offer(new Frame.End(reason));
		}
	}
}
