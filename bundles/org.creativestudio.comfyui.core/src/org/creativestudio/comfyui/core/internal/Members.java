// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.util.ArrayList;
import java.util.List;

import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

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
			throw new Document.DocumentException(NLS.bind(Messages.members_noText, name));
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
			throw new Document.DocumentException(NLS.bind(Messages.members_noWholeNumberAllowed, name));
		}
	}

	/** Empty when there is none. */
	static JsonArray array(JsonObject object, String name) {
		JsonElement element = object.get(name);
		if (element == null || element.isJsonNull())
			return new JsonArray();
		if (!(element instanceof JsonArray array))
			throw new Document.DocumentException(NLS.bind(Messages.members_noList, name));
		return array;
	}

	/** Without members when there is none. */
	static JsonObject object(JsonObject object, String name) {
		JsonElement element = object.get(name);
		if (element == null || element.isJsonNull())
			return new JsonObject();
		if (!(element instanceof JsonObject member))
			throw new Document.DocumentException(NLS.bind(Messages.members_noJsonObject, name));
		return member;
	}

	/** Texts in a list; empty when there is none. */
	static List<String> texts(JsonObject object, String name) {
		List<String> texts = new ArrayList<>();
		for (JsonElement element : array(object, name)) {
			if (!element.isJsonPrimitive() || !element.getAsJsonPrimitive().isString())
				throw new Document.DocumentException(NLS.bind(Messages.members_somethingNoText, name));
			texts.add(element.getAsString());
		}
		return texts;
	}

	static boolean flag(JsonObject object, String name, boolean otherwise) {
		JsonElement element = object.get(name);
		if (element == null || element.isJsonNull())
			return otherwise;
		if (!element.isJsonPrimitive() || !element.getAsJsonPrimitive().isBoolean())
			throw new Document.DocumentException(NLS.bind(Messages.members_neitherTrueNorFalse, name));
		return element.getAsBoolean();
	}
}
