// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded.internal.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

import org.creativestudio.comfyui.embedded.internal.json.PythonJson;
import org.creativestudio.comfyui.embedded.internal.nodes.Folders;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;

/** /settings and /userdata: small files that the editor keeps on the server. */
final class UserDataRoutes {

	private static final int MAX_DEPTH = 16;
	private static final int MAX_FILES = 10_000;

	private final Users users;

	UserDataRoutes(Users users) {
		this.users = users;
	}

	void addTo(Router router) {
		router.add("GET", "/settings", exchange -> exchange.json(settings(exchange)));
		router.add("GET", "/settings/{id}", this::oneSetting);
		router.add("POST", "/settings", this::changeSettings);
		router.add("POST", "/settings/{id}", this::changeSetting);
		router.add("GET", "/userdata", this::list);
		router.add("GET", "/v2/userdata", this::listEntries);
		router.add("GET", "/userdata/{file}", this::read);
		router.add("POST", "/userdata/{file}", this::write);
		router.add("DELETE", "/userdata/{file}", this::delete);
		router.add("POST", "/userdata/{file}/move/{dest}", this::move);
	}

	private Path settingsFile(Exchange exchange) throws IOException {
		return users.directory(exchange).resolve("comfy.settings.json");
	}

	private JsonObject settings(Exchange exchange) throws IOException {
		Path file = settingsFile(exchange);
		if (!Files.isRegularFile(file)) {
			return new JsonObject();
		}
		try {
			return PythonJson.parse(Files.readAllBytes(file)) instanceof JsonObject object ? object : new JsonObject();
		} catch (JsonParseException e) {
			throw new IOException("The user settings file is corrupted: " + file, e);
		}
	}

	private void oneSetting(Exchange exchange) throws IOException {
		JsonElement value = settings(exchange).get(exchange.path("id"));
		exchange.json(value == null ? JsonNull.INSTANCE : value);
	}

	private synchronized void changeSettings(Exchange exchange) throws IOException {
		JsonObject changed = exchange.jsonObject();
		JsonObject settings = settings(exchange);
		changed.asMap().forEach(settings::add);
		save(exchange, settings);
	}

	private synchronized void changeSetting(Exchange exchange) throws IOException {
		JsonElement value = exchange.json();
		JsonObject settings = settings(exchange);
		settings.add(exchange.path("id"), value);
		save(exchange, settings);
	}

	private void save(Exchange exchange, JsonObject settings) throws IOException {
		store(settingsFile(exchange), PythonJson.dumps(settings).getBytes(StandardCharsets.UTF_8));
		exchange.empty(200);
	}

	/** A path of the user that asks; 403 when it would lie outside. */
	private Path file(Exchange exchange, String name) throws IOException {
		Path root = users.directory(exchange);
		Path file = Folders.inside(root, name);
		if (file == null || file.equals(root)) {
			throw new HttpFailure(403, "");
		}
		return file;
	}

	private Path existing(Exchange exchange) throws IOException {
		Path file = file(exchange, exchange.path("file"));
		if (!Files.isRegularFile(file)) {
			throw new HttpFailure(404, "");
		}
		return file;
	}

	private void read(Exchange exchange) throws IOException {
		Path file = existing(exchange);
		exchange.file(file, file.toString().endsWith(".json") ? "application/json" : "application/octet-stream");
	}

	private void write(Exchange exchange) throws IOException {
		Path file = file(exchange, exchange.path("file"));
		if ("false".equals(exchange.query("overwrite")) && Files.exists(file)) {
			throw new HttpFailure(409, "File already exists");
		}
		store(file, exchange.body());
		answer(exchange, file);
	}

