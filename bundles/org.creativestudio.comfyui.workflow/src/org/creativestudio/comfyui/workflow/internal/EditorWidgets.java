// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.internal;

import java.util.Set;

import org.creativestudio.comfyui.client.NodeInfo;
import org.eclipse.jdt.annotation.Nullable;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

/** The saved values of a node's widgets, in the order of its inputs, or by name in some custom nodes. */
final class EditorWidgets {
	private static final Set<String> TYPES = Set.of("INT", "FLOAT", "STRING", "BOOLEAN", "COMBO"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$
	private static final Set<String> CONTROLS = Set.of("fixed", "increment", "decrement", "randomize"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$

	private final JsonArray list;
	private final JsonObject named;
	private int next;

	EditorWidgets(@Nullable JsonElement values) {
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

	/** Whether an input is filled in at the node rather than only connected. */
	static boolean isWidget(NodeInfo.Input input) {
		JsonElement forced = input.options().get("forceInput"); //$NON-NLS-1$
		boolean socket = forced != null && forced.isJsonPrimitive() && forced.getAsBoolean();
		return TYPES.contains(input.type()) && !socket;
	}

	/** A list as a value; as it stands it would be taken for a link to another node. */
	static JsonElement value(JsonElement value) {
		if (!(value instanceof JsonArray))
			return value;
		JsonObject wrapped = new JsonObject();
		wrapped.add("__value__", value); //$NON-NLS-1$
		return wrapped;
	}

	private static boolean isControlled(NodeInfo.Input input) {
		JsonElement control = input.options().get("control_after_generate"); //$NON-NLS-1$
		return control != null && (!control.isJsonPrimitive() || !control.getAsJsonPrimitive().isBoolean() || control.getAsBoolean())
				|| input.name().equals("seed") || input.name().equals("noise_seed"); //$NON-NLS-1$ //$NON-NLS-2$
	}
}
