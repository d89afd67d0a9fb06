// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded.internal.http;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;

import org.eclipse.jdt.annotation.Nullable;

/**
 * Refuses what a page of another origin sends to a loopback address: the recorded answers say that host and origin must then
 * be the same text, the port only counting where the origin has one.
 */
final class OriginCheck {

	private OriginCheck() {
	}

	static boolean allowed(@Nullable String host, @Nullable String origin) {
		if (host == null || origin == null || host.isEmpty()) {
			return true;
		}
		URI originUri;
		URI hostUri;
		try {
			originUri = new URI(origin.toLowerCase(Locale.ROOT));
			hostUri = new URI("http://" + host.toLowerCase(Locale.ROOT));
		} catch (URISyntaxException e) {
			return false;
		}
		String originHost = originUri.getRawAuthority();
		String hostName = hostUri.getHost();
		if (originHost == null || originHost.isEmpty() || hostName == null || !isLoopback(hostName)) {
			return true;
		}
		String expected = originUri.getPort() < 0 ? hostName : hostUri.getRawAuthority();
		return originHost.equals(expected);
	}

	private static boolean isLoopback(String host) {
		if (host.equals("localhost")) {
			return true;
		}
		// only literal addresses: a name would be looked up for whoever asks
		if (!host.matches("[0-9.]+|\\[[0-9a-f:.%]+\\]")) {
			return false;
		}
		try {
			return InetAddress.getByName(host).isLoopbackAddress();
		} catch (UnknownHostException e) {
			return false;
		}
	}
}
