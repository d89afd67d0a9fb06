// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal.health;

import java.net.URI;
import java.util.UUID;

import org.creativestudio.comfyui.client.ComfyEvent;
import org.creativestudio.comfyui.client.EventListener;
import org.creativestudio.comfyui.client.EventOptions;
import org.creativestudio.comfyui.client.EventStream;
import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.launching.ProcessIdentity;
import org.eclipse.jdt.annotation.Nullable;

/**
 * The connection over which one server pushes how its queue is; another one when its address changes. What still comes of an earlier one
 * is dropped. All of it happens under the lock that it is given.
 */
final class ServerPush {

	/** Is told under the lock. */
	interface Receiver {
		void connected();

		/** It was lost, and is tried again. */
		void disconnected();

		/** Nothing is pushed any more, for it was given up. */
		void ended();

		void event(ComfyEvent event);
	}

	private final String id;
	private final Host host;
	private final Object lock;
	private final Receiver receiver;
	private @Nullable EventStream stream;
	private @Nullable URI streamOf;
	/** For which was listened last: as long as they are the same, so is the address. */
	private @Nullable InstanceConfiguration configuration;
	private @Nullable ProcessIdentity process;

	ServerPush(String id, Host host, Object lock, Receiver receiver) {
		this.id = id;
		this.host = host;
		this.lock = lock;
		this.receiver = receiver;
	}

	/** Under the lock: connects to where the instance is now. */
	void listen(InstanceSnapshot instance) {
		if (stream != null && instance.configuration() == configuration && instance.process() == process)
			return;
		configuration = instance.configuration();
		process = instance.process();
		URI address = instance.address();
		if (stream != null && address.equals(streamOf))
			return;
		end();
		try {
			Listener listener = new Listener();
			stream = host.client(id).events("creative-studio-health-" + UUID.randomUUID(), listener, EventOptions.STATUS); //$NON-NLS-1$
			listener.own = stream;
			streamOf = address;
		} catch (InstanceException e) {
			streamOf = null; // it has just gone, which the next change tells
		}
	}

	/** Under the lock. */
	void end() {
		EventStream open = stream;
		stream = null;
		streamOf = null;
		receiver.ended();
		if (open != null)
			open.close();
	}

	private final class Listener implements EventListener {
		/** Set under the lock; what comes of another stream is old. */
		private @Nullable EventStream own;
		private boolean connected;

		@Override
		public void connected() {
			synchronized (lock) {
				if (own != stream)
					return;
				connected = true;
				receiver.connected();
			}
		}

		@Override
		public void disconnected(String reason) {
			synchronized (lock) {
				if (own != stream || !connected)
					return;
				connected = false;
				receiver.disconnected();
			}
		}

		@Override
		public void event(ComfyEvent event) {
			synchronized (lock) {
				if (own == stream)
					receiver.event(event);
			}
		}
	}
}
