// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.internal;

import static org.creativestudio.comfyui.workflow.internal.EditorScope.array;
import static org.creativestudio.comfyui.workflow.internal.EditorScope.id;
import static org.creativestudio.comfyui.workflow.internal.EditorScope.mode;
import static org.creativestudio.comfyui.workflow.internal.EditorScope.text;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.creativestudio.comfyui.client.NodeInfo;
import org.creativestudio.comfyui.workflow.WorkflowFormatException;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

/**
 * Turns the editor's format into the API format, as the web editor does before it queues a prompt: values of widgets by the order
 * of the node's inputs, links followed through reroutes, primitives, bypassed nodes and subgraphs, muted nodes left out.
 */
public final class EditorGraph {

	private static final int MUTED = 2;
	private static final int BYPASSED = 4;
	private static final int MAX_HOPS = 300;
	/** Subgraphs in subgraphs, and nodes when all are unfolded: a small file can ask for billions. */
	private static final int MAX_DEPTH = 30;
	private static final int MAX_NODES = 50_000;
	private static final String PRIMITIVE = "PrimitiveNode"; //$NON-NLS-1$
	private static final String SET = "SetNode"; //$NON-NLS-1$
	private static final String GET = "GetNode"; //$NON-NLS-1$
	private static final Set<String> REROUTES = Set.of("Reroute", "Reroute (rgthree)"); //$NON-NLS-1$ //$NON-NLS-2$
	/** Nodes that only the editor knows; those of rgthree's collection switch others on and off there. */
	private static final Set<String> EDITOR_ONLY = Set.of("Note", "MarkdownNote", PRIMITIVE, SET, GET, "Label (rgthree)", //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			"Bookmark (rgthree)", "Fast Muter (rgthree)", "Fast Bypasser (rgthree)", "Fast Groups Muter (rgthree)", //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
			"Fast Groups Bypasser (rgthree)", "Fast Actions Button (rgthree)", "Node Collector (rgthree)", //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			"Mute / Bypass Relay (rgthree)", "Mute / Bypass Repeater (rgthree)", "Random Unmuter (rgthree)"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$

	private final String name;
	private final Map<String, NodeInfo> classes;
	/** Subgraphs by their ids, which nodes name as their type. */
	private final Map<String, JsonObject> definitions = new HashMap<>();
	private final EditorScope root;
	private int unfolded;

	private EditorGraph(String name, JsonObject graph, Map<String, NodeInfo> classes) throws WorkflowFormatException {
		this.name = name;
		this.classes = classes;
		define(graph, 0);
		root = new EditorScope(name, graph, "", null, null); //$NON-NLS-1$
		unfold(root, 0);
	}

	/** Definitions may stand in definitions. */
	private void define(JsonObject graph, int depth) {
		if (depth < MAX_DEPTH && graph.get("definitions") instanceof JsonObject own) //$NON-NLS-1$
			for (JsonElement element : array(own, "subgraphs")) //$NON-NLS-1$
				if (element instanceof JsonObject subgraph && !id(subgraph.get("id")).isEmpty()) { //$NON-NLS-1$
					definitions.put(id(subgraph.get("id")), subgraph); //$NON-NLS-1$
					define(subgraph, depth + 1);
				}
	}

	private void unfold(EditorScope scope, int depth) throws WorkflowFormatException {
		unfolded += scope.nodes.size();
		if (depth > MAX_DEPTH || unfolded > MAX_NODES)
			throw new WorkflowFormatException(NLS.bind(Messages.editorGraph_usesSubgraphsSubgraphsMore,
					new Object[] { name, MAX_DEPTH, MAX_NODES }));
		for (Map.Entry<String, JsonObject> entry : scope.nodes.entrySet()) {
			JsonObject definition = definitions.get(text(entry.getValue(), "type")); //$NON-NLS-1$
			if (definition != null && isOn(entry.getValue())) {
				EditorScope inner = new EditorScope(name, definition, scope.path + entry.getKey() + ':', scope, entry.getValue());
				scope.inner.put(entry.getKey(), inner);
				unfold(inner, depth + 1);
			}
		}
	}

	/** @param classes the instance's {@code /object_info} */
	public static JsonObject toApi(String name, JsonObject graph, Map<String, NodeInfo> classes) throws WorkflowFormatException {
		return new EditorGraph(name, graph, classes).convert();
	}

	private JsonObject convert() throws WorkflowFormatException {
		JsonObject api = new JsonObject();
		convert(root, api);
		dropMissingLinks(api);
		if (api.isEmpty())
			throw new WorkflowFormatException(NLS.bind(Messages.editorGraph_noNodeWouldRun, name));
		return api;
	}

	private void convert(EditorScope scope, JsonObject api) throws WorkflowFormatException {
		// The order of the file, not of a hash: jobs show nodes in it.
		for (String id : scope.nodes.keySet().stream().sorted(EditorGraph::numerically).toList()) {
			JsonObject node = scope.nodes.get(id);
			EditorScope inner = scope.inner.get(id);
			if (inner != null)
				convert(inner, api);
			else if (isOn(node) && !isVirtual(text(node, "type"))) //$NON-NLS-1$
				api.add(scope.path + id, convert(scope, id, node));
		}
	}

	private static int numerically(String a, String b) {
		int byLength = Integer.compare(a.length(), b.length());
		return byLength != 0 ? byLength : a.compareTo(b);
	}

	private JsonObject convert(EditorScope scope, String id, JsonObject node) throws WorkflowFormatException {
		String type = text(node, "type"); //$NON-NLS-1$
		NodeInfo info = classes.get(type);
		if (info == null)
			throw unknown(scope.path + id, type);
		Map<String, JsonObject> slots = new HashMap<>();
		for (JsonElement element : array(node, "inputs")) //$NON-NLS-1$
			if (element instanceof JsonObject input)
				slots.put(text(input, "name"), input); //$NON-NLS-1$
		JsonObject inputs = new JsonObject();
		EditorWidgets widgets = new EditorWidgets(node.get("widgets_values")); //$NON-NLS-1$
		for (NodeInfo.Input input : info.inputs()) {
			JsonElement value = EditorWidgets.isWidget(input) ? widgets.next(input) : null;
			JsonElement shown = scope.promoted(id, input.name());
			if (shown != null)
				value = shown;
			if (value != null)
				value = EditorWidgets.value(value);
			JsonObject slot = slots.get(input.name());
			JsonElement link = slot == null ? null : slot.get("link"); //$NON-NLS-1$
			if (link != null && !link.isJsonNull())
				value = resolve(scope, id(link), input.type(), new HashSet<>(), value);
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

	private WorkflowFormatException unknown(String id, String type) {
		if (type.startsWith("workflow/") || type.startsWith("workflow>")) //$NON-NLS-1$ //$NON-NLS-2$
			return new WorkflowFormatException(NLS.bind(Messages.editorGraph_nodeGroupNodeWhich,
					new Object[] { name, id, type.substring("workflow/".length()) })); //$NON-NLS-1$
		return new WorkflowFormatException(NLS.bind(Messages.editorGraph_nodeWhichInstanceDoes, new Object[] { name, id, type }));
	}

	/** What an input is connected to in the end: another node's output, a primitive's value, or {@code otherwise}. */
	private @Nullable JsonElement resolve(EditorScope scope, String link, String type, Set<String> passed, @Nullable JsonElement otherwise)
			throws WorkflowFormatException {
		EditorScope.Link found = scope.links.get(link);
		return found == null ? otherwise : origin(scope, found, type, passed, otherwise);
	}

	private @Nullable JsonElement origin(EditorScope scope, EditorScope.Link link, String type, Set<String> passed,
			@Nullable JsonElement otherwise) throws WorkflowFormatException {
		if (!passed.add(scope.path + link) || passed.size() > MAX_HOPS)
			throw new WorkflowFormatException(NLS.bind(Messages.editorGraph_circleLinksThroughReroutes, name));
		if (link.origin().equals(EditorScope.INPUTS))
			return outside(scope, link.originSlot(), type, passed, otherwise);
		JsonObject node = scope.nodes.get(link.origin());
		if (node == null || mode(node) == MUTED)
			return otherwise;
		if (mode(node) == BYPASSED)
			return bypass(scope, node, link.originSlot(), type, passed, otherwise);
		EditorScope inner = scope.inner.get(link.origin());
		if (inner != null) {
			EditorScope.Link output = inner.output(link.originSlot());
			return output == null ? otherwise : origin(inner, output, type, passed, otherwise);
		}
		String nodeType = text(node, "type"); //$NON-NLS-1$
		if (nodeType.equals(PRIMITIVE))
			return array(node, "widgets_values").isEmpty() ? otherwise : EditorWidgets.value(array(node, "widgets_values").get(0)); //$NON-NLS-1$ //$NON-NLS-2$
		if (REROUTES.contains(nodeType))
			return through(scope, node, 0, type, passed, otherwise);
		if (nodeType.equals(GET))
			return set(scope, node, type, passed, otherwise);
		JsonArray reference = new JsonArray();
		reference.add(scope.path + link.origin());
		reference.add(link.originSlot());
		return reference;
	}

	/** From the input of a subgraph to what is connected to the node that uses it, or to the value that it shows. */
	private @Nullable JsonElement outside(EditorScope scope, int slot, String type, Set<String> passed, @Nullable JsonElement otherwise)
			throws WorkflowFormatException {
		EditorScope parent = scope.parent;
		JsonObject user = scope.user;
		if (parent == null || user == null)
			return otherwise;
		JsonElement shown = scope.promoted(slot);
		return through(parent, user, slot, type, passed, shown == null ? otherwise : EditorWidgets.value(shown));
	}

	/** Two nodes of a much used collection that hand on by a name instead of a link. */
	private @Nullable JsonElement set(EditorScope scope, JsonObject get, String type, Set<String> passed, @Nullable JsonElement otherwise)
			throws WorkflowFormatException {
		JsonArray wanted = array(get, "widgets_values"); //$NON-NLS-1$
		for (JsonObject node : scope.nodes.values())
			if (text(node, "type").equals(SET) && !wanted.isEmpty() && array(node, "widgets_values").size() > 0 //$NON-NLS-1$ //$NON-NLS-2$
					&& array(node, "widgets_values").get(0).equals(wanted.get(0))) //$NON-NLS-1$
				return through(scope, node, 0, type, passed, otherwise);
		return otherwise;
	}

	/**
	 * A bypassed node hands on an input that fits the output and the end of the link: the one at the output's place, else the first of the
	 * very type, else the first that fits.
	 */
	private @Nullable JsonElement bypass(EditorScope scope, JsonObject node, int slot, String type, Set<String> passed,
			@Nullable JsonElement otherwise) throws WorkflowFormatException {
		JsonArray inputs = array(node, "inputs"); //$NON-NLS-1$
		JsonArray outputs = array(node, "outputs"); //$NON-NLS-1$
		if (slot < 0 || slot >= outputs.size() || !(outputs.get(slot) instanceof JsonObject output))
			return otherwise;
		String given = text(output, "type"); //$NON-NLS-1$
		if (isAny(type))
			return through(scope, node, slot < inputs.size() ? slot : 0, type, passed, otherwise);
		if (slot < inputs.size() && fits(inputs.get(slot), given, type))
			return through(scope, node, slot, type, passed, otherwise);
		for (int i = 0; i < inputs.size(); i++)
			if (inputs.get(i) instanceof JsonObject input && text(input, "type").equals(type)) //$NON-NLS-1$
				return through(scope, node, i, type, passed, otherwise);
		for (int i = 0; i < inputs.size(); i++)
			if (fits(inputs.get(i), given, type))
				return through(scope, node, i, type, passed, otherwise);
		return otherwise;
	}

	private static boolean fits(JsonElement element, String given, String wanted) {
		return element instanceof JsonObject input && connects(text(input, "type"), given) && connects(text(input, "type"), wanted); //$NON-NLS-1$ //$NON-NLS-2$
	}

	/** Types may be lists: {@code IMAGE,MASK}. */
	private static boolean connects(String a, String b) {
		if (isAny(a) || isAny(b))
			return true;
		List<String> types = Arrays.asList(b.toLowerCase(Locale.ROOT).split(",")); //$NON-NLS-1$
		return Arrays.stream(a.toLowerCase(Locale.ROOT).split(",")).anyMatch(types::contains); //$NON-NLS-1$
	}

	private static boolean isAny(String type) {
		return type.isEmpty() || type.equals("*"); //$NON-NLS-1$
	}

	private @Nullable JsonElement through(EditorScope scope, JsonObject node, int slot, String type, Set<String> passed,
			@Nullable JsonElement otherwise) throws WorkflowFormatException {
		JsonArray inputs = array(node, "inputs"); //$NON-NLS-1$
		if (slot < 0 || slot >= inputs.size() || !(inputs.get(slot) instanceof JsonObject input))
			return otherwise;
		JsonElement link = input.get("link"); //$NON-NLS-1$
		return link == null || link.isJsonNull() ? otherwise : resolve(scope, id(link), type, passed, otherwise);
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

	private boolean isVirtual(String type) {
		return isEditorOnly(type) && !classes.containsKey(type);
	}

	/** Whether no server needs to have such nodes: the web editor resolves them before it sends a graph. */
	static boolean isEditorOnly(String type) {
		return EDITOR_ONLY.contains(type) || REROUTES.contains(type);
	}

	private static boolean isOn(JsonObject node) {
		return mode(node) != MUTED && mode(node) != BYPASSED;
	}
}
