// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.creativestudio.comfyui.workflow.Workflow;
import org.eclipse.jdt.annotation.Nullable;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

/**
 * What a workflow needs of an instance, in either format.
 *
 * @param classes node classes
 * @param models  files of models, by the class of the node that names them
 */
record Needs(Set<String> classes, Map<String, Set<String>> models) {

	private static final Set<String> MODEL_FILES = Set.of("safetensors", "ckpt", "pt", "pth", "bin", "gguf", "onnx", "sft"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$ //$NON-NLS-6$ //$NON-NLS-7$ //$NON-NLS-8$
	private static final Set<Integer> INACTIVE = Set.of(2, 4);

	static Needs of(Workflow workflow) {
		Needs needs = new Needs(new LinkedHashSet<>(), new LinkedHashMap<>());
		switch (workflow.format()) {
		case API -> workflow.graph().entrySet().forEach(entry -> {
			if (entry.getValue() instanceof JsonObject node && node.get("inputs") instanceof JsonObject inputs) //$NON-NLS-1$
				needs.add(text(node.get("class_type")), inputs); //$NON-NLS-1$
			else if (entry.getValue() instanceof JsonObject node)
				needs.add(text(node.get("class_type")), new JsonObject()); //$NON-NLS-1$
		});
		case EDITOR -> needs.addEditorGraph(workflow.graph());
		}
		return needs;
	}

	/** Files of models, whoever names them. */
	Set<String> modelFiles() {
		Set<String> files = new HashSet<>();
		models.values().forEach(files::addAll);
		return files;
	}

	private void addEditorGraph(JsonObject root) {
		Set<String> subgraphs = new HashSet<>();
		Deque<JsonObject> graphs = new ArrayDeque<>();
		graphs.add(root);
		if (root.get("definitions") instanceof JsonObject definitions && definitions.get("subgraphs") instanceof JsonArray array) //$NON-NLS-1$ //$NON-NLS-2$
			for (JsonElement element : array)
				if (element instanceof JsonObject subgraph) {
					graphs.add(subgraph);
					String id = text(subgraph.get("id")); //$NON-NLS-1$
					if (id != null)
						subgraphs.add(id);
				}
		for (JsonObject graph : graphs)
			if (graph.get("nodes") instanceof JsonArray nodes) //$NON-NLS-1$
				for (JsonElement element : nodes)
					if (element instanceof JsonObject node && isActive(node)) {
						String type = text(node.get("type")); //$NON-NLS-1$
						if (type != null && !EditorGraph.isEditorOnly(type) && !subgraphs.contains(type))
							add(type, node.get("widgets_values")); //$NON-NLS-1$
					}
	}

	private static boolean isActive(JsonObject node) {
		return !INACTIVE.contains(EditorScope.mode(node));
	}

	private void add(@Nullable String type, @Nullable JsonElement values) {
		if (type == null)
			return;
		classes.add(type);
		Iterable<JsonElement> all = switch (values) {
		case JsonObject object -> object.asMap().values();
		case JsonArray array -> array;
		case null, default -> Set.of();
		};
		for (JsonElement value : all) {
			String file = text(value);
			if (file != null && isModel(file))
				models.computeIfAbsent(type, key -> new LinkedHashSet<>()).add(file);
		}
	}

	static boolean isModel(String file) {
		int dot = file.lastIndexOf('.');
		return dot > 0 && MODEL_FILES.contains(file.substring(dot + 1).toLowerCase(Locale.ROOT));
	}

	private static @Nullable String text(@Nullable JsonElement element) {
		return element instanceof JsonPrimitive primitive && primitive.isString() ? primitive.getAsString() : null;
	}
}