	/** The file has its new content as a whole, or its old one. */
	static synchronized void store(Path file, byte[] content) throws IOException {
		Files.createDirectories(file.getParent());
		Path written = Files.createTempFile(file.getParent(), ".write", ".tmp");
		try {
			Files.write(written, content);
			Files.move(written, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
		} finally {
			Files.deleteIfExists(written);
		}
	}

	private void answer(Exchange exchange, Path file) throws IOException {
		Path root = users.directory(exchange);
		if ("true".equals(exchange.query("full_info"))) {
			exchange.json(info(file, slashes(root.relativize(file))));
		} else {
			exchange.jsonString(slashes(root.relativize(file)));
		}
	}

	private void delete(Exchange exchange) throws IOException {
		Files.delete(existing(exchange));
		exchange.empty(204);
	}

	private void move(Exchange exchange) throws IOException {
		Path source = existing(exchange);
		Path target = file(exchange, exchange.path("dest"));
		if ("false".equals(exchange.query("overwrite")) && Files.exists(target)) {
			throw new HttpFailure(409, "File already exists");
		}
		Files.createDirectories(target.getParent());
		Files.move(source, target, StandardCopyOption.REPLACE_EXISTING);
		answer(exchange, target);
	}

	private void list(Exchange exchange) throws IOException {
		String name = exchange.query("dir", "");
		if (name.isEmpty()) {
			throw new HttpFailure(400, "Directory not provided");
		}
		Path directory = Folders.inside(users.directory(exchange), name);
		if (directory == null) {
			throw new HttpFailure(403, "Invalid directory");
		}
		if (!Files.isDirectory(directory)) {
			throw new HttpFailure(404, "Directory not found");
		}
		boolean recurse = "true".equalsIgnoreCase(exchange.query("recurse"));
		boolean fullInfo = "true".equalsIgnoreCase(exchange.query("full_info"));
		boolean split = "true".equalsIgnoreCase(exchange.query("split"));
		JsonArray files = new JsonArray();
		for (Path file : find(directory, recurse ? MAX_DEPTH : 1)) {
			String path = slashes(directory.relativize(file));
			if (fullInfo) {
				files.add(info(file, path));
			} else if (split) {
				JsonArray parts = new JsonArray();
				parts.add(path);
				List.of(path.split("/")).forEach(parts::add);
				files.add(parts);
			} else {
				files.add(path);
			}
		}
		exchange.json(files);
	}

	private static List<Path> find(Path directory, int depth) throws IOException {
		try (Stream<Path> files = Files.walk(directory, depth)) {
			return files.filter(Files::isRegularFile).limit(MAX_FILES).sorted().toList();
		}
	}

	private void listEntries(Exchange exchange) throws IOException {
		Path root = users.directory(exchange);
		Path directory = Folders.inside(root, exchange.query("path", ""));
		if (directory == null) {
			throw new HttpFailure(403, "Invalid file path");
		}
		JsonArray entries = new JsonArray();
		if (Files.isDirectory(directory)) {
			try (Stream<Path> found = Files.list(directory)) {
				for (Path path : found.limit(MAX_FILES).sorted().toList()) {
					BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
					JsonObject entry = new JsonObject();
					entry.addProperty("name", path.getFileName().toString());
					entry.addProperty("path", slashes(root.relativize(path)));
					entry.addProperty("type", attributes.isDirectory() ? "directory" : "file");
					if (!attributes.isDirectory()) {
						entry.addProperty("size", attributes.size());
						entry.addProperty("modified", attributes.lastModifiedTime().toMillis() / 1000.0);
					}
					entries.add(entry);
				}
			}
		} else if (!directory.equals(root)) {
			throw new HttpFailure(404, "Requested path does not exist");
		}
		exchange.json(entries);
	}

	private static JsonObject info(Path file, String path) throws IOException {
		BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
		JsonObject info = new JsonObject();
		info.addProperty("path", path);
		info.addProperty("size", attributes.size());
		info.addProperty("modified", attributes.lastModifiedTime().toMillis() / 1000.0);
		info.addProperty("created", attributes.creationTime().toMillis() / 1000.0);
		return info;
	}

	private static String slashes(Path path) {
		return path.toString().replace('\\', '/');
	}
}
