// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.internal;

import org.eclipse.jdt.annotation.Nullable;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** What nodes of a graph in the API format are called. */
final class NodeTitles {

	private NodeTitles() {
	}

	/** The name that the node has in the graph; null when it has none. */
	static @Nullable String own(JsonObject graph, String id) {
		return graph.get(id) instanceof JsonObject node && node.get("_meta") instanceof JsonObject meta ? text(meta, "title") : null; //$NON-NLS-1$ //$NON-NLS-2$
	}

	/** The name, else the class, else the id; null for a node that is not in the graph. */
	static @Nullable String of(JsonObject graph, String id) {
		if (!(graph.get(id) instanceof JsonObject node))
			return null;
		String own = own(graph, id);
		String type = own != null ? own : text(node, "class_type"); //$NON-NLS-1$
		return type != null ? type : id;
	}

	private static @Nullable String text(JsonObject object, String name) {
		return object.get(name) instanceof JsonElement value && value.isJsonPrimitive() && !value.getAsString().isBlank() ? value.getAsString() : null;
	}
}
