// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.testing;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A server on loopback that does what a script says, the wrong things too. Uses nothing of the client that is tested with it. */
public final class ScriptedServer implements AutoCloseable {

	/** A request as it came. */
	public record Request(String method, String path, Map<String, String> headers, String body) {
	}

	/** What the server does with a request. */
	public sealed interface Reply {
		record Answer(int status, String headers, byte[] body) implements Reply {
		}

		/** Any bytes instead of HTTP, then the end of the connection. */
		record Raw(byte[] bytes) implements Reply {
		}

		/** A JSON answer whose body never ends. */
		record Endless() implements Reply {
		}

		/** These bytes, then nothing, while the connection stays open. */
		record Stall(byte[] bytes) implements Reply {
		}

		/** A body that goes on coming, bit by bit, until it may end. */
		record Trickle(CountDownLatch end) implements Reply {
		}

		/** Nothing, while the connection stays open. */
		record Silence() implements Reply {
		}

		/** A WebSocket on which the script then writes. */
		record Upgrade(SocketScript script) implements Reply {
		}

		static Reply json(String body) {
			return json(200, body);
		}

		static Reply json(int status, String body) {
			return new Answer(status, "Content-Type: application/json\r\n", body.getBytes(StandardCharsets.UTF_8)); //$NON-NLS-1$
		}
	}

	/** Writes frames; when it returns the connection is closed without a closing frame. */
	@FunctionalInterface
	public interface SocketScript {
		void run(Frames frames) throws IOException, InterruptedException;
	}

	/** The server's end of a WebSocket. */
	public static final class Frames {
		private static final int TEXT = 0x81;
		private static final int BINARY = 0x82;
		private static final int CLOSE = 0x88;
		private final OutputStream out;
		private final CountDownLatch gone = new CountDownLatch(1);

		private Frames(OutputStream out) {
			this.out = out;
		}

		public void text(String message) throws IOException {
			frame(TEXT, message.getBytes(StandardCharsets.UTF_8));
		}

		public void binary(byte[] message) throws IOException {
			frame(BINARY, message);
		}

		/** One message in several frames, as large ones come. */
		public void fragments(String... parts) throws IOException {
			for (int i = 0; i < parts.length; i++)
				frame((i == 0 ? 0x01 : 0x00) | (i == parts.length - 1 ? 0x80 : 0), parts[i].getBytes(StandardCharsets.UTF_8));
		}

		/** Any bytes, which need not be whole frames. */
		public synchronized void raw(byte[] bytes) throws IOException {
			out.write(bytes);
			out.flush();
		}

		public void close(int code) throws IOException {
			frame(CLOSE, new byte[] { (byte) (code >> 8), (byte) code });
		}

		/** Waits until the other side has gone. */
		public void awaitEnd() throws InterruptedException {
			gone.await();
		}

		private synchronized void frame(int head, byte[] payload) throws IOException {
			out.write(head);
			if (payload.length < 126)
				out.write(payload.length);
			else if (payload.length < 65536) {
				out.write(126);
				out.write(payload.length >> 8);
				out.write(payload.length);
			} else {
				out.write(127);
				for (int shift = 56; shift >= 0; shift -= 8)
					out.write((int) ((long) payload.length >> shift));
			}
			out.write(payload);
			out.flush();
		}
	}

	private final ServerSocket server;
	private final Function<Request, Reply> script;
	private final List<Request> requests = new CopyOnWriteArrayList<>();
	private final Set<Socket> open = ConcurrentHashMap.newKeySet();
	private volatile boolean away;
	private final Semaphore aborts = new Semaphore(0);

	/** On any free port. */
	public ScriptedServer(Function<Request, Reply> script) throws IOException {
		this(0, script);
	}

	private ScriptedServer(int port, Function<Request, Reply> script) throws IOException {
		this(new ServerSocket(port, 50, InetAddress.getLoopbackAddress()), script);
	}

	/** On a socket that it closes, which may be one that encrypts. */
	public ScriptedServer(ServerSocket server, Function<Request, Reply> script) {
		this.script = script;
		this.server = server;
		Thread.ofVirtual().name("scripted-server").start(this::accept); //$NON-NLS-1$
	}

	/** On that port. */
	public static ScriptedServer on(int port, Function<Request, Reply> script) throws IOException {
		return new ScriptedServer(port, script);
	}

	public int port() {
		return server.getLocalPort();
	}

	public URI base() {
		return URI.create("http://127.0.0.1:" + port()); //$NON-NLS-1$
	}

	/** What was asked so far, in order. */
	public List<Request> requests() {
		return List.copyOf(requests);
	}

	/** Waits until a client has ended a connection before it had its answer; each time for another one. */
	public void awaitAbort() throws InterruptedException {
		aborts.acquire();
	}

	/** Its connections end, and new ones before anything is said on them. The port stays its own, so that nobody else takes it meanwhile. */
	public void vanish() throws IOException {
		away = true;
		for (Socket socket : open)
			socket.close();
	}

	/** Answers again. */
	public void comeBack() {
		away = false;
	}

