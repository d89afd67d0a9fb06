// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/**
 * A ComfyUI to start as a process, which behaves as badly as the variable {@value #BEHAVIOUR} says. It runs without any library:
 * {@link #install} makes a directory that looks like a ComfyUI whose Python is this class.
 */
public final class FakeComfy {

	public static final String BEHAVIOUR = "FAKE_COMFY"; //$NON-NLS-1$
	/** Lines of output that {@link Behaviour#TALKATIVE} prints in a second. */
	public static final String LINES = "FAKE_COMFY_LINES"; //$NON-NLS-1$

	/** What it does wrong. */
	public enum Behaviour {
		GOOD, TALKATIVE, IGNORES_SIGNALS, LEAVES_CHILDREN, PRINTS_MUCH, PRINTS_NO_NEWLINE, EXITS_AT_ONCE, NEVER_OPENS, NEVER_ANSWERS,
		ANSWERS_GARBAGE, ANSWERS_ERRORS
	}

	private static final int MUCH = 100 << 20;
	private static final String STATS = "{\"system\":{\"os\":\"posix\",\"ram_total\":1000,\"ram_free\":500,\"comfyui_version\":\"0.3.64\"," //$NON-NLS-1$
			+ "\"python_version\":\"3.11\",\"pytorch_version\":\"2.4\",\"embedded_python\":false,\"argv\":[\"main.py\"]},\"devices\":[]}"; //$NON-NLS-1$

	private FakeComfy() {
	}

	/**
	 * Makes a ComfyUI directory.
	 *
	 * @param classes where this class is: a directory or a jar
	 */
	public static Path install(Path directory, Path classes) throws IOException {
		Files.createDirectories(directory.resolve("comfy")); //$NON-NLS-1$
		Files.writeString(directory.resolve("main.py"), ""); //$NON-NLS-1$ //$NON-NLS-2$
		Path python = Files.createDirectories(directory.resolve("venv").resolve("bin")).resolve("python3"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
		Files.writeString(python, "#!/bin/sh\nexec '" + Path.of(System.getProperty("java.home"), "bin", "java") //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
				+ "' -Xmx64m -Xshare:auto -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '" + classes + "' " + FakeComfy.class.getName() //$NON-NLS-1$ //$NON-NLS-2$
				+ " \"$@\"\n"); //$NON-NLS-1$
		Files.setPosixFilePermissions(python, PosixFilePermissions.fromString("rwx------")); //$NON-NLS-1$
		return directory;
	}

	public static void main(String[] arguments) throws Exception {
		int port = Integer.parseInt(arguments[List.of(arguments).indexOf("--port") + 1]); //$NON-NLS-1$
		String name = System.getenv(BEHAVIOUR);
		Behaviour behaviour = name == null ? Behaviour.GOOD : Behaviour.valueOf(name.toUpperCase(Locale.ROOT));
		PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
		out.println("Fake ComfyUI, " + behaviour); //$NON-NLS-1$
		out.flush();
		switch (behaviour) {
		case EXITS_AT_ONCE -> System.exit(3);
		case NEVER_OPENS -> new CountDownLatch(1).await();
		case IGNORES_SIGNALS -> ignoreSignals();
		case LEAVES_CHILDREN -> leaveChildren(out);
		case PRINTS_MUCH -> print(out, "0123456789 0123456789 0123456789 0123456789 0123456789\n"); //$NON-NLS-1$
		case PRINTS_NO_NEWLINE -> print(out, "0123456789 0123456789\r"); //$NON-NLS-1$
		case TALKATIVE -> talk(out, Integer.parseInt(System.getenv(LINES)));
		default -> out.flush();
		}
		serve(port, behaviour);
	}

	/** Java has no public word for it. */
	private static void ignoreSignals() {
		for (String signal : List.of("INT", "TERM")) //$NON-NLS-1$ //$NON-NLS-2$
			sun.misc.Signal.handle(new sun.misc.Signal(signal), sun.misc.SignalHandler.SIG_IGN);
	}

	private static void leaveChildren(PrintStream out) throws IOException {
		for (List<String> command : List.of(List.of("sleep", "1000"), //$NON-NLS-1$ //$NON-NLS-2$
				List.of("sh", "-c", "trap '' INT TERM HUP; while :; do sleep 1000; done"), List.of("setsid", "sleep", "1000"))) //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$ //$NON-NLS-6$
			out.println("child " + new ProcessBuilder(command).inheritIO().start().pid()); //$NON-NLS-1$
		out.flush();
	}

	private static void print(PrintStream out, String text) {
		String block = text.repeat(1000);
		for (int printed = 0; printed < MUCH; printed += block.length())
			out.print(block);
		out.println("printed all"); //$NON-NLS-1$
		out.flush();
	}

	private static void talk(PrintStream out, int lines) {
		Thread.ofPlatform().daemon().start(() -> {
			for (long line = 0;; line++) {
				out.println("[" + line + "] got prompt, executing node KSampler with a line as long as they usually are"); //$NON-NLS-1$ //$NON-NLS-2$
				out.flush();
				java.util.concurrent.locks.LockSupport.parkNanos(1_000_000_000L / lines);
			}
		});
	}

	private static void serve(int port, Behaviour behaviour) throws IOException {
		try (ServerSocket server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress())) {
			while (true) {
				Socket socket = server.accept();
				Thread.ofVirtual().start(() -> answer(socket, behaviour));
			}
		}
	}

	private static void answer(Socket socket, Behaviour behaviour) {
		try (socket) {
			byte[] request = new byte[8192];
			int length = socket.getInputStream().read(request);
			if (length < 0)
				return;
			OutputStream out = socket.getOutputStream();
			switch (behaviour) {
			case NEVER_ANSWERS -> new CountDownLatch(1).await();
			case ANSWERS_GARBAGE -> out.write("\0\1\2 this is no HTTP\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1)); //$NON-NLS-1$
			case ANSWERS_ERRORS -> reply(out, "500 Internal Server Error", "<html>no</html>"); //$NON-NLS-1$ //$NON-NLS-2$
			default -> reply(out, "200 OK", new String(request, 0, length, StandardCharsets.ISO_8859_1).startsWith("GET /queue") //$NON-NLS-1$ //$NON-NLS-2$
					? "{\"queue_running\": [], \"queue_pending\": []}" : STATS); //$NON-NLS-1$
			}
			out.flush();
		} catch (IOException e) {
			return; // the one who asked is gone
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	private static void reply(OutputStream out, String status, String body) throws IOException {
		out.write(("HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: " + body.length() //$NON-NLS-1$ //$NON-NLS-2$
				+ "\r\n\r\n" + body).getBytes(StandardCharsets.ISO_8859_1)); //$NON-NLS-1$
	}
}
