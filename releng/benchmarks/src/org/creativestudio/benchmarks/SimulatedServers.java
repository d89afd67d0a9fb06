// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.benchmarks;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * {@code SimulatedServers COUNT [LIFE [BAD]]}: a process of its own with so many servers that answer as an idle ComfyUI with one prompt in its
 * queue would. Prints their ports in one line, then answers commands, a line each: {@code reset} forgets what was seen; {@code report}
 * prints the number of checks, the longest time in milliseconds that any server waited for one, sockets accepted, sockets open and
 * WebSockets accepted;
 * {@code quit} ends it. With a LIFE in milliseconds every WebSocket is closed after that time; 0 is for ever. Of the first BAD servers
 * every other one answers no request, and the rest push without end; what they were asked is not reported.
 */
public final class SimulatedServers {

	private static final String STATS = "{\"system\":{\"os\":\"posix\",\"ram_total\":67430457344,\"ram_free\":41430457344,\"comfyui_version\":\"0.3.64\"," //$NON-NLS-1$
			+ "\"python_version\":\"3.11.4 (main)\",\"pytorch_version\":\"2.4.0\",\"embedded_python\":false,\"argv\":[\"main.py\",\"--port\",\"8188\"]}," //$NON-NLS-1$
			+ "\"devices\":[{\"name\":\"cuda:0 NVIDIA GeForce RTX 4090\",\"type\":\"cuda\",\"index\":0,\"vram_total\":25386352640," //$NON-NLS-1$
			+ "\"vram_free\":23386352640,\"torch_vram_total\":1073741824,\"torch_vram_free\":73741824}]}"; //$NON-NLS-1$
	private static final String PROMPT = "{\"exec_info\":{\"queue_remaining\":1}}"; //$NON-NLS-1$
	private static final String STATUS = "{\"type\":\"status\",\"data\":{\"status\":{\"exec_info\":{\"queue_remaining\":1}},\"sid\":\"x\"}}"; //$NON-NLS-1$
	private static final int TEXT_FRAME = 0x81;
	private static final int PING = 0x9;
	private static final int PONG_FRAME = 0x8a;
	private static final AtomicLong ACCEPTED = new AtomicLong();
	private static final AtomicLong OPEN = new AtomicLong();
	private static final AtomicLong WEB_SOCKETS = new AtomicLong();
	private static long life;

	/** What a server is good for. */
	private enum Kind {
		GOOD, HANGS, FLOODS
	}

	private final Kind kind;
	private final ServerSocket socket;
	private long checks;
	private long last = System.nanoTime();
	private long longest;

	private SimulatedServers(Kind kind) throws IOException {
		this.kind = kind;
		socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
	}

	public static void main(String[] arguments) throws IOException {
		life = arguments.length > 1 ? Long.parseLong(arguments[1]) : 0;
		int bad = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 0;
		List<SimulatedServers> servers = new ArrayList<>();
		StringBuilder ports = new StringBuilder();
		for (int i = Integer.parseInt(arguments[0]); i > 0; i--) {
			SimulatedServers server = new SimulatedServers(servers.size() >= bad ? Kind.GOOD : servers.size() % 2 == 0 ? Kind.HANGS : Kind.FLOODS);
			servers.add(server);
			ports.append(server.socket.getLocalPort()).append(' ');
			Thread.ofVirtual().start(server::accept);
		}
		System.out.println(ports.toString().strip());
		BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		for (String line = commands.readLine(); line != null && !line.equals("quit"); line = commands.readLine()) //$NON-NLS-1$
			if (line.equals("reset")) //$NON-NLS-1$
				servers.forEach(SimulatedServers::reset);
			else
				System.out.println(report(servers));
		System.exit(0);
	}

	private synchronized void reset() {
		checks = 0;
		longest = 0;
		last = System.nanoTime();
	}

