// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded.internal.nodes;

import java.util.ArrayList;
import java.util.List;

import org.creativestudio.comfyui.embedded.internal.json.PythonJson;
import org.eclipse.jdt.annotation.Nullable;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;

/**
 * What object_info tells about a node.
 *
 * @param newStyle whether the node is declared by ComfyUI's newer schema, which adds some fields
 * @param metadata whether the node takes the prompt and the workflow as hidden inputs
 */
public record NodeSchema(String name, @Nullable String displayName, String description, String module, String category,
		boolean outputNode, boolean newStyle, boolean metadata, List<InputSpec> inputs, List<String> outputs) {

	static NodeSchema of(String name, String displayName, String module, String category, List<String> outputs,
			InputSpec... inputs) {
		return new NodeSchema(name, displayName, "", module, category, false, false, false, List.of(inputs), outputs);
	}

	NodeSchema newStyled() {
		return new NodeSchema(name, null, description, module, category, outputNode, true, metadata, inputs, outputs);
	}

	NodeSchema saving(String text) {
		return new NodeSchema(name, displayName, text, module, category, true, newStyle, true, inputs, outputs);
	}

	public JsonObject objectInfo() {
		JsonObject input = new JsonObject();
		JsonObject order = new JsonObject();
		section(input, order, "required", true);
		section(input, order, "optional", false);
		if (metadata) {
			JsonObject hidden = new JsonObject();
			hidden.addProperty("prompt", "PROMPT");
			hidden.addProperty("extra_pnginfo", "EXTRA_PNGINFO");
			input.add("hidden", hidden);
			order.add("hidden", PythonJson.array(List.of("prompt", "extra_pnginfo")));
		}
		JsonObject info = new JsonObject();
		info.add("input", input);
		info.add("input_order", order);
		info.add("output", PythonJson.array(outputs));
		JsonArray isList = new JsonArray();
		outputs.forEach(o -> isList.add(false));
		info.add("output_is_list", isList);
		info.add("output_name", PythonJson.array(outputs));
		if (newStyle) {
			JsonArray tooltips = new JsonArray();
			outputs.forEach(o -> tooltips.add(JsonNull.INSTANCE));
			info.add("output_tooltips", tooltips);
		}
		info.addProperty("name", name);
		info.addProperty("display_name", displayName);
		info.addProperty("description", description);
		info.addProperty("python_module", module);
		info.addProperty("category", category);
		info.addProperty("output_node", outputNode);
		if (newStyle) {
			info.addProperty("deprecated", false);
			info.addProperty("experimental", false);
			info.addProperty("api_node", false);
		}
		return info;
	}

	private void section(JsonObject input, JsonObject order, String section, boolean required) {
		JsonObject declarations = new JsonObject();
		List<String> names = new ArrayList<>();
		for (InputSpec spec : inputs) {
			if (spec.required() == required) {
				declarations.add(spec.name(), spec.declaration());
				names.add(spec.name());
			}
		}
		if (required || !names.isEmpty()) {
			input.add(section, declarations);
			order.add(section, PythonJson.array(names));
		}
	}
}
