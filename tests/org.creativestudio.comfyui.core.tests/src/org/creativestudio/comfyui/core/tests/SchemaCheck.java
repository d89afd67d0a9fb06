// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.tests;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.configuration.BoundedJson;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

/** Checks a document against the published schema: the keywords that are used there, and no others. */
final class SchemaCheck {

	private static final String FILE = "schema/instances.schema.json";
	private static final Set<String> SAYS_NOTHING = Set.of("$schema", "$id", "title", "description", "default", "x-unit", "$defs", "format");

	private final JsonObject root;
	private final List<String> violations = new ArrayList<>();

	private SchemaCheck(JsonObject root) {
		this.root = root;
	}

	static JsonObject schema() throws IOException {
		try (InputStream in = InstanceConfiguration.class.getResourceAsStream('/' + FILE)) {
			if (in != null)
				return BoundedJson.read(in).getAsJsonObject();
		}
		try (InputStream in = Files.newInputStream(Path.of("bundles/org.creativestudio.comfyui.core", FILE))) {
			return BoundedJson.read(in).getAsJsonObject();
		}
	}

	static List<String> violations(JsonElement document) throws IOException {
		SchemaCheck check = new SchemaCheck(schema());
		check.value(document, check.root, "$");
		return check.violations;
	}

	private void require(boolean holds, String where, String keyword) {
		if (!holds)
			violations.add(where + ": " + keyword);
	}

	private void value(JsonElement value, JsonObject schema, String at) {
		for (String keyword : schema.keySet()) {
			JsonElement rule = schema.get(keyword);
			switch (keyword) {
				case "$ref" -> value(value, root.getAsJsonObject("$defs").getAsJsonObject(rule.getAsString().substring("#/$defs/".length())), at);
				case "type" -> require(types(rule).contains(type(value)), at, keyword);
				case "enum" -> require(rule.getAsJsonArray().contains(value), at, keyword);
				case "const" -> require(rule.toString().equals(value.toString()), at, keyword);
				case "required" -> rule.getAsJsonArray()
						.forEach(name -> require(value instanceof JsonObject object && object.has(name.getAsString()), at, "required " + name));
				case "properties" -> members(value, rule.getAsJsonObject(), at);
				case "additionalProperties" -> value.getAsJsonObject().entrySet()
						.forEach(member -> value(member.getValue(), rule.getAsJsonObject(), at + '.' + member.getKey()));
				case "propertyNames" -> value.getAsJsonObject().keySet()
						.forEach(name -> value(new JsonPrimitive(name), rule.getAsJsonObject(), at + '.' + name));
				case "items" -> value.getAsJsonArray().forEach(item -> value(item, rule.getAsJsonObject(), at + "[]"));
				case "pattern" -> require(value.getAsString().matches(rule.getAsString()), at, keyword);
				case "minLength" -> require(value.getAsString().length() >= rule.getAsInt(), at, keyword);
				case "maxLength" -> require(value.getAsString().length() <= rule.getAsInt(), at, keyword);
				case "minimum" -> require(value.getAsLong() >= rule.getAsLong(), at, keyword);
				case "maximum" -> require(value.getAsLong() <= rule.getAsLong(), at, keyword);
				case "maxItems" -> require(value.getAsJsonArray().size() <= rule.getAsInt(), at, keyword);
				case "uniqueItems" -> require(new HashSet<>(value.getAsJsonArray().asList()).size() == value.getAsJsonArray().size(), at, keyword);
				default -> require(SAYS_NOTHING.contains(keyword), at, "unknown keyword " + keyword);
			}
		}
	}

	private void members(JsonElement value, JsonObject properties, String at) {
		for (String name : properties.keySet())
			if (value instanceof JsonObject object && object.has(name))
				value(object.get(name), properties.getAsJsonObject(name), at + '.' + name);
	}

	private static List<String> types(JsonElement rule) {
		return rule instanceof JsonArray several ? several.asList().stream().map(JsonElement::getAsString).toList() : List.of(rule.getAsString());
	}

	private static String type(JsonElement value) {
		if (value.isJsonNull())
			return "null";
		if (value.isJsonArray())
			return "array";
		if (value.isJsonObject())
			return "object";
		JsonPrimitive primitive = value.getAsJsonPrimitive();
		return primitive.isBoolean() ? "boolean" : primitive.isString() ? "string" : primitive.toString().matches("-?\\d+") ? "integer" : "number";
	}
}
