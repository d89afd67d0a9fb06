// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import org.creativestudio.comfyui.embedded.internal.flags.CommandLineFlags;

/**
 * The embedded server as a process of its own, with ComfyUI's flags, exit codes and answers to signals: SIGINT ends it in
 * order with code 0, SIGTERM at once.
 */
public final class EmbeddedServerMain {

	private EmbeddedServerMain() {
	}

	public static void main(String[] arguments) throws InterruptedException {
		System.setProperty("java.awt.headless", "true");
		// Jetty logs through SLF4J; without a provider it would warn about that on each start
		System.setProperty("slf4j.internal.verbosity", "ERROR");
		switch (CommandLineFlags.parse(List.of(arguments), Path.of("").toAbsolutePath())) {
		case CommandLineFlags.Exit exit -> {
			(exit.code() == 0 ? System.out : System.err).println(exit.text());
			System.exit(exit.code());
		}
		case CommandLineFlags.Serve serve -> serve(serve);
		}
	}

	private static void serve(CommandLineFlags.Serve serve) throws InterruptedException {
		PrintStream log = serve.options().logStdout() ? System.out : System.err;
		CountDownLatch interrupted = new CountDownLatch(1);
		onInterrupt(interrupted::countDown, log);
		try (EmbeddedServer server = EmbeddedServer.start(serve.options(), log)) {
			if (!serve.quickTest()) {
				interrupted.await();
			}
		} catch (IOException e) {
			log.println("OSError: " + e.getMessage());
			System.exit(1);
		}
		log.println();
		log.println("Stopped server");
		System.exit(0);
	}

	/**
	 * The JVM would end with code 130 on SIGINT. Its signal API is not in the Java standard, so it is reached by name; without
	 * it the JVM's own way of ending stays.
	 */
	private static void onInterrupt(Runnable action, PrintStream log) {
		try {
			Class<?> signal = Class.forName("sun.misc.Signal");
			Class<?> handler = Class.forName("sun.misc.SignalHandler");
			Object proxy = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] { handler },
					(self, method, parameters) -> switch (method.getName()) {
					case "handle" -> {
						action.run();
						yield null;
					}
					case "hashCode" -> System.identityHashCode(self);
					case "equals" -> self == parameters[0];
					default -> "interrupt handler";
					});
			signal.getMethod("handle", signal, handler).invoke(null, signal.getConstructor(String.class).newInstance("INT"),
					proxy);
		} catch (ReflectiveOperationException | IllegalArgumentException e) {
			log.println("SIGINT will end this server without cleaning up: " + e);
		}
	}
}
