// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.net.URI;

import org.creativestudio.comfyui.client.ClientOptions;
import org.creativestudio.comfyui.client.ComfyClient;
import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.launching.ProcessIdentity;
import org.eclipse.jdt.annotation.Nullable;

/** The client of one instance: made at first use, made anew when the address changes. */
final class Clients implements AutoCloseable {

	private @Nullable ComfyClient client;
	/** For which it was asked last: as long as they are the same, so is the address. */
	private @Nullable InstanceConfiguration configuration;
	private @Nullable ProcessIdentity process;
	private long revision;
	private boolean closed;

	/** After the end it is a client that answers nothing. */
	ComfyClient get(InstanceSnapshot instance) {
		ComfyClient old;
		ComfyClient now;
		synchronized (this) {
			old = client;
			if (old != null && (closed || instance.configuration() == configuration && instance.process() == process))
				return old;
			// Who looked at the instance before somebody else did must not bring its former address back.
			if (old != null && instance.revision() < revision)
				return old;
			revision = instance.revision();
			configuration = instance.configuration();
			process = instance.process();
			URI address = instance.address();
			if (old != null && old.base().equals(address))
				return old;
			now = ComfyClient.create(ClientOptions.of(address));
			client = now;
			if (closed)
				old = now;
		}
		// Not under the lock: who waits for an answer of the old one is told now.
		if (old != null)
			old.close();
		return now;
	}

	@Override
	public void close() {
		ComfyClient old;
		synchronized (this) {
			old = client;
			closed = true;
		}
		if (old != null)
			old.close();
	}
}
