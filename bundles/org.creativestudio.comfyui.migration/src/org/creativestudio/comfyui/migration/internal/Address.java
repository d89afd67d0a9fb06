// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.migration.internal;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.eclipse.osgi.util.NLS;

/** Where a server answers. */
record Address(String host, int port) {

	private static final Pattern URL = Pattern.compile("(?:(https?|wss?)://)?(?:([^/@\\s]*)@)?(\\[[0-9A-Fa-f:.%]+\\]|[A-Za-z0-9_.-]{1,253})(?::(\\d{1,5}))?(/[^\\s]*)?", //$NON-NLS-1$
			Pattern.CASE_INSENSITIVE);
	private static final int HTTP = 80;
	private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "[::1]", "0.0.0.0"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$

	/** Empty, with a note, for what is no address or can't be asked. */
	static Optional<Address> parse(String text, String what, Notes notes) {
		Matcher url = URL.matcher(text.strip());
		if (text.length() > 1000 || !url.matches()) {
			notes.add(NLS.bind(Messages.address_noAddressServer, what));
			return Optional.empty();
		}
		String scheme = url.group(1);
		String path = url.group(5);
		if (scheme != null && scheme.toLowerCase(java.util.Locale.ROOT).endsWith("s") || url.group(2) != null || path != null && !path.equals("/")) { //$NON-NLS-1$ //$NON-NLS-2$
			notes.add(NLS.bind(Messages.address_doesNotComeOver, what, url.group(3)));
			return Optional.empty();
		}
		int port = url.group(4) == null ? HTTP : Integer.parseInt(url.group(4));
		if (!isPort(port)) {
			notes.add(NLS.bind(Messages.address_noValidPort, what, url.group(3)));
			return Optional.empty();
		}
		return Optional.of(new Address(url.group(3), port));
	}

	static boolean isPort(int port) {
		return port >= 1 && port <= 65535;
	}

	static boolean isLoopback(String host) {
		return host.isBlank() || LOOPBACK.contains(host.toLowerCase(java.util.Locale.ROOT)) || host.matches("127(\\.\\d{1,3}){3}"); //$NON-NLS-1$
	}

	/** One name for all addresses of this computer that only it can reach. */
	String comparable() {
		return (isLoopback(host) ? "localhost" : host.toLowerCase(java.util.Locale.ROOT)) + ':' + port; //$NON-NLS-1$
	}
}
