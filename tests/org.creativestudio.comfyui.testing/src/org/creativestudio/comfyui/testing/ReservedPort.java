// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A port of this computer's loopback address at which nobody listens, and that the system gives to nobody who asks for any port, as long
 * as this is open. Who names it can listen there: a server that starts late, ends and comes back.
 */
public final class ReservedPort implements AutoCloseable {

	/** Linux lets others listen beside a socket that is bound and does nothing; elsewhere the port is only free when it is asked for. */
	private static final boolean HOLDS = System.getProperty("os.name").equals("Linux"); //$NON-NLS-1$ //$NON-NLS-2$

	private final Socket holder = new Socket();
	private final int port;

	public ReservedPort() throws IOException {
		holder.setReuseAddress(true);
		holder.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
		port = holder.getLocalPort();
		if (!HOLDS)
			holder.close();
	}

	public int number() {
		return port;
	}

	@Override
	public void close() throws IOException {
		holder.close();
	}
}
