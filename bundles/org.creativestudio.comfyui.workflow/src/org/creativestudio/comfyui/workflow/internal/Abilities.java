// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.creativestudio.comfyui.client.NodeInfo;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;

/**
 * What a server can run: much less than its {@code /object_info}, which is large.
 *
 * @param classes node classes
 * @param models  files of models that may be chosen, by the class of the node; only classes that choose among such
 */
record Abilities(Set<String> classes, Map<String, Set<String>> models) {

	static Abilities of(Map<String, NodeInfo> nodes) {
		Map<String, Set<String>> models = new HashMap<>();
		nodes.forEach((name, node) -> {
			Set<String> files = new HashSet<>();
			for (NodeInfo.Input input : node.inputs())
				for (JsonElement choice : input.choices())
					if (choice instanceof JsonPrimitive primitive && primitive.isString() && Needs.isModel(primitive.getAsString()))
						files.add(slashes(primitive.getAsString()));
			// An empty list of choices is a loader without a model; a node without lists takes any text.
			if (!files.isEmpty() || node.inputs().stream().anyMatch(Abilities::choosesModel))
				models.put(name, files);
		});
		return new Abilities(Set.copyOf(nodes.keySet()), models);
	}

	private static boolean choosesModel(NodeInfo.Input input) {
		return input.type().equals("COMBO") && input.choices().isEmpty() && input.name().endsWith("_name"); //$NON-NLS-1$ //$NON-NLS-2$
	}

	/** What it lacks of what is needed: node classes first, then files of models. */
	List<String> missing(Needs needs) {
		List<String> missing = new ArrayList<>();
		for (String type : needs.classes())
			if (!classes.contains(type))
				missing.add(type);
		needs.models().forEach((type, files) -> {
			Set<String> there = models.get(type);
			if (there != null)
				for (String file : files)
					if (!there.contains(slashes(file)) && !missing.contains(file))
						missing.add(file);
		});
		return missing;
	}

	/** The same file on a Windows server and on another one. */
	private static String slashes(String file) {
		return file.replace('\\', '/');
	}
}
