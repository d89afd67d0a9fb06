// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.client.internal;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

import org.creativestudio.comfyui.client.ClientOptions;
import org.creativestudio.comfyui.client.EventOptions;

/**
 * One WebSocket (RFC 6455, without extensions) for one reading thread, best a virtual one. The JDK's keeps 64 KiB for each connection
 * and hands messages over however fast they come; this keeps 2 KiB, and reads a server that sends too much more slowly.
 */
final class WebSocketWire implements AutoCloseable {

	private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"; //$NON-NLS-1$
	private static final int CONTINUATION = 0;
	private static final int TEXT = 1;
	private static final int BINARY = 2;
	private static final int CLOSE = 8;
	private static final int PING = 9;
	private static final int PONG = 10;
	private static final int MAX_CONTROL = 125;
	private static final int MAX_HEAD = 16 << 10;
	private static final int BUFFER = 2048;
	private static final int STEP = 64 << 10;
	private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

	/** Gets whole messages. */
	interface Receiver {
		void message(boolean text, byte[] payload);
	}

	private final ClientOptions options;
	private final EventOptions wanted;
	private final ReentrantLock writing = new ReentrantLock();
	/** Closed itself, also when it carries an encrypted one, whose own end would wait for a word of the server. */
	private final Socket socket = new Socket();
	private volatile OutputStream out = OutputStream.nullOutputStream();
	private InputStream in = InputStream.nullInputStream();
	private volatile long lastPong;
	/** What was read in this second. */
	private long second;
	private int messagesRead;
	private long bytesRead;

	WebSocketWire(ClientOptions options, EventOptions wanted) {
		this.options = options;
		this.wanted = wanted;
	}

	/** Connects and shakes hands, which takes no longer than an exchange may. */
	void open(String path) throws IOException {
		boolean secure = "https".equals(options.base().getScheme()); //$NON-NLS-1$
		Address address = Address.of(options.base());
		int timeout = (int) options.connectTimeout().toMillis();
		socket.connect(address.resolve(), timeout);
		socket.setTcpNoDelay(true);
		socket.setSoTimeout(timeout);
		AtomicBoolean late = new AtomicBoolean();
		ScheduledFuture<?> deadline = Deadlines.in(options.requestTimeout(), () -> {
			late.set(true);
			abort();
		});
		try {
			Socket talking = secure ? Tls.over(socket, address.host(), address.port()) : socket;
			in = new BufferedInputStream(talking.getInputStream(), BUFFER);
			out = talking.getOutputStream();
			upgrade(path);
		} catch (IOException e) {
			if (late.get() || e instanceof SocketTimeoutException)
				throw new SocketTimeoutException(Messages.webSocketWire_serverAcceptsConnectionBut);
			throw e;
		} finally {
			deadline.cancel(false);
		}
		socket.setSoTimeout(0);
		lastPong = System.nanoTime();
		second = lastPong;
	}

