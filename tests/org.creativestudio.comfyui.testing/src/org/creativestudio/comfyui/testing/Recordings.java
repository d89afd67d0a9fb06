// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/** What a real ComfyUI 0.3.64 said: the files of {@code recordings/}. */
public final class Recordings {

	private Recordings() {
	}

	/**
	 * One HTTP exchange, {@code recordings/http/http_<name>.json}.
	 *
	 * @param method of the request
	 * @param path   of the request, with its query
	 * @param sent   the request's body: an object, or the text that was sent; JSON null for none
	 * @param status of the answer
	 * @param body   of the answer: JSON, or JSON null where it was no JSON
	 */
	public record Exchange(String name, String method, String path, JsonElement sent, int status, JsonElement body) {
	}

	public static Exchange http(String name) {
		JsonObject root = read("http/http_" + name + ".json").getAsJsonObject(); //$NON-NLS-1$ //$NON-NLS-2$
		String[] request = root.get("request").getAsString().split(" ", 2); //$NON-NLS-1$ //$NON-NLS-2$
		return new Exchange(name, request[0], request[1], member(root, "sent"), root.get("status").getAsInt(), member(root, "body")); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
	}

	/** The names of all recorded exchanges that have a file. */
	public static List<String> httpNames() {
		return read("http/INDEX_http.json").getAsJsonObject().keySet().stream() //$NON-NLS-1$
				.filter(name -> Recordings.class.getResource("/recordings/http/http_" + name + ".json") != null).toList(); //$NON-NLS-1$ //$NON-NLS-2$
	}

	/** The messages of a WebSocket transcript, {@code recordings/ws/ws_<name>.json}, in order: {@code t} and {@code text} or binary facts. */
	public static List<JsonObject> ws(String name) {
		JsonArray messages = read("ws/ws_" + name + ".json").getAsJsonObject().getAsJsonArray("messages"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
		return messages.asList().stream().map(JsonElement::getAsJsonObject).toList();
	}

	/** A part of {@code /object_info}. */
	public static JsonObject objectInfo() {
		return read("http/object_info_subset.json").getAsJsonObject(); //$NON-NLS-1$
	}

	/** A file below {@code recordings/} as JSON. */
	public static JsonElement read(String path) {
		try (InputStream in = Recordings.class.getResourceAsStream("/recordings/" + path)) { //$NON-NLS-1$
			if (in == null)
				throw new IllegalArgumentException("there is no recording " + path); //$NON-NLS-1$
			return JsonParser.parseString(new String(in.readAllBytes(), StandardCharsets.UTF_8));
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	private static JsonElement member(JsonObject root, String name) {
		JsonElement element = root.get(name);
		return element == null ? JsonNull.INSTANCE : element;
	}
}