	private static String report(List<SimulatedServers> servers) {
		long all = 0;
		long gap = 0;
		for (SimulatedServers server : servers)
			synchronized (server) {
				if (server.kind != Kind.GOOD)
					continue;
				all += server.checks;
				gap = Math.max(gap, Math.max(server.longest, System.nanoTime() - server.last));
			}
		return String.format(Locale.ROOT, "%d %d %d %d %d", all, gap / 1_000_000, ACCEPTED.get(), OPEN.get(), WEB_SOCKETS.get()); //$NON-NLS-1$
	}

	private synchronized void checked() {
		long now = System.nanoTime();
		checks++;
		longest = Math.max(longest, now - last);
		last = now;
	}

	private void accept() {
		while (true)
			try {
				Socket connection = socket.accept();
				connection.setTcpNoDelay(true);
				ACCEPTED.incrementAndGet();
				OPEN.incrementAndGet();
				Thread.ofVirtual().start(() -> serve(connection));
			} catch (IOException e) {
				return;
			}
	}

	private void serve(Socket connection) {
		try (connection; InputStream in = new BufferedInputStream(connection.getInputStream()); OutputStream out = connection.getOutputStream()) {
			for (String first = line(in); !first.isEmpty(); first = line(in)) {
				String key = ""; //$NON-NLS-1$
				for (String header = line(in); !header.isEmpty(); header = line(in))
					if (header.regionMatches(true, 0, "sec-websocket-key:", 0, 18)) //$NON-NLS-1$
						key = header.substring(18).strip();
				if (first.startsWith("GET /ws")) { //$NON-NLS-1$
					push(connection, key, in, out);
					return;
				}
				if (kind == Kind.HANGS)
					continue;
				if (first.startsWith("GET /system_stats")) //$NON-NLS-1$
					checked();
				String body = first.startsWith("GET /system_stats") ? STATS : PROMPT; //$NON-NLS-1$
				out.write(("HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: " + body.length() + "\r\n\r\n" //$NON-NLS-1$ //$NON-NLS-2$
						+ body).getBytes(StandardCharsets.ISO_8859_1));
				out.flush();
			}
		} catch (IOException e) {
			return; // the one who asked is gone
		} finally {
			OPEN.decrementAndGet();
		}
	}

	private void push(Socket connection, String key, InputStream in, OutputStream out) throws IOException {
		WEB_SOCKETS.incrementAndGet();
		out.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " + accept(key) //$NON-NLS-1$
				+ "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1)); //$NON-NLS-1$
		out.write(TEXT_FRAME);
		out.write(STATUS.length());
		out.write(STATUS.getBytes(StandardCharsets.ISO_8859_1));
		out.flush();
		while (kind == Kind.FLOODS) {
			out.write(TEXT_FRAME);
			out.write(STATUS.length());
			out.write(STATUS.getBytes(StandardCharsets.ISO_8859_1));
		}
		if (life > 0)
			Thread.ofVirtual().start(() -> {
				try (connection) {
					Thread.sleep(life);
				} catch (IOException | InterruptedException e) {
					Thread.currentThread().interrupt();
				}
			});
		for (int head = in.read(); head >= 0; head = in.read()) {
			int length = in.read() & 0x7f;
			if (length == 126)
				length = in.read() << 8 | in.read();
			in.skipNBytes(length + 4L);
			if ((head & 0xf) == PING) {
				out.write(PONG_FRAME);
				out.write(0);
				out.flush();
			}
		}
	}

	private static String accept(String key) {
		try {
			return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1") //$NON-NLS-1$
					.digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.ISO_8859_1))); //$NON-NLS-1$
		} catch (NoSuchAlgorithmException e) {
			throw new IllegalStateException(e);
		}
	}

	private static String line(InputStream in) throws IOException {
		StringBuilder line = new StringBuilder();
		for (int c = in.read(); c >= 0 && c != '\n'; c = in.read())
			if (c != '\r')
				line.append((char) c);
		return line.toString();
	}
}