	private void upgrade(String path) throws IOException {
		byte[] random = new byte[16];
		ThreadLocalRandom.current().nextBytes(random);
		String key = Base64.getEncoder().encodeToString(random);
		out.write(("GET " + path + " HTTP/1.1\r\nHost: " + options.base().getRawAuthority() //$NON-NLS-1$ //$NON-NLS-2$
				+ "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " + key //$NON-NLS-1$
				+ "\r\nUser-Agent: CreativeStudio\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1)); //$NON-NLS-1$
		shake(key);
	}

	private void shake(String key) throws IOException {
		int[] budget = { MAX_HEAD };
		String status = line(budget);
		if (!status.startsWith("HTTP/1.1 101")) //$NON-NLS-1$
			throw new ProtocolException(Messages.bind(Messages.webSocketWire_serverOpensNoWebsocket, status));
		boolean accepted = false;
		for (String header = line(budget); !header.isEmpty(); header = line(budget)) {
			int colon = header.indexOf(':');
			accepted |= colon > 0 && header.substring(0, colon).toLowerCase(Locale.ROOT).equals("sec-websocket-accept") //$NON-NLS-1$
					&& header.substring(colon + 1).strip().equals(accept(key));
		}
		if (!accepted)
			throw new ProtocolException(Messages.webSocketWire_serverAcceptsAnotherWebsocket);
	}

	private String line(int[] budget) throws IOException {
		StringBuilder line = new StringBuilder();
		for (int c = next(); c != '\n'; c = next()) {
			if (--budget[0] < 0)
				throw new ProtocolException(Messages.webSocketWire_headServerAnswerToo);
			if (c != '\r')
				line.append((char) c);
		}
		return line.toString();
	}

	private static String accept(String key) {
		try {
			return Base64.getEncoder().encodeToString(
					MessageDigest.getInstance("SHA-1").digest((key + MAGIC).getBytes(StandardCharsets.ISO_8859_1))); //$NON-NLS-1$
		} catch (NoSuchAlgorithmException e) {
			throw new IllegalStateException(e);
		}
	}

	/** Reads until the server says goodbye; gives its words. */
	String receive(Receiver receiver) throws IOException, InterruptedException {
		ByteArrayOutputStream message = new ByteArrayOutputStream(0);
		int kind = CONTINUATION;
		boolean skipped = false;
		while (true) {
			int head = next();
			int second = next();
			int opcode = head & 0x0f;
			long length = length(second & 0x7f);
			if ((head & 0x70) != 0 || (second & 0x80) != 0)
				throw new ProtocolException(Messages.webSocketWire_serverFramesNoneWebsocket);
			if (opcode >= CLOSE) {
				byte[] payload = control(opcode, length);
				pace(payload.length);
				if (opcode == CLOSE)
					return goodbye(payload);
				continue;
			}
			if (opcode > BINARY || (opcode == CONTINUATION) != (kind != CONTINUATION))
				throw new ProtocolException(Messages.webSocketWire_serverFramesNoOrder);
			kind = opcode == CONTINUATION ? kind : opcode;
			// Not a sum, which could be larger than any number.
			skipped |= kind == BINARY && !wanted.previews() || length > wanted.maxMessageBytes() - message.size();
			payload(length, skipped, message);
			if ((head & 0x80) != 0) {
				if (!skipped)
					receiver.message(kind == TEXT, message.toByteArray());
				// A long one's memory is not kept.
				message = new ByteArrayOutputStream(0);
				kind = CONTINUATION;
				skipped = false;
			}
			pace(0);
		}
	}

	private long length(int shortOne) throws IOException {
		if (shortOne < 126)
			return shortOne;
		long length = 0;
		for (int i = shortOne == 126 ? 2 : 8; i > 0; i--)
			length = length << 8 | next();
		if (length < 0)
			throw new ProtocolException(Messages.webSocketWire_frameServerEndless);
		return length;
	}

	private byte[] control(int opcode, long length) throws IOException {
		if (length > MAX_CONTROL)
			throw new ProtocolException(Messages.webSocketWire_frameServerTooLong);
		byte[] payload = in.readNBytes((int) length);
		if (opcode == PING)
			send(PONG, payload);
		else if (opcode == PONG)
			lastPong = System.nanoTime();
		return payload;
	}

	private void payload(long length, boolean skipped, ByteArrayOutputStream message) throws IOException, InterruptedException {
		for (long left = length; left > 0;) {
			int step = (int) Math.min(left, STEP);
			if (skipped)
				in.skipNBytes(step);
			else {
				byte[] bytes = in.readNBytes(step);
				if (bytes.length < step)
					throw new EOFException(Messages.webSocketWire_connectionEndedWithinMessage);
				message.write(bytes);
			}
			left -= step;
			bytesRead += step;
			if (left > 0)
				pause();
		}
	}

	/** Counts a message, and waits for the next second when this one had enough. */
	private void pace(int bytes) throws InterruptedException {
		messagesRead++;
		bytesRead += bytes;
		pause();
	}

	private void pause() throws InterruptedException {
		long now = System.nanoTime();
		if (now - second < SECOND && messagesRead <= wanted.messagesPerSecond() && bytesRead <= wanted.bytesPerSecond())
			return;
		if (now - second < SECOND) {
			TimeUnit.NANOSECONDS.sleep(SECOND - (now - second));
			now = System.nanoTime();
		}
		second = now;
		messagesRead = 0;
		bytesRead = 0;
	}

	private static String goodbye(byte[] payload) {
		if (payload.length < 2)
			return Messages.webSocketWire_closedServer;
		int code = ByteBuffer.wrap(payload).getShort() & 0xffff;
		String words = new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
		return Messages.bind(Messages.webSocketWire_closedServer2, code, (words.isEmpty() ? ")" : ", " + words + ')')); //$NON-NLS-1$ //$NON-NLS-2$
	}

	private int next() throws IOException {
		int value = in.read();
		if (value < 0)
			throw new EOFException(Messages.webSocketWire_serverHungUp);
		return value;
	}

	void ping() throws IOException {
		send(PING, new byte[0]);
	}

	/** @param text short */
	void text(String text) throws IOException {
		send(TEXT, text.getBytes(StandardCharsets.UTF_8));
	}

	/** When the last answer to a ping came, by {@link System#nanoTime()}. */
	long lastPong() {
		return lastPong;
	}

	private void send(int opcode, byte[] payload) throws IOException {
		if (payload.length > MAX_CONTROL)
			throw new IllegalArgumentException("too long for a short frame"); //$NON-NLS-1$
		byte[] frame = new byte[payload.length + 6];
		frame[0] = (byte) (0x80 | opcode);
		frame[1] = (byte) (0x80 | payload.length);
		int mask = ThreadLocalRandom.current().nextInt();
		ByteBuffer.wrap(frame).putInt(2, mask);
		for (int i = 0; i < payload.length; i++)
			frame[6 + i] = (byte) (payload[i] ^ frame[2 + i % 4]);
		writing.lock();
		try {
			out.write(frame);
		} finally {
			writing.unlock();
		}
	}

	private void abort() {
		try {
			close();
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/** Ends it wherever it is, without a goodbye. */
	@Override
	public void close() throws IOException {
		socket.close();
	}
}
