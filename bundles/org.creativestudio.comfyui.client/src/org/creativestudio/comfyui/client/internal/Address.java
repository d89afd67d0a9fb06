// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.client.internal;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;

/**
 * Where a server is. {@link URI} tells no host and no port where the host has an underscore or begins its last part with a digit, as
 * {@code gpu_1} and {@code gpu.01} do, which networks know all the same.
 *
 * @param host in brackets when it is an IPv6 address
 */
record Address(String host, int port) {

	static Address of(URI base) {
		String authority = base.getRawAuthority() == null ? "" : base.getRawAuthority(); //$NON-NLS-1$
		String host = base.getHost();
		int port = base.getPort();
		if (host == null) {
			int colon = authority.lastIndexOf(':');
			String digits = authority.substring(colon + 1);
			boolean hasPort = colon >= 0 && digits.matches("\\d{1,5}"); //$NON-NLS-1$
			host = hasPort ? authority.substring(0, colon) : authority;
			port = hasPort ? Integer.parseInt(digits) : -1;
		}
		return new Address(host, port >= 0 ? port : "https".equals(base.getScheme()) ? 443 : 80); //$NON-NLS-1$
	}

	/** Blocks for the network's names. */
	InetSocketAddress resolve() throws UnknownHostException {
		if (host.isEmpty()) // which would be this computer
			throw new UnknownHostException(host);
		InetSocketAddress address = new InetSocketAddress(host, port);
		if (address.isUnresolved())
			throw new UnknownHostException(host);
		return address;
	}
}
