// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.internal;

import java.util.HashMap;
import java.util.Map;

import org.creativestudio.comfyui.workflow.WorkflowFormatException;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

/**
 * The graph of a workflow, or the content of one subgraph where it is used. A node inside a subgraph is told from the same node of
 * another use by its path, {@code 12:3}, as the web editor does.
 */
final class EditorScope {

	/** Ids that the web editor gives to the inputs and outputs of a subgraph as seen from inside. */
	static final String INPUTS = "-10"; //$NON-NLS-1$
	static final String OUTPUTS = "-20"; //$NON-NLS-1$

	/** A link from an output of a node to an input of another. */
	record Link(String origin, int originSlot, String target, int targetSlot) {
	}

	/** {@code 12:}; empty for the workflow itself. */
	final String path;
	/** Where the subgraph is used; null for the workflow itself. */
	final @Nullable EditorScope parent;
	/** The node that stands for this subgraph in {@link #parent}; null for the workflow itself. */
	final @Nullable JsonObject user;
	final Map<String, JsonObject> nodes = new HashMap<>();
	final Map<String, Link> links = new HashMap<>();
	/** By the id of the node that stands for it. */
	final Map<String, EditorScope> inner = new HashMap<>();

	EditorScope(String name, JsonObject graph, String path, @Nullable EditorScope parent, @Nullable JsonObject user)
			throws WorkflowFormatException {
		this.path = path;
		this.parent = parent;
		this.user = user;
		for (JsonElement element : array(graph, "nodes")) //$NON-NLS-1$
			if (element instanceof JsonObject node && node.has("id")) //$NON-NLS-1$
				nodes.put(id(node.get("id")), node); //$NON-NLS-1$
		for (JsonElement element : array(graph, "links")) //$NON-NLS-1$
			link(name, element);
	}

	/** Both forms: {@code [id, from, slot, to, slot, type]} and, in newer files and subgraphs, an object. */
	private void link(String name, JsonElement element) throws WorkflowFormatException {
		try {
			if (element instanceof JsonArray parts && parts.size() >= 5)
				links.put(id(parts.get(0)),
						new Link(id(parts.get(1)), parts.get(2).getAsInt(), id(parts.get(3)), parts.get(4).getAsInt()));
			else if (element instanceof JsonObject link)
				links.put(id(link.get("id")), new Link(id(link.get("origin_id")), link.get("origin_slot").getAsInt(), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
						id(link.get("target_id")), link.get("target_slot").getAsInt())); //$NON-NLS-1$ //$NON-NLS-2$
		} catch (NumberFormatException | IllegalStateException | UnsupportedOperationException | NullPointerException e) {
			throw new WorkflowFormatException(NLS.bind(Messages.editorScope_linkCannotUnderstood, name, element), e);
		}
	}

	/** The link that ends at an output of this subgraph; null when nothing is connected there. */
	@Nullable
	Link output(int slot) {
		return links.values().stream().filter(link -> link.target.equals(OUTPUTS) && link.targetSlot == slot).findFirst().orElse(null);
	}

	/**
	 * The value that the node which uses this subgraph gives to one of its inputs; null when it shows none. The values stand in the order
	 * of its inputs with a widget, or as its list of promoted widgets says.
	 */
	@Nullable
	JsonElement promoted(int slot) {
		JsonObject node = user;
		if (node == null)
			return null;
		JsonArray inputs = array(node, "inputs"); //$NON-NLS-1$
		if (slot < 0 || slot >= inputs.size() || !(inputs.get(slot) instanceof JsonObject input) || !(input.get("widget") instanceof JsonObject)) //$NON-NLS-1$
			return null;
		JsonArray proxies = proxies(node);
		int place = -1;
		if (proxies.isEmpty()) {
			for (int i = 0; i <= slot; i++)
				if (inputs.get(i) instanceof JsonObject before && before.get("widget") instanceof JsonObject) //$NON-NLS-1$
					place++;
		} else
			place = place(proxies, "-1", text(input, "name")); //$NON-NLS-1$ //$NON-NLS-2$
		return value(node, place);
	}

	/** The value that the node which uses this subgraph gives to a widget of a node inside; null when it shows none. */
	@Nullable
	JsonElement promoted(String nodeId, String widget) {
		JsonObject node = user;
		if (node == null)
			return null;
		JsonArray proxies = proxies(node);
		// Some versions of the editor keep these values only inside.
		return proxies.size() == array(node, "widgets_values").size() ? value(node, place(proxies, nodeId, widget)) : null; //$NON-NLS-1$
	}

	private static JsonArray proxies(JsonObject node) {
		return node.get("properties") instanceof JsonObject properties ? array(properties, "proxyWidgets") : new JsonArray(); //$NON-NLS-1$ //$NON-NLS-2$
	}

	private static int place(JsonArray proxies, String nodeId, String widget) {
		for (int i = 0; i < proxies.size(); i++)
			if (proxies.get(i) instanceof JsonArray proxy && proxy.size() >= 2 && id(proxy.get(0)).equals(nodeId) && id(proxy.get(1)).equals(widget))
				return i;
		return -1;
	}

	private static @Nullable JsonElement value(JsonObject node, int place) {
		JsonArray values = array(node, "widgets_values"); //$NON-NLS-1$
		return place < 0 || place >= values.size() || values.get(place).isJsonNull() ? null : values.get(place);
	}

	static JsonArray array(JsonObject parent, String member) {
		return parent.get(member) instanceof JsonArray array ? array : new JsonArray();
	}

	static String text(JsonObject parent, String member) {
		return parent.get(member) instanceof JsonPrimitive text && text.isString() ? text.getAsString() : ""; //$NON-NLS-1$
	}

	/** What the editor does with a node: 0 is to run it, which is also what no number or an absurd one means. */
	static int mode(JsonObject node) {
		try {
			return node.get("mode") instanceof JsonPrimitive mode && mode.isNumber() ? mode.getAsInt() : 0; //$NON-NLS-1$
		} catch (NumberFormatException e) {
			return 0;
		}
	}

	static String id(@Nullable JsonElement element) {
		return element != null && element.isJsonPrimitive() ? element.getAsString() : ""; //$NON-NLS-1$
	}
}
