// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.migration.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Which ports of this computer nobody uses. */
final class FreePorts {

	private FreePorts() {
	}

	/** Whether a server could listen there now. Blocks for a moment. */
	static boolean isFree(int port) {
		return canBind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)) && canBind(new InetSocketAddress(port));
	}

	private static boolean canBind(InetSocketAddress address) {
		try (ServerSocket socket = new ServerSocket()) {
			socket.setReuseAddress(true);
			socket.bind(address);
			return true;
		} catch (IOException e) {
			return false;
		}
	}

	/** The first from {@code from} on that is not taken; {@code from} itself when there is none. */
	static int first(int from, IntPredicate taken) {
		return IntStream.rangeClosed(from, 65535).filter(port -> !taken.test(port)).findFirst().orElse(from);
	}
}
