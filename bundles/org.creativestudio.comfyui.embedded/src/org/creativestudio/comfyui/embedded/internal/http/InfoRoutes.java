// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded.internal.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.creativestudio.comfyui.embedded.internal.events.EventHub;
import org.creativestudio.comfyui.embedded.internal.json.PythonJson;
import org.creativestudio.comfyui.embedded.internal.nodes.Folders;
import org.creativestudio.comfyui.embedded.internal.nodes.NodeRegistry;
import org.creativestudio.comfyui.embedded.internal.nodes.NodeType;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** What a client can ask about the server: system, features, nodes, models, logs. */
final class InfoRoutes {

	private static final Set<String> NOT_SHOWN_AS_MODELS = Set.of("configs", "custom_nodes");
	private static final String PAGE = """
			<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Creative Studio embedded server</title></head>
			<body><h1>Creative Studio embedded server</h1><p>%s.</p>
			<p>It has no editor. Run a workflow from Creative Studio, or post one to <code>/prompt</code>.</p></body></html>
			""";

	private final NodeRegistry registry;
	private final Folders folders;
	private final ModelFolders models;
	private final EventHub events;
	private final ServerLog log;
	private final List<String> arguments;

	InfoRoutes(NodeRegistry registry, Folders folders, EventHub events, ServerLog log, List<String> arguments) {
		this.registry = registry;
		this.folders = folders;
		this.models = new ModelFolders(folders.base());
		this.events = events;
		this.log = log;
		this.arguments = arguments;
	}

	void addTo(Router router) {
		router.add("GET", "/", this::page);
		router.add("GET", "/system_stats", exchange -> exchange.json(SystemStats.get(arguments)));
		router.add("GET", "/features", exchange -> exchange.json(events.features()));
		router.add("GET", "/object_info", this::allNodes);
		router.add("GET", "/object_info/{node}", this::oneNode);
		router.add("GET", "/models", exchange -> exchange.json(PythonJson.array(ModelFolders.NAMES)));
		router.add("GET", "/models/{folder}", this::modelFiles);
		router.add("GET", "/experiment/models", this::modelFolders);
		router.add("GET", "/embeddings", this::embeddings);
		router.add("GET", "/extensions", exchange -> exchange.json(new JsonArray()));
		router.add("GET", "/workflow_templates", exchange -> exchange.json(new JsonObject()));
		router.add("GET", "/i18n", exchange -> exchange.json(new JsonObject()));
		router.add("GET", "/internal/logs", this::logs);
		router.add("GET", "/internal/logs/raw", this::rawLogs);
		router.add("GET", "/internal/folder_paths", this::folderPaths);
		router.add("GET", "/internal/files/{type}", this::files);
	}

	private void page(Exchange exchange) {
		exchange.setHeader("Cache-Control", "no-cache");
		exchange.send(200, "text/html", PAGE.formatted(SystemStats.NOTE).getBytes(StandardCharsets.UTF_8));
	}

	private void allNodes(Exchange exchange) {
		JsonObject nodes = new JsonObject();
		for (NodeType type : registry.all()) {
			nodes.add(type.schema().name(), type.schema().objectInfo());
		}
		exchange.json(nodes);
	}

	private void oneNode(Exchange exchange) {
		NodeType type = registry.find(exchange.path("node"));
		JsonObject nodes = new JsonObject();
		if (type != null) {
			nodes.add(type.schema().name(), type.schema().objectInfo());
		}
		exchange.json(nodes);
	}

	private void modelFiles(Exchange exchange) throws IOException {
		String folder = exchange.path("folder");
		if (!ModelFolders.NAMES.contains(folder)) {
			throw new HttpFailure(404, "");
		}
		exchange.json(models.files(folder));
	}

	private void modelFolders(Exchange exchange) {
		JsonArray list = new JsonArray();
		for (String name : ModelFolders.NAMES) {
			if (!NOT_SHOWN_AS_MODELS.contains(name)) {
				JsonObject folder = new JsonObject();
				folder.addProperty("name", name);
				folder.add("folders", PythonJson.array(List.of(models.folder(name).toString())));
				list.add(folder);
			}
		}
		exchange.json(list);
	}

	private void embeddings(Exchange exchange) throws IOException {
		JsonArray names = new JsonArray();
		for (JsonElement file : models.files("embeddings")) {
			String name = file.getAsString();
			int dot = name.lastIndexOf('.');
			names.add(dot > 0 ? name.substring(0, dot) : name);
		}
		exchange.json(names);
	}

	private void logs(Exchange exchange) {
		StringBuilder text = new StringBuilder();
		log.entries().forEach(entry -> text.append(entry.time()).append(" - ").append(entry.line()));
		exchange.jsonString(text.toString());
	}

	private void rawLogs(Exchange exchange) {
		JsonArray entries = new JsonArray();
		log.entries().forEach(entry -> {
			JsonObject line = new JsonObject();
			line.addProperty("t", entry.time());
			line.addProperty("m", entry.line());
			entries.add(line);
		});
		JsonObject size = new JsonObject();
		size.addProperty("cols", 80);
		size.addProperty("rows", 24);
		JsonObject raw = new JsonObject();
		raw.add("entries", entries);
		raw.add("size", size);
		exchange.json(raw);
	}

	private void folderPaths(Exchange exchange) {
		JsonObject paths = new JsonObject();
		for (String name : ModelFolders.NAMES) {
			paths.add(name, PythonJson.array(List.of(models.folder(name).toString())));
		}
		exchange.json(paths);
	}

	private void files(Exchange exchange) throws IOException {
		Path folder = folders.byType(exchange.path("type"));
		if (folder == null) {
			JsonObject error = new JsonObject();
			error.addProperty("error", "Invalid directory type");
			exchange.json(400, error);
			return;
		}
		JsonArray names = new JsonArray();
		if (Files.isDirectory(folder)) {
			try (Stream<Path> files = Files.list(folder)) {
				files.filter(Files::isRegularFile).sorted().forEach(file -> names.add(file.getFileName().toString()));
			}
		}
		exchange.json(names);
	}
}
