// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded.internal.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import org.creativestudio.comfyui.embedded.internal.json.PythonJson;
import org.creativestudio.comfyui.embedded.internal.nodes.Folders;
import org.eclipse.jdt.annotation.Nullable;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;

/** Who has settings and user data: one "default" user, or those in users.json with {@code --multi-user}. */
final class Users {

	private final Path root;
	private final boolean multiUser;

	Users(Path root, boolean multiUser) {
		this.root = root;
		this.multiUser = multiUser;
	}

	void addTo(Router router) {
		router.add("GET", "/users", this::list);
		router.add("POST", "/users", this::create);
	}

	/** The directory of the user that asks; 401 when it is nobody. */
	Path directory(Exchange exchange) throws IOException {
		if (!multiUser) {
			return root.resolve("default");
		}
		String user = exchange.header("comfy-user");
		if (user == null || !all().containsKey(user)) {
			throw new HttpFailure(401, "");
		}
		Path directory = Folders.inside(root, user);
		if (directory == null || directory.equals(root)) {
			throw new HttpFailure(401, "");
		}
		return directory;
	}

	private synchronized Map<String, String> all() throws IOException {
		Path file = root.resolve("users.json");
		Map<String, String> users = new LinkedHashMap<>();
		if (Files.isRegularFile(file)) {
			try {
				PythonJson.parse(Files.readAllBytes(file)).getAsJsonObject().asMap().forEach((id, name) -> users.put(id, name.getAsString()));
			} catch (JsonParseException | IllegalStateException | UnsupportedOperationException e) { // other JSON than ours
				throw new IOException(file + " is damaged", e);
			}
		}
		return users;
	}

	private static JsonObject json(Map<String, String> users) {
		JsonObject json = new JsonObject();
		users.forEach(json::addProperty);
		return json;
	}

	private void list(Exchange exchange) throws IOException {
		JsonObject answer = new JsonObject();
		answer.addProperty("storage", "server");
		if (multiUser) {
			answer.add("users", json(all()));
		} else {
			answer.addProperty("migrated", Files.isDirectory(root.resolve("default")));
		}
		exchange.json(answer);
	}

	private synchronized void create(Exchange exchange) throws IOException {
		String name = exchange.jsonObject().get("username") instanceof JsonPrimitive p ? p.getAsString() : null;
		Map<String, String> users = all();
		if (!usable(name) || users.containsValue(name)) {
			JsonObject error = new JsonObject();
			error.addProperty("error", "Duplicate username.");
			exchange.json(400, error);
			return;
		}
		String id = String.valueOf(name).replaceAll("[^a-zA-Z0-9-_ ]+", "").strip() + "_" + UUID.randomUUID();
		users.put(id, name);
		UserDataRoutes.store(root.resolve("users.json"), PythonJson.dumps(json(users)).getBytes(StandardCharsets.UTF_8));
		exchange.jsonString(id);
	}

	private static boolean usable(@Nullable String name) {
		return name != null && !name.isBlank() && name.length() <= 200;
	}
}
