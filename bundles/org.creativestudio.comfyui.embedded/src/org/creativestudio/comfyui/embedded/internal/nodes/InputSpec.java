// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded.internal.nodes;

import java.util.List;
import java.util.function.Supplier;

import org.creativestudio.comfyui.embedded.internal.json.PythonJson;
import org.eclipse.jdt.annotation.Nullable;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

/**
 * One input of a node, as ComfyUI declares it.
 *
 * @param type      INT, FLOAT, STRING, BOOLEAN, COMBO or the type of a link
 * @param options   the values of a COMBO, asked each time, else null
 * @param extra     default, min, max and what else ComfyUI tells
 * @param showExtra whether object_info shows an empty {@code extra}
 * @param named     whether a COMBO is written by name with its options in {@code extra}, as newer nodes do
 */
public record InputSpec(String name, String type, boolean required, @Nullable Supplier<List<String>> options, JsonObject extra,
		boolean showExtra, boolean named) {

	static InputSpec link(String name, String type) {
		return new InputSpec(name, type, true, null, new JsonObject(), false, false);
	}

	static InputSpec integer(String name, long value, long min, long max) {
		return number(name, "INT", value, min, max);
	}

	static InputSpec decimal(String name, double value, double min, double max) {
		return number(name, "FLOAT", value, min, max);
	}

	private static InputSpec number(String name, String type, Number value, Number min, Number max) {
		JsonObject extra = new JsonObject();
		extra.addProperty("default", value);
		extra.addProperty("min", min);
		extra.addProperty("max", max);
		return new InputSpec(name, type, true, null, extra, true, false);
	}

	static InputSpec bool(String name, boolean value) {
		JsonObject extra = new JsonObject();
		extra.addProperty("default", value);
		return new InputSpec(name, "BOOLEAN", true, null, extra, true, false);
	}

	static InputSpec string(String name, String value) {
		JsonObject extra = new JsonObject();
		extra.addProperty("default", value);
		return new InputSpec(name, "STRING", true, null, extra, true, false);
	}

	static InputSpec combo(String name, List<String> values) {
		return combo(name, () -> values);
	}

	static InputSpec combo(String name, Supplier<List<String>> values) {
		return new InputSpec(name, "COMBO", true, values, new JsonObject(), false, false);
	}

	static InputSpec namedCombo(String name, List<String> values) {
		JsonObject extra = new JsonObject();
		extra.addProperty("multiselect", false);
		extra.add("options", PythonJson.array(values));
		return new InputSpec(name, "COMBO", true, () -> values, extra, true, true);
	}

	InputSpec with(String key, Object value) {
		JsonObject changed = extra.deepCopy();
		changed.add(key, value instanceof Number n ? new JsonPrimitive(n)
				: value instanceof Boolean b ? new JsonPrimitive(b) : new JsonPrimitive(value.toString()));
		return new InputSpec(name, type, required, options, changed, true, named);
	}

	InputSpec withoutRange() {
		JsonObject changed = extra.deepCopy();
		changed.remove("min");
		changed.remove("max");
		return new InputSpec(name, type, required, options, changed, showExtra, named);
	}

	InputSpec withEmptyExtra() {
		return new InputSpec(name, type, required, options, extra, true, named);
	}

	InputSpec optional() {
		return new InputSpec(name, type, false, options, extra, showExtra, named);
	}

	public boolean isLink() {
		return switch (type) {
		case "INT", "FLOAT", "STRING", "BOOLEAN", "COMBO" -> false;
		default -> true;
		};
	}

	/** The type as object_info writes it: a name or the list of choices. */
	private JsonElement typeElement() {
		Supplier<List<String>> choices = options;
		return choices == null || named ? new JsonPrimitive(type) : PythonJson.array(choices.get());
	}

	/** As in object_info. */
	JsonArray declaration() {
		JsonArray declaration = new JsonArray();
		declaration.add(typeElement());
		if (showExtra) {
			declaration.add(extra.deepCopy());
		}
		return declaration;
	}

	/** As in the input_config of a validation error. */
	public JsonArray config() {
		JsonArray config = new JsonArray();
		config.add(typeElement());
		config.add(extra.deepCopy());
		return config;
	}
}
