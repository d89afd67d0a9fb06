// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded.internal.http;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import org.eclipse.jdt.annotation.Nullable;

/** Finds the handler of a path. Segments are decoded one by one, so that an encoded slash stays within its segment. */
final class Router {

	/** Answers a request. */
	interface Handler {
		void handle(Exchange exchange) throws IOException;
	}

	/** A handler and the values of the variables in its path. */
	record Match(Handler handler, Map<String, String> variables) {
	}

	private record Route(String method, String[] segments, Handler handler) {
	}

	private final List<Route> routes = new ArrayList<>();

	/** Adds a route; a segment in braces is a variable. */
	void add(String method, String path, Handler handler) {
		routes.add(new Route(method, path.substring(1).split("/", -1), handler));
	}

	/** The match, or null when nothing has this path; throws 405 when another method has it. */
	@Nullable Match find(String method, String rawPath) {
		String[] segments = rawPath.substring(Math.min(1, rawPath.length())).split("/", -1);
		if (segments.length > 1 && segments[0].equals("api")) {
			segments = java.util.Arrays.copyOfRange(segments, 1, segments.length);
		}
		TreeSet<String> others = new TreeSet<>();
		for (Route route : routes) {
			Map<String, String> variables = match(route.segments, segments);
			if (variables != null) {
				if (route.method.equals(method) || method.equals("HEAD") && route.method.equals("GET")) {
					return new Match(route.handler, variables);
				}
				others.add(route.method);
				if (route.method.equals("GET")) {
					others.add("HEAD");
				}
			}
		}
		if (!others.isEmpty()) {
			throw new MethodNotAllowed(String.join(",", others));
		}
		return null;
	}

	private static @Nullable Map<String, String> match(String[] pattern, String[] segments) {
		if (pattern.length != segments.length) {
			return null;
		}
		Map<String, String> variables = new HashMap<>();
		for (int i = 0; i < pattern.length; i++) {
			String segment = decode(segments[i]);
			if (pattern[i].startsWith("{")) {
				if (segment.isEmpty()) {
					return null;
				}
				variables.put(pattern[i].substring(1, pattern[i].length() - 1), segment);
			} else if (!pattern[i].equals(segment)) {
				return null;
			}
		}
		return variables;
	}

	private static String decode(String segment) {
		try {
			return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
		} catch (IllegalArgumentException e) {
			// not a valid escape: taken as it stands
			return segment;
		}
	}

	/** The path exists, for these methods. */
	static final class MethodNotAllowed extends RuntimeException {
		private static final long serialVersionUID = 1L;

		MethodNotAllowed(String allowed) {
			super(allowed);
		}
	}
}
