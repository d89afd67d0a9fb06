// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.client.internal;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;

import org.eclipse.jdt.annotation.Nullable;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;

/** Reads a server's JSON with bounds, and members of it without trust in their types. */
final class JsonDocuments {

	/** Far deeper than any graph, far from any stack's end. */
	private static final int MAX_DEPTH = 200;

	private JsonDocuments() {
	}

	/** Lenient, as Python writes NaN and Infinity. */
	static JsonElement parse(String text) {
		try (JsonReader reader = new JsonReader(new StringReader(text))) {
			reader.setStrictness(Strictness.LENIENT);
			reader.setNestingLimit(MAX_DEPTH);
			JsonElement element = JsonParser.parseReader(reader);
			if (reader.peek() != JsonToken.END_DOCUMENT)
				throw new JsonParseException(Messages.jsonDocuments_textAfterEndDocument);
			return element;
		} catch (IOException | NumberFormatException e) {
			throw new JsonParseException(e);
		}
	}

	static JsonObject object(JsonObject parent, String name) {
		return parent.get(name) instanceof JsonObject object ? object : new JsonObject();
	}

	static JsonArray array(JsonObject parent, String name) {
		return parent.get(name) instanceof JsonArray array ? array : new JsonArray();
	}

	static @Nullable String string(JsonObject parent, String name) {
		JsonElement element = parent.get(name);
		return element != null && element.isJsonPrimitive() ? element.getAsString() : null;
	}

	static String string(JsonObject parent, String name, String otherwise) {
		String value = string(parent, name);
		return value == null ? otherwise : value;
	}

	static @Nullable Long number(JsonObject parent, String name) {
		Double value = decimal(parent.get(name));
		return value == null ? null : Long.valueOf(value.longValue());
	}

	/** How many there are: never less than none, never more than an integer can say; null when that is not said. */
	static @Nullable Integer count(JsonObject parent, String name) {
		Long value = number(parent, name);
		return value == null ? null : Integer.valueOf(Math.clamp(value, 0, Integer.MAX_VALUE));
	}

	static double decimal(JsonObject parent, String name, double otherwise) {
		Double value = decimal(parent.get(name));
		return value == null ? otherwise : value.doubleValue();
	}

	static @Nullable Double decimal(@Nullable JsonElement element) {
		if (element == null || !element.isJsonPrimitive() || !element.getAsJsonPrimitive().isNumber())
			return null;
		try {
			double value = element.getAsDouble();
			return Double.isFinite(value) ? value : null;
		} catch (NumberFormatException e) {
			return null;
		}
	}

	static boolean isTrue(JsonObject parent, String name) {
		JsonElement element = parent.get(name);
		return element != null && element.isJsonPrimitive() && element.getAsBoolean();
	}

	/** The strings among the elements; others are left out. */
	static List<String> strings(JsonArray array) {
		List<String> result = new ArrayList<>(array.size());
		for (JsonElement element : array)
			if (element.isJsonPrimitive())
				result.add(element.getAsString());
		return result;
	}
}
