// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.util.ArrayList;
import java.util.List;

import org.eclipse.jdt.annotation.Nullable;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** Reads members of a JSON object whose types nobody vouches for. */
final class Members {

	private Members() {
	}

	static @Nullable String string(JsonObject object, String name) {
		JsonElement element = object.get(name);
		if (element == null || element.isJsonNull())
			return null;
		if (!element.isJsonPrimitive() || !element.getAsJsonPrimitive().isString())
			throw new Document.DocumentException("\"" + name + "\" is no text"); //$NON-NLS-1$ //$NON-NLS-2$
		return element.getAsString();
	}

	static String string(JsonObject object, String name, String otherwise) {
		String value = string(object, name);
		return value == null ? otherwise : value;
	}

	static int integer(JsonObject object, String name, int otherwise) {
		return (int) whole(object, name, otherwise);
	}

	/** At most the largest int. */
	static long whole(JsonObject object, String name, long otherwise) {
		JsonElement element = object.get(name);
		if (element == null || element.isJsonNull())
			return otherwise;
		try {
			if (!element.isJsonPrimitive() || element.getAsJsonPrimitive().isBoolean())
				throw new NumberFormatException();
			// Not by way of BigDecimal, which takes for ever for 1e999999999.
			double value = element.getAsDouble();
			if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE)
				throw new NumberFormatException();
			return (long) value;
		} catch (NumberFormatException e) {
			throw new Document.DocumentException("\"" + name + "\" is no whole number that is allowed there"); //$NON-NLS-1$ //$NON-NLS-2$
		}
	}

	/** Empty when there is none. */
	static JsonArray array(JsonObject object, String name) {
		JsonElement element = object.get(name);
		if (element == null || element.isJsonNull())
			return new JsonArray();
		if (!(element instanceof JsonArray array))
			throw new Document.DocumentException("\"" + name + "\" is no list"); //$NON-NLS-1$ //$NON-NLS-2$
		return array;
	}

	/** Without members when there is none. */
	static JsonObject object(JsonObject object, String name) {
		JsonElement element = object.get(name);
		if (element == null || element.isJsonNull())
			return new JsonObject();
		if (!(element instanceof JsonObject member))
			throw new Document.DocumentException("\"" + name + "\" is no JSON object"); //$NON-NLS-1$ //$NON-NLS-2$
		return member;
	}

	/** Texts in a list; empty when there is none. */
	static List<String> texts(JsonObject object, String name) {
		List<String> texts = new ArrayList<>();
		for (JsonElement element : array(object, name)) {
			if (!element.isJsonPrimitive() || !element.getAsJsonPrimitive().isString())
				throw new Document.DocumentException("\"" + name + "\" has something that is no text"); //$NON-NLS-1$ //$NON-NLS-2$
			texts.add(element.getAsString());
		}
		return texts;
	}

	static boolean flag(JsonObject object, String name, boolean otherwise) {
		JsonElement element = object.get(name);
		if (element == null || element.isJsonNull())
			return otherwise;
		if (!element.isJsonPrimitive() || !element.getAsJsonPrimitive().isBoolean())
			throw new Document.DocumentException("\"" + name + "\" is neither true nor false"); //$NON-NLS-1$ //$NON-NLS-2$
		return element.getAsBoolean();
	}
}
