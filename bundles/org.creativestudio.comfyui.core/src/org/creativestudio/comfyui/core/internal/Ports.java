// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceException.Reason;
import org.eclipse.osgi.util.NLS;

/** Which TCP ports of this computer are in use, and by whom. Blocks for short moments. */
final class Ports {

	private static final int CONNECT_MILLIS = 500;
	private static final int LOOKS = 10;
	private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
	/** State of a listening socket in {@code /proc/net/tcp}. */
	private static final String LISTENING = "0A"; //$NON-NLS-1$

	private Ports() {
	}

	/**
	 * Who listens on a port.
	 *
	 * @param name of the program; "a process" where the system does not tell
	 */
	record Holder(String name, long pid) {
		@Override
		public String toString() {
			return NLS.bind(Messages.ports_pid, name, pid);
		}
	}

	static boolean isFree(int port) {
		// Both: a server on the wildcard address and one on loopback are each in the way.
		return !isOpen("127.0.0.1", port) && canBind(port); //$NON-NLS-1$
	}

	private static boolean canBind(int port) {
		try (ServerSocket socket = new ServerSocket()) {
			socket.setReuseAddress(true);
			socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
			return true;
		} catch (IOException e) {
			return false;
		}
	}

	static boolean isOpen(String host, int port) {
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
			return true;
		} catch (IOException e) {
			return false;
		}
	}

	/** A free port that is not taken by a configuration, and as far as possible not one that the system has uses for; empty when there is none. */
	static OptionalInt free(int from, IntPredicate taken) {
		return PortSearch.first(from, port -> taken.test(port) || !isFree(port), port -> ReservedPorts.HERE.reason(port) != null);
	}

	/** What to say where there is none. */
	static String noneFree() {
		return NLS.bind(Messages.ports_noneFree, Integer.toString(PortSearch.FIRST), Integer.toString(PortSearch.LAST));
	}

	/** @throws InstanceException that names who holds the port, and a free one */
	static void requireFree(InstanceConfiguration instance) throws InterruptedException {
		Optional<Holder> holder = Optional.empty();
		for (int look = 0; look < LOOKS && holder.isEmpty(); look++) {
			if (isFree(instance.port()))
				return;
			holder = holder(instance.port());
			// In use but nobody listens: another program looks in this moment, as we do.
			if (holder.isEmpty())
				Thread.sleep(BETWEEN_LOOKS);
		}
		throw inUse(instance, holder);
	}

	/** What to say when somebody else has the port of an instance. */
	static InstanceException inUse(InstanceConfiguration instance, Optional<Holder> holder) {
		OptionalInt free = free(instance.port() + 1, port -> false);
		return new InstanceException(Reason.FAILED,
				NLS.bind(Messages.ports_cannotStartedPortUse,
						new Object[] { instance.name(), instance.port(), holder.map(Holder::toString).orElse(Messages.ports_anotherProgram),
								free.isPresent() ? NLS.bind(Messages.ports_free, free.getAsInt()) : noneFree() }));
	}

	/** The process that listens there; empty where the system does not tell. */
	static Optional<Holder> holder(int port) {
		if (Files.exists(Path.of("/proc/net/tcp"))) //$NON-NLS-1$
			return fromProc(port);
		return ForeignPorts.holder(port);
	}

	private static Optional<Holder> fromProc(int port) {
		String hexPort = String.format(":%04X", port); //$NON-NLS-1$
		for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) { //$NON-NLS-1$ //$NON-NLS-2$
			try (Stream<String> lines = Files.lines(Path.of(table), StandardCharsets.ISO_8859_1)) {
				Optional<String> inode = lines.map(line -> line.strip().split("\\s+")) //$NON-NLS-1$
						.filter(fields -> fields.length > 9 && fields[1].endsWith(hexPort) && fields[3].equals(LISTENING))
						.map(fields -> fields[9]).findFirst();
				if (inode.isPresent())
					return process("socket:[" + inode.get() + ']'); //$NON-NLS-1$
			} catch (IOException | UncheckedIOException e) {
				continue; // no such table on this system
			}
		}
		return Optional.empty();
	}

	private static Optional<Holder> process(String socket) {
		return ProcessHandle.allProcesses().filter(process -> holds(process.pid(), socket)).findFirst()
				.map(process -> new Holder(ForeignPorts.name(process), process.pid()));
	}

	private static boolean holds(long pid, String socket) {
		try (Stream<Path> descriptors = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) { //$NON-NLS-1$ //$NON-NLS-2$
			return descriptors.anyMatch(descriptor -> pointsTo(descriptor, socket));
		} catch (IOException | UncheckedIOException e) {
			return false;
		}
	}

	private static boolean pointsTo(Path link, String target) {
		try {
			return Files.readSymbolicLink(link).toString().equals(target);
		} catch (IOException e) {
			return false;
		}
	}
}
