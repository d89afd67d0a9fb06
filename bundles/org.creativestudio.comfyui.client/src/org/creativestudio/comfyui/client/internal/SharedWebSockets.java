// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.client.internal;

import java.net.http.HttpClient;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.eclipse.jdt.annotation.Nullable;

/**
 * The one HTTP client of all WebSockets, for each has a selector's thread of its own: made with the first stream that is open, ended
 * with the last.
 */
final class SharedWebSockets {

	private static int users;
	private static @Nullable HttpClient client;
	private static @Nullable ExecutorService callbacks;

	private SharedWebSockets() {
	}

	/** To be followed by one {@link #release}. */
	static synchronized HttpClient acquire() {
		users++;
		HttpClient existing = client;
		if (existing == null) {
			ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("comfyui-sockets-", 0).factory()); //$NON-NLS-1$
			existing = HttpClient.newBuilder().executor(threads).build();
			callbacks = threads;
			client = existing;
		}
		return existing;
	}

	static synchronized void release() {
		HttpClient existing = client;
		ExecutorService threads = callbacks;
		if (--users > 0 || existing == null)
			return;
		client = null;
		callbacks = null;
		existing.shutdownNow();
		if (threads != null)
			threads.shutdown();
	}
}