	private void accept() {
		while (!server.isClosed())
			try {
				Socket socket = server.accept();
				open.add(socket);
				if (away) {
					open.remove(socket);
					socket.setSoLinger(true, 0);
					socket.close();
				} else
					Thread.ofVirtual().start(() -> serve(socket));
			} catch (IOException e) {
				return; // closed
			}
	}

	private void serve(Socket socket) {
		try (socket;
				InputStream in = new BufferedInputStream(socket.getInputStream());
				OutputStream out = new BufferedOutputStream(socket.getOutputStream())) {
			Request request = read(in);
			while (request != null) {
				requests.add(request);
				if (!reply(script.apply(request), request, in, out))
					return;
				request = read(in);
			}
		} catch (IOException e) {
			aborts.release(); // the client went away, as tests of cancellation want
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		} finally {
			open.remove(socket);
		}
	}

	/** @return whether the connection goes on */
	private boolean reply(Reply reply, Request request, InputStream in, OutputStream out)
			throws IOException, InterruptedException {
		switch (reply) {
		case Reply.Answer answer -> {
			out.write(("HTTP/1.1 " + answer.status + " X\r\n" + answer.headers + "Content-Length: " + answer.body.length + "\r\n\r\n") //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
					.getBytes(StandardCharsets.ISO_8859_1));
			out.write(answer.body);
			out.flush();
			return true;
		}
		case Reply.Raw raw -> {
			out.write(raw.bytes);
			out.flush();
			return false;
		}
		case Reply.Endless endless -> {
			out.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n[".getBytes(StandardCharsets.ISO_8859_1)); //$NON-NLS-1$
			byte[] filler = "0,".repeat(32 * 1024).getBytes(StandardCharsets.ISO_8859_1); //$NON-NLS-1$
			while (true) {
				out.write(filler);
				out.flush();
			}
		}
		case Reply.Stall stall -> {
			out.write(stall.bytes);
			out.flush();
			in.read();
			aborts.release();
			return false;
		}
		case Reply.Trickle trickle -> {
			out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1)); //$NON-NLS-1$
			do {
				out.write(0);
				out.flush();
			} while (!trickle.end.await(1, TimeUnit.MILLISECONDS));
			return false;
		}
		case Reply.Silence silence -> {
			in.read();
			aborts.release();
			return false;
		}
		case Reply.Upgrade upgrade -> {
			upgrade(request, upgrade.script, in, out);
			return false;
		}
		}
	}

	private static void upgrade(Request request, SocketScript script, InputStream in, OutputStream out)
			throws IOException, InterruptedException {
		String key = request.headers.get("sec-websocket-key"); //$NON-NLS-1$
		out.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " //$NON-NLS-1$
				+ accept(key) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1)); //$NON-NLS-1$
		out.flush();
		Frames frames = new Frames(out);
		Thread.ofVirtual().start(() -> {
			try {
				while (in.read() >= 0) {
					// what the client says is not looked at
				}
			} catch (IOException e) {
				// gone, which is what is waited for
			} finally {
				frames.gone.countDown();
			}
		});
		script.run(frames);
	}

	private static String accept(String key) {
		try {
			byte[] hash = MessageDigest.getInstance("SHA-1") //$NON-NLS-1$
					.digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.ISO_8859_1)); //$NON-NLS-1$
			return Base64.getEncoder().encodeToString(hash);
		} catch (NoSuchAlgorithmException e) {
			throw new IllegalStateException(e);
		}
	}

	private static Request read(InputStream in) throws IOException {
		String first = line(in);
		if (first == null || first.isEmpty())
			return null;
		Map<String, String> headers = new HashMap<>();
		for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
			int colon = line.indexOf(':');
			if (colon < 0)
				return null; // no HTTP
			headers.put(line.substring(0, colon).toLowerCase(java.util.Locale.ROOT), line.substring(colon + 1).strip());
		}
		byte[] body;
		if (headers.containsKey("transfer-encoding")) //$NON-NLS-1$
			body = chunks(in);
		else
			body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0"))); //$NON-NLS-1$ //$NON-NLS-2$
		String[] parts = first.split(" "); //$NON-NLS-1$
		return new Request(parts[0], parts[1], headers, new String(body, StandardCharsets.ISO_8859_1));
	}

	private static byte[] chunks(InputStream in) throws IOException {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		for (int size = Integer.parseInt(line(in), 16); size > 0; size = Integer.parseInt(line(in), 16)) {
			body.write(in.readNBytes(size));
			line(in);
		}
		line(in);
		return body.toByteArray();
	}

	private static String line(InputStream in) throws IOException {
		StringBuilder line = new StringBuilder();
		for (int c = in.read(); c != '\n'; c = in.read()) {
			if (c < 0)
				return line.isEmpty() ? null : line.toString();
			if (c != '\r')
				line.append((char) c);
		}
		return line.toString();
	}

	@Override
	public void close() throws IOException {
		server.close();
		for (Socket socket : open)
			socket.close();
	}
}
