// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An embedded server as a process of its own, to be killed, suspended and started again at the same port. */
final class ServerProcess implements AutoCloseable {

	private static final int POLL_MS = 20;
	private static final int CONNECT_MS = 200;

	private final Path directory;
	private final double speed;
	private final int port;
	private Process process;

	/** @param speed factor on what its timed nodes take: 2 takes twice as long */
	ServerProcess(Path directory, double speed) throws IOException {
		this.directory = Files.createDirectories(directory);
		this.speed = speed;
		port = freePort();
		process = start();
	}

	static int freePort() throws IOException {
		try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return free.getLocalPort();
		}
	}

	private Process start() throws IOException {
		List<String> command = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m", "-XX:+UseSerialGC", //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$
				"-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
				"org.creativestudio.comfyui.embedded.EmbeddedServerMain", "--port", Integer.toString(port), "--base-directory", //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
				directory.toString(), "--speed", Double.toString(speed)); //$NON-NLS-1$
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("server.log").toFile())); //$NON-NLS-1$
		return builder.start();
	}

	int port() {
		return port;
	}

	/** Where it saves. */
	Path output() {
		return directory.resolve("output"); //$NON-NLS-1$
	}

	void awaitOpen() throws IOException, InterruptedException {
		while (process.isAlive())
			try (Socket socket = new Socket()) {
				socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MS);
				return;
			} catch (IOException e) {
				Thread.sleep(POLL_MS);
			}
		throw new IOException("A server ended: " + Files.readString(directory.resolve("server.log"))); //$NON-NLS-1$ //$NON-NLS-2$
	}

	/** kill -9, and another one at once. */
	void kill() throws IOException, InterruptedException {
		process.destroyForcibly().waitFor();
		process = start();
	}

	void suspend() throws IOException, InterruptedException {
		signal("-STOP"); //$NON-NLS-1$
	}

	void resume() throws IOException, InterruptedException {
		signal("-CONT"); //$NON-NLS-1$
	}

	private void signal(String name) throws IOException, InterruptedException {
		new ProcessBuilder("kill", name, Long.toString(process.pid())).inheritIO().start().waitFor(); //$NON-NLS-1$
	}

	@Override
	public void close() {
		process.destroyForcibly();
	}
}
