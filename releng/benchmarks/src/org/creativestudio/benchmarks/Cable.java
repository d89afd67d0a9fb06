// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A port through which a server is reached until it is unplugged: then connections end without a word and new ones get no answer. */
final class Cable implements AutoCloseable {

	private final ServerSocket socket;
	private final int server;
	private final Set<Socket> open = ConcurrentHashMap.newKeySet();
	private volatile boolean unplugged;

	Cable(int server) throws IOException {
		this.server = server;
		socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		Thread.ofVirtual().start(this::accept);
	}

	int port() {
		return socket.getLocalPort();
	}

	void unplug() {
		unplugged = true;
		open.forEach(Cable::end);
	}

	/** What waited for an answer meanwhile gets none. */
	void plug() {
		unplugged = false;
		open.forEach(Cable::end);
	}

	private void accept() {
		while (!socket.isClosed())
			try {
				Socket client = socket.accept();
				open.add(client);
				if (!unplugged)
					Thread.ofVirtual().start(() -> connect(client));
			} catch (IOException e) {
				return; // closed
			}
	}

	private void connect(Socket client) {
		try (client; Socket other = new Socket(InetAddress.getLoopbackAddress(), server)) {
			open.add(other);
			Thread back = Thread.ofVirtual().start(() -> carry(other, client));
			carry(client, other);
			back.join();
			open.remove(other);
		} catch (IOException e) {
			return; // the server is not there
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		} finally {
			open.remove(client);
		}
	}

	private static void carry(Socket from, Socket to) {
		try {
			from.getInputStream().transferTo(to.getOutputStream());
		} catch (IOException e) {
			// one of both is gone
		} finally {
			end(from);
			end(to);
		}
	}

	private static void end(Socket socket) {
		try {
			socket.close();
		} catch (IOException e) {
			return; // it is as good as closed
		}
	}

	@Override
	public void close() throws IOException {
		socket.close();
		open.forEach(Cable::end);
	}
}
