// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.net.URI;

import org.creativestudio.comfyui.client.ClientOptions;
import org.creativestudio.comfyui.client.ComfyClient;
import org.eclipse.jdt.annotation.Nullable;

/** The client of one instance: made at first use, made anew when the address changes. */
final class Clients implements AutoCloseable {

	private @Nullable ComfyClient client;

	synchronized ComfyClient get(URI address) {
		ComfyClient existing = client;
		if (existing == null || !existing.base().equals(address)) {
			close();
			existing = ComfyClient.create(ClientOptions.of(address));
			client = existing;
		}
		return existing;
	}

	@Override
	public synchronized void close() {
		ComfyClient existing = client;
		client = null;
		if (existing != null)
			existing.close();
	}
}
