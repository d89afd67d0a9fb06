// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal.metrics;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * {@code GET /metrics} on the loopback address, and nothing else. A request must name this computer as its host, so that a web page
 * whose name was bound to 127.0.0.1 reads nothing. Few connections at once, each for a short time.
 */
final class MetricsEndpoint implements AutoCloseable {

	private static final System.Logger LOG = System.getLogger(MetricsEndpoint.class.getName());
	private static final int MAX_CONNECTIONS = 16;
	private static final int MAX_REQUEST = 8192;
	private static final int BACKLOG = 16;
	private static final Duration CLOSING = Duration.ofSeconds(2);
	private static final Duration PAUSE = Duration.ofMillis(100);

	/** Gives the text; true: in the format of OpenMetrics. */
	@FunctionalInterface
	interface Page {
		String text(boolean openMetrics);
	}

	private record Answer(int code, String reason, String type, String text) {
		Answer(int code, String reason) {
			this(code, reason, "text/plain; charset=utf-8", code + " " + reason + "\n"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
		}
	}

	private final Page page;
	private final Duration deadline;
	private final ServerSocket server;
	private final Semaphore places = new Semaphore(MAX_CONNECTIONS);
	private final Thread acceptor;
	private final Set<Socket> open = ConcurrentHashMap.newKeySet();

	/**
	 * @param port     0: any that is free
	 * @param deadline of a connection from its beginning to its end
	 * @throws IOException when the port can't be had
	 */
	MetricsEndpoint(int port, Duration deadline, Page page) throws IOException {
		this.page = page;
		this.deadline = deadline;
		server = new ServerSocket();
		try {
			// On Windows it would let others listen there too.
			if (File.separatorChar == '/')
				server.setReuseAddress(true);
			server.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] { 127, 0, 0, 1 }), port), BACKLOG);
		} catch (IOException e) {
			server.close();
			throw e;
		}
		acceptor = Thread.ofVirtual().name("metrics-endpoint").start(this::accept); //$NON-NLS-1$
	}

	int port() {
		return server.getLocalPort();
	}

	private void accept() {
		while (!server.isClosed())
			try {
				Socket socket = server.accept();
				if (!places.tryAcquire()) {
					socket.close();
					continue;
				}
				open.add(socket);
				CompletableFuture<Void> done = new CompletableFuture<>();
				done.orTimeout(deadline.toMillis(), TimeUnit.MILLISECONDS).whenComplete((none, late) -> {
					open.remove(socket);
					// First, so that who sees the end finds a place.
					places.release();
					close(socket);
				});
				Thread.ofVirtual().name("metrics-request").start(() -> { //$NON-NLS-1$
					try {
						serve(socket);
					} finally {
						done.complete(null);
					}
				});
			} catch (IOException e) {
				LOG.log(Level.DEBUG, "The endpoint is closed, or no connection could be taken", e); //$NON-NLS-1$
				if (!server.isClosed()) // too many open files, say, of which the next look knows at once
					LockSupport.parkNanos(PAUSE.toNanos());
			}
	}

	private static void close(Socket socket) {
		try {
			socket.close();
		} catch (IOException e) {
			LOG.log(Level.DEBUG, "A connection could not be closed", e); //$NON-NLS-1$
		}
	}

	private void serve(Socket socket) {
		try {
			Answer answer = answer(request(socket.getInputStream()));
			byte[] body = answer.text.getBytes(StandardCharsets.UTF_8);
			String head = "HTTP/1.1 " + answer.code + ' ' + answer.reason + "\r\nContent-Type: " + answer.type + "\r\nContent-Length: " //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
					+ body.length + "\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n" //$NON-NLS-1$
					+ (answer.code == 405 ? "Allow: GET\r\n" : "") + "Connection: close\r\n\r\n"; //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			OutputStream out = socket.getOutputStream();
			out.write(head.getBytes(StandardCharsets.US_ASCII));
			out.write(body);
			out.flush();
			socket.shutdownOutput();
		} catch (IOException e) {
			LOG.log(Level.DEBUG, "A reader of figures went away", e); //$NON-NLS-1$
		} catch (RuntimeException e) {
			LOG.log(Level.WARNING, "Figures could not be served", e); //$NON-NLS-1$
		}
	}

	/** The lines of the head; empty when it is too long or does not end. */
	private static List<String> request(InputStream in) throws IOException {
		ByteArrayOutputStream head = new ByteArrayOutputStream();
		byte[] buffer = new byte[1024];
		while (head.size() <= MAX_REQUEST) {
			int count = in.read(buffer);
			if (count < 0)
				return List.of();
			head.write(buffer, 0, count);
			String text = head.toString(StandardCharsets.ISO_8859_1);
			int end = text.indexOf("\r\n\r\n"); //$NON-NLS-1$
			if (end >= 0)
				return end > MAX_REQUEST ? List.of() : List.of(text.substring(0, end).split("\r\n")); //$NON-NLS-1$
		}
		return List.of();
	}

	private Answer answer(List<String> request) {
		if (request.isEmpty())
			return new Answer(400, "Bad Request"); //$NON-NLS-1$
		String[] words = request.get(0).split(" "); //$NON-NLS-1$
		if (words.length != 3 || !words[2].startsWith("HTTP/1.")) //$NON-NLS-1$
			return new Answer(400, "Bad Request"); //$NON-NLS-1$
		Map<String, List<String>> headers = headers(request);
		List<String> hosts = headers.getOrDefault("host", List.of()); //$NON-NLS-1$
		if (hosts.size() != 1 || !isHere(hosts.get(0)))
			return new Answer(403, "Forbidden"); //$NON-NLS-1$
		if (!words[1].equals("/metrics") && !words[1].startsWith("/metrics?")) //$NON-NLS-1$ //$NON-NLS-2$
			return new Answer(404, "Not Found"); //$NON-NLS-1$
		if (!words[0].equals("GET")) //$NON-NLS-1$
			return new Answer(405, "Method Not Allowed"); //$NON-NLS-1$
		boolean openMetrics = headers.getOrDefault("accept", List.of()).stream() //$NON-NLS-1$
				.anyMatch(accepted -> accepted.contains("application/openmetrics-text")); //$NON-NLS-1$
		return new Answer(200, "OK", openMetrics ? PrometheusText.OPENMETRICS_TYPE : PrometheusText.PROMETHEUS_TYPE, page.text(openMetrics)); //$NON-NLS-1$
	}

	private static Map<String, List<String>> headers(List<String> request) {
		Map<String, List<String>> headers = new ConcurrentHashMap<>();
		for (String line : request.subList(1, request.size())) {
			int colon = line.indexOf(':');
			if (colon > 0)
				headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
						.add(line.substring(colon + 1).strip());
		}
		return headers;
	}

	private boolean isHere(String host) {
		Predicate<String> same = name -> host.equalsIgnoreCase(name) || host.equalsIgnoreCase(name + ':' + port());
		return same.test("127.0.0.1") || same.test("localhost") || same.test("[::1]"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
	}

	@Override
	public void close() {
		try {
			server.close();
		} catch (IOException e) {
			LOG.log(Level.WARNING, "The endpoint could not be closed", e); //$NON-NLS-1$
		}
		open.forEach(MetricsEndpoint::close);
		try {
			// Only then the system takes no more connections for it.
			acceptor.join(CLOSING);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}
}
