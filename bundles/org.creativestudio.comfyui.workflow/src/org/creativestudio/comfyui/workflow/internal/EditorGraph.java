// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.internal;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.creativestudio.comfyui.client.NodeInfo;
import org.creativestudio.comfyui.workflow.WorkflowFormatException;
import org.eclipse.jdt.annotation.Nullable;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

/**
 * Turns the editor's format into the API format, as the web editor does before it queues a prompt: values of widgets by the order
 * of the node's inputs, links followed through reroutes, primitives and bypassed nodes, muted nodes left out.
 */
public final class EditorGraph {

	private static final int MUTED = 2;
	private static final int BYPASSED = 4;
	private static final int MAX_HOPS = 1000;
	private static final Set<String> NOTES = Set.of("Note", "MarkdownNote"); //$NON-NLS-1$ //$NON-NLS-2$
	private static final Set<String> WIDGET_TYPES = Set.of("INT", "FLOAT", "STRING", "BOOLEAN", "COMBO"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$
	private static final Set<String> CONTROLS = Set.of("fixed", "increment", "decrement", "randomize"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$

	/** An end of a link: an output of a node. */
	private record Source(String node, int slot) {
	}

	private final String name;
	private final Map<String, NodeInfo> classes;
	private final Map<String, JsonObject> nodes = new HashMap<>();
	private final Map<String, Source> links = new HashMap<>();

	private EditorGraph(String name, JsonObject graph, Map<String, NodeInfo> classes) throws WorkflowFormatException {
		this.name = name;
		this.classes = classes;
		for (JsonElement element : array(graph, "nodes")) //$NON-NLS-1$
			if (element instanceof JsonObject node && node.has("id")) //$NON-NLS-1$
				nodes.put(id(node.get("id")), node); //$NON-NLS-1$
		for (JsonElement element : array(graph, "links")) //$NON-NLS-1$
			link(element);
	}

	/** Both forms: {@code [id, from, slot, to, slot, type]} and, in newer files, an object. */
	private void link(JsonElement element) throws WorkflowFormatException {
		try {
			if (element instanceof JsonArray parts && parts.size() >= 5)
				links.put(id(parts.get(0)), new Source(id(parts.get(1)), parts.get(2).getAsInt()));
			else if (element instanceof JsonObject link)
				links.put(id(link.get("id")), new Source(id(link.get("origin_id")), link.get("origin_slot").getAsInt())); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
		} catch (NumberFormatException | IllegalStateException | UnsupportedOperationException | NullPointerException e) {
			throw new WorkflowFormatException(name + " has a link that can't be understood: " + element + '.', e); //$NON-NLS-1$
		}
	}

	/** @param classes the instance's {@code /object_info} */
	public static JsonObject toApi(String name, JsonObject graph, Map<String, NodeInfo> classes) throws WorkflowFormatException {
		return new EditorGraph(name, graph, classes).convert();
	}

	private JsonObject convert() throws WorkflowFormatException {
		JsonObject api = new JsonObject();
		// The order of the file, not of a hash: jobs show nodes in it.
		for (Map.Entry<String, JsonObject> entry : nodes.entrySet().stream().sorted(Map.Entry.comparingByKey(EditorGraph::numerically))
				.toList()) {
			JsonObject node = entry.getValue();
			String type = text(node, "type"); //$NON-NLS-1$
			if (isVirtual(type) || mode(node) == MUTED || mode(node) == BYPASSED)
				continue;
			api.add(entry.getKey(), convert(entry.getKey(), node, type));
		}
		dropMissingLinks(api);
		if (api.isEmpty())
			throw new WorkflowFormatException(name + " has no node that would run: all are muted, bypassed or notes."); //$NON-NLS-1$
		return api;
	}

	private static int numerically(String a, String b) {
		int byLength = Integer.compare(a.length(), b.length());
		return byLength != 0 ? byLength : a.compareTo(b);
	}

	private JsonObject convert(String id, JsonObject node, String type) throws WorkflowFormatException {
		NodeInfo info = classes.get(type);
		if (info == null)
			throw new WorkflowFormatException(name + ": node " + id + " is a \"" + type //$NON-NLS-1$ //$NON-NLS-2$
					+ "\", which this instance does not have. Install its custom node there, choose another instance, or, if it is a" //$NON-NLS-1$
					+ " subgraph, export the workflow in ComfyUI with Workflow > Export (API)."); //$NON-NLS-1$
		Map<String, JsonObject> slots = new HashMap<>();
		for (JsonElement element : array(node, "inputs")) //$NON-NLS-1$
			if (element instanceof JsonObject input)
				slots.put(text(input, "name"), input); //$NON-NLS-1$
		JsonObject inputs = new JsonObject();
		Widgets widgets = new Widgets(node.get("widgets_values")); //$NON-NLS-1$
		for (NodeInfo.Input input : info.inputs()) {
			JsonElement value = isWidget(input) ? widgets.next(input) : null;
			JsonObject slot = slots.get(input.name());
			JsonElement link = slot == null ? null : slot.get("link"); //$NON-NLS-1$
			if (link != null && !link.isJsonNull())
				value = resolve(id(link), new HashSet<>(), value);
			if (value != null)
				inputs.add(input.name(), value);
		}
		JsonObject converted = new JsonObject();
		converted.addProperty("class_type", type); //$NON-NLS-1$
		converted.add("inputs", inputs); //$NON-NLS-1$
		JsonObject meta = new JsonObject();
		String title = text(node, "title"); //$NON-NLS-1$
		meta.addProperty("title", title.isEmpty() ? info.displayName() : title); //$NON-NLS-1$
		converted.add("_meta", meta); //$NON-NLS-1$
		return converted;
	}

	/** What an input is connected to in the end: another node's output, a primitive's value, or {@code otherwise}. */
	private @Nullable JsonElement resolve(String link, Set<String> passed, @Nullable JsonElement otherwise)
			throws WorkflowFormatException {
		if (!passed.add(link) || passed.size() > MAX_HOPS)
			throw new WorkflowFormatException(name + " has a circle of links through reroutes or bypassed nodes."); //$NON-NLS-1$
		Source source = links.get(link);
		JsonObject node = source == null ? null : nodes.get(source.node);
		if (source == null || node == null || mode(node) == MUTED)
			return otherwise;
		String type = text(node, "type"); //$NON-NLS-1$
		if (type.equals("PrimitiveNode")) //$NON-NLS-1$
			return array(node, "widgets_values").isEmpty() ? otherwise : array(node, "widgets_values").get(0); //$NON-NLS-1$ //$NON-NLS-2$
		if (type.equals("Reroute")) //$NON-NLS-1$
			return through(array(node, "inputs"), 0, passed, otherwise); //$NON-NLS-1$
		if (mode(node) == BYPASSED)
			return bypass(node, source.slot, passed, otherwise);
		JsonArray reference = new JsonArray();
		reference.add(source.node);
		reference.add(source.slot);
		return reference;
	}

	/** A bypassed node hands on the input of the same type: the one at the output's place if it fits, else the first. */
	private @Nullable JsonElement bypass(JsonObject node, int slot, Set<String> passed, @Nullable JsonElement otherwise)
			throws WorkflowFormatException {
		JsonArray inputs = array(node, "inputs"); //$NON-NLS-1$
		JsonArray outputs = array(node, "outputs"); //$NON-NLS-1$
		if (slot < 0 || slot >= outputs.size() || !(outputs.get(slot) instanceof JsonObject output))
			return otherwise;
		String type = text(output, "type"); //$NON-NLS-1$
		if (slot < inputs.size() && inputs.get(slot) instanceof JsonObject same && text(same, "type").equals(type)) //$NON-NLS-1$
			return through(inputs, slot, passed, otherwise);
		for (int i = 0; i < inputs.size(); i++)
			if (inputs.get(i) instanceof JsonObject input && text(input, "type").equals(type)) //$NON-NLS-1$
				return through(inputs, i, passed, otherwise);
		return otherwise;
	}

	private @Nullable JsonElement through(JsonArray inputs, int slot, Set<String> passed, @Nullable JsonElement otherwise)
			throws WorkflowFormatException {
		if (slot >= inputs.size() || !(inputs.get(slot) instanceof JsonObject input))
			return otherwise;
		JsonElement link = input.get("link"); //$NON-NLS-1$
		return link == null || link.isJsonNull() ? otherwise : resolve(id(link), passed, otherwise);
	}

	/** References to nodes that were left out: the server then says which input is missing. */
	private static void dropMissingLinks(JsonObject api) {
		for (Map.Entry<String, JsonElement> node : api.entrySet()) {
			JsonObject inputs = node.getValue().getAsJsonObject().getAsJsonObject("inputs"); //$NON-NLS-1$
			for (String input : List.copyOf(inputs.keySet()))
				if (inputs.get(input) instanceof JsonArray reference && reference.size() == 2 && reference.get(0).isJsonPrimitive()
						&& reference.get(0).getAsJsonPrimitive().isString() && reference.get(1) instanceof JsonPrimitive slot
						&& slot.isNumber() && !api.has(reference.get(0).getAsString()))
					inputs.remove(input);
		}
	}

	private static boolean isVirtual(String type) {
		return NOTES.contains(type) || type.equals("PrimitiveNode") || type.equals("Reroute"); //$NON-NLS-1$ //$NON-NLS-2$
	}

	private static boolean isWidget(NodeInfo.Input input) {
		JsonElement forced = input.options().get("forceInput"); //$NON-NLS-1$
		boolean socket = forced != null && forced.isJsonPrimitive() && forced.getAsBoolean();
		return WIDGET_TYPES.contains(input.type()) && !socket;
	}

	private static int mode(JsonObject node) {
		return node.get("mode") instanceof JsonPrimitive mode && mode.isNumber() ? mode.getAsInt() : 0; //$NON-NLS-1$
	}

	private static JsonArray array(JsonObject parent, String member) {
		return parent.get(member) instanceof JsonArray array ? array : new JsonArray();
	}

	private static String text(JsonObject parent, String member) {
		return parent.get(member) instanceof JsonPrimitive text && text.isString() ? text.getAsString() : ""; //$NON-NLS-1$
	}

	private static String id(JsonElement element) {
		return element.isJsonPrimitive() ? element.getAsString() : ""; //$NON-NLS-1$
	}

	/** The saved values of a node's widgets, in the order of its inputs, or by name in some custom nodes. */
	private static final class Widgets {
		private final JsonArray list;
		private final JsonObject named;
		private int next;

		Widgets(@Nullable JsonElement values) {
			list = values instanceof JsonArray array ? array : new JsonArray();
			named = values instanceof JsonObject object ? object : new JsonObject();
		}

		@Nullable
		JsonElement next(NodeInfo.Input input) {
			if (named.has(input.name()))
				return named.get(input.name());
			if (next >= list.size())
				return input.options().get("default"); //$NON-NLS-1$
			JsonElement value = list.get(next++);
			// Behind a seed stands the widget that says what becomes of it after the run; it is no input.
			if (next < list.size() && isControlled(input) && list.get(next) instanceof JsonPrimitive control && control.isString()
					&& CONTROLS.contains(control.getAsString()))
				next++;
			// Behind a file to choose stands the widget of the upload button; it is no input either.
			if (next < list.size() && input.options().has("image_upload")) //$NON-NLS-1$
				next++;
			return value;
		}

		private static boolean isControlled(NodeInfo.Input input) {
			JsonElement control = input.options().get("control_after_generate"); //$NON-NLS-1$
			return control != null && (!control.isJsonPrimitive() || !control.getAsJsonPrimitive().isBoolean() || control.getAsBoolean())
					|| input.name().equals("seed") || input.name().equals("noise_seed"); //$NON-NLS-1$ //$NON-NLS-2$
		}
	}
}
