// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded;

import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.creativestudio.comfyui.embedded.internal.events.EventHub;
import org.creativestudio.comfyui.embedded.internal.execution.History;
import org.creativestudio.comfyui.embedded.internal.execution.PromptExecutor;
import org.creativestudio.comfyui.embedded.internal.execution.PromptQueue;
import org.creativestudio.comfyui.embedded.internal.http.ComfyHandlers;
import org.creativestudio.comfyui.embedded.internal.http.Directories;
import org.creativestudio.comfyui.embedded.internal.http.ServerLog;
import org.creativestudio.comfyui.embedded.internal.http.SystemStats;
import org.creativestudio.comfyui.embedded.internal.nodes.Folders;
import org.creativestudio.comfyui.embedded.internal.nodes.NodeRegistry;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * A running server. {@link EmbeddedServerMain} is the process around it; tests may have one in their own process. Safe for
 * use by many threads.
 */
public final class EmbeddedServer implements AutoCloseable {

	private static final int MAX_THREADS = 64;
	private static final long IDLE_MILLIS = 75_000;
	/** The most is for images. */
	private static final long PROMPTS_SHARE = 8;

	private final Server server;
	private final ServerOptions options;
	private final Folders folders;
	private final EventHub events;
	private final PromptExecutor executor;
	private final ServerLog log;
	private boolean closed;

	private EmbeddedServer(ServerOptions options, PrintStream out) {
		this.options = options;
		this.log = new ServerLog(out);
		this.folders = new Folders(options.base(), options.output().toAbsolutePath().normalize(),
				options.input().toAbsolutePath().normalize(), options.temp().toAbsolutePath().normalize(),
				options.user().toAbsolutePath().normalize());
		this.events = new EventHub(options.maxUploadBytes());
		long forPrompts = Runtime.getRuntime().maxMemory() / PROMPTS_SHARE;
		PromptQueue queue = new PromptQueue(events::sendStatus, forPrompts);
		events.setRemaining(queue::remaining);
		History history = new History(forPrompts);
		NodeRegistry registry = new NodeRegistry(folders, options.testNodes());
		this.executor = new PromptExecutor(queue, history, registry, events, log, options.caching(), options.metadata(),
				options.speed());
		QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, 4);
		threads.setName("http");
		threads.setDaemon(true);
		this.server = new Server(threads);
		server.setStopTimeout(0);
		server.setHandler(ComfyHandlers.create(server, options, folders, registry, events, queue, history, executor, log));
	}

	/** Starts a server that prints nothing. */
	public static EmbeddedServer start(ServerOptions options) throws IOException {
		return start(options, new PrintStream(PrintStream.nullOutputStream(), false));
	}

	/**
	 * Starts a server.
	 *
	 * @param out where its log goes
	 * @throws BindException when an address can't be had; then nothing was changed on disk
	 * @throws IOException   when it can't be started for another reason
	 */
	public static EmbeddedServer start(ServerOptions options, PrintStream out) throws IOException {
		EmbeddedServer embedded = new EmbeddedServer(options, out);
		try {
			embedded.open();
			return embedded;
		} catch (IOException | RuntimeException e) {
			embedded.close();
			throw e;
		}
	}

	private void open() throws IOException {
		log.info(SystemStats.NOTE);
		log.info("ComfyUI version: " + SystemStats.COMFYUI_VERSION);
		log.info("Setting output directory to: " + folders.output());
		log.info("Setting input directory to: " + folders.input());
		log.info("Setting user directory to: " + folders.user());
		log.info("Setting temp directory to: " + folders.temp());
		List<ServerConnector> connectors = new ArrayList<>();
		for (String address : addresses()) {
			ServerConnector connector = connector(address, connectors.isEmpty() ? options.port() : connectors.getFirst().getLocalPort());
			connectors.add(connector);
			server.addConnector(connector);
			bind(connector, address);
		}
		// only after the port is ours: another server may use the same directory
		Directories.deleteTree(folders.temp());
		Files.createDirectories(folders.temp());
		Files.createDirectories(folders.input());
		Files.createDirectories(folders.user());
		executor.start();
		try {
			server.start();
		} catch (IOException | RuntimeException e) {
			throw e;
		} catch (Exception e) {
			throw new IOException("The server cannot start: " + e.getMessage(), e);
		}
		if (options.printServer()) {
			log.info("Starting server");
			log.info("");
			for (ServerConnector connector : connectors) {
				log.info("To see the GUI go to: http://" + bracketed(connector.getHost()) + ":" + connector.getLocalPort());
			}
		}
	}

	/** "::" takes IPv4 too, so 0.0.0.0 beside it would clash with it. */
	private List<String> addresses() {
		List<String> addresses = new ArrayList<>(options.listen());
		if (addresses.contains("::")) {
			addresses.remove("0.0.0.0");
		}
		return addresses;
	}

	private ServerConnector connector(String address, int port) {
		HttpConfiguration http = new HttpConfiguration();
		http.setSendServerVersion(false);
		// user data has encoded slashes in its paths; each handler checks where a name leads
		http.setUriCompliance(UriCompliance.UNSAFE);
		ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
		connector.setHost(address);
		connector.setPort(port);
		connector.setIdleTimeout(IDLE_MILLIS);
		return connector;
	}

	private static void bind(ServerConnector connector, String address) throws IOException {
		try {
			connector.open();
		} catch (IOException e) {
			BindException failure = new BindException("[Errno 98] error while attempting to bind on address ('" + address + "', "
					+ connector.getPort() + "): " + reason(e));
			failure.initCause(e);
			throw failure;
		}
	}

	private static String reason(IOException e) {
		Throwable cause = e.getCause() == null ? e : e.getCause();
		String message = String.valueOf(cause.getMessage());
		return message.toLowerCase(Locale.ROOT);
	}

	private static String bracketed(String host) {
		return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
	}

	/** The port it listens on. */
	public int port() {
		return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
	}

	/** Where to reach it, for example {@code http://127.0.0.1:8188}. */
	public String url() {
		return "http://" + bracketed(options.listen().getFirst()) + ":" + port();
	}

	/** Ends what runs, closes all connections and removes the temp directory. */
	@Override
	public synchronized void close() {
		if (closed) {
			return;
		}
		closed = true;
		boolean wasStarted = server.isStarted();
		executor.close();
		events.close();
		try {
			server.stop();
		} catch (Exception e) {
			log.error("The server did not stop in order: " + e);
		}
		if (wasStarted) {
			removeTemp(folders.temp());
		}
	}

	private void removeTemp(Path temp) {
		try {
			Directories.deleteTree(temp);
		} catch (IOException e) {
			log.error("Cannot remove the temp directory " + temp + ": " + e);
		}
	}
}
