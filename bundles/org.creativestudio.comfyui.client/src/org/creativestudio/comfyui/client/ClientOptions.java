// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.client;

import java.net.URI;
import java.time.Duration;

/**
 * Where a server is and what may be waited for.
 *
 * @param base           {@code http://host:port} or {@code https://host:port}, without a trailing slash
 * @param connectTimeout to reach the server
 * @param requestTimeout for a whole exchange, its body included; of a file, between two pieces of it
 * @param maxJsonBytes   bound of a JSON answer
 * @param maxFileBytes   bound of a file
 * @param reconnects     pauses before a lost connection for events is opened again
 */
public record ClientOptions(URI base, Duration connectTimeout, Duration requestTimeout, long maxJsonBytes,
		long maxFileBytes, Pauses reconnects) {

	/**
	 * Grow from one to the other, doubling, as long as connections do not last.
	 *
	 * @param first   positive
	 * @param longest not shorter
	 */
	public record Pauses(Duration first, Duration longest) {
	}

	/**
	 * 3 s to connect, 30 s for an exchange, 64 MiB of JSON (a real {@code /object_info} has some), 1 GiB for a file, 250 ms to 15 s
	 * between connections.
	 */
	public static ClientOptions of(URI base) {
		return new ClientOptions(base, Duration.ofSeconds(3), Duration.ofSeconds(30), 64L << 20, 1L << 30,
				new Pauses(Duration.ofMillis(250), Duration.ofSeconds(15)));
	}

	/** For a whole file, 60 times that of a request: a video of 1 GiB takes 14 minutes at 10 Mbit/s. */
	public Duration fileTimeout() {
		return requestTimeout.multipliedBy(60);
	}

	public ClientOptions connectTimeout(Duration value) {
		return new ClientOptions(base, value, requestTimeout, maxJsonBytes, maxFileBytes, reconnects);
	}

	public ClientOptions requestTimeout(Duration value) {
		return new ClientOptions(base, connectTimeout, value, maxJsonBytes, maxFileBytes, reconnects);
	}

	public ClientOptions maxJsonBytes(long value) {
		return new ClientOptions(base, connectTimeout, requestTimeout, value, maxFileBytes, reconnects);
	}

	public ClientOptions maxFileBytes(long value) {
		return new ClientOptions(base, connectTimeout, requestTimeout, maxJsonBytes, value, reconnects);
	}

	public ClientOptions reconnects(Pauses value) {
		return new ClientOptions(base, connectTimeout, requestTimeout, maxJsonBytes, maxFileBytes, value);
	}
}
