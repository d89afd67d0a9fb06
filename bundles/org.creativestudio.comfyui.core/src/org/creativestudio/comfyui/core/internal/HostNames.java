// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What may stand for a computer: its name, as generous as networks are with names, or its address. */
final class HostNames {

	private static final int MAX_LENGTH = 253;
	private static final String PART = "[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"; //$NON-NLS-1$
	private static final Pattern NAME = Pattern.compile(PART + "(\\." + PART + ")*\\.?"); //$NON-NLS-1$ //$NON-NLS-2$
	private static final Pattern NUMBERS = Pattern.compile("[0-9]+(\\.[0-9]+)*"); //$NON-NLS-1$
	private static final int MOST_NUMBERS = 4;
	private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%[A-Za-z0-9._-]+)?"); //$NON-NLS-1$
	/** What is pasted from the browser, or from a list of servers. */
	private static final Pattern URL = Pattern.compile("(?:http://)?(\\[[^]]+\\]|[^:/]+)(?::([0-9]{1,5}))?/*"); //$NON-NLS-1$

	private HostNames() {
	}

	static boolean isHost(String text) {
		if (text.length() > MAX_LENGTH)
			return false;
		if (NUMBERS.matcher(text).matches())
			return isIpv4(text.split("\\.")); //$NON-NLS-1$
		return NAME.matcher(text).matches() || isIpv6(text);
	}

	/** The last number stands for all bytes that are left: 127.1 is 127.0.0.1. */
	private static boolean isIpv4(String[] numbers) {
		for (int i = 0; i < numbers.length; i++) {
			boolean last = i == numbers.length - 1;
			long most = last ? (1L << 8 * (MOST_NUMBERS - i)) - 1 : 0xff;
			if (i >= MOST_NUMBERS || numbers[i].length() > 10 || Long.parseLong(numbers[i]) > most)
				return false;
		}
		return true;
	}

	private static boolean isIpv6(String text) {
		String bare = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text; //$NON-NLS-1$ //$NON-NLS-2$
		if (!IPV6.matcher(bare).matches())
			return false;
		try {
			return URI.create("http://[" + bare + ']').getHost() != null; //$NON-NLS-1$
		} catch (IllegalArgumentException e) {
			return false;
		}
	}

	/** @param port 0: none was given */
	record Place(String host, int port) {
	}

	/** The place in what was given instead of a host: {@code http://gpu-box:8188/}, {@code 10.0.0.5:8188}. */
	static Optional<Place> placeIn(String text) {
		Matcher url = URL.matcher(text.strip());
		if (!url.matches() || !isHost(url.group(1)))
			return Optional.empty();
		return Optional.of(new Place(url.group(1), url.group(2) == null ? 0 : Integer.parseInt(url.group(2))));
	}
}
