// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.migration.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.creativestudio.comfyui.core.configuration.BoundedJson;
import org.eclipse.jdt.annotation.Nullable;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

/** Takes what it expects from JSON of others; a member of another type counts as absent. */
final class Json {

	private Json() {
	}

	/** A file's content; empty, with a note, when it can't be read. */
	static Optional<JsonElement> read(Path file, Notes notes) {
		Optional<String> text = Texts.read(file, notes);
		if (text.isEmpty())
			return Optional.empty();
		try {
			return Optional.of(BoundedJson.parse(text.get()));
		} catch (IOException e) {
			return Texts.unreadable(file, String.valueOf(e.getMessage()), notes);
		}
	}

	static Optional<JsonObject> object(Path file, Notes notes) {
		Optional<JsonElement> content = read(file, notes);
		if (content.isPresent() && !(content.get() instanceof JsonObject))
			return Texts.unreadable(file, Messages.json_holdsNoJsonObject, notes);
		return content.map(JsonElement::getAsJsonObject);
	}

	/** The objects of an array, as far as they are some. */
	static List<JsonObject> objects(@Nullable JsonElement array) {
		List<JsonObject> objects = new ArrayList<>();
		if (array instanceof JsonArray all)
			for (JsonElement element : all)
				if (element instanceof JsonObject object)
					objects.add(object);
		return objects;
	}

	/** A text or a number as a text; empty when there is none. */
	static String text(JsonObject object, String name) {
		return text(object.get(name));
	}

	static String text(@Nullable JsonElement element) {
		return element instanceof JsonPrimitive value && !value.isBoolean() ? value.getAsString() : ""; //$NON-NLS-1$
	}

	static boolean flag(JsonObject object, String name, boolean otherwise) {
		return object.get(name) instanceof JsonPrimitive value && value.isBoolean() ? value.getAsBoolean() : otherwise;
	}

	/** A whole number, also one that is written as a text. */
	static Optional<Integer> whole(JsonObject object, String name) {
		return whole(text(object, name));
	}

	static Optional<Integer> whole(String text) {
		String number = text.strip().replaceFirst("\\.0+$", ""); //$NON-NLS-1$ //$NON-NLS-2$
		return number.matches("-?\\d{1,9}") ? Optional.of(Integer.valueOf(number)) : Optional.empty(); //$NON-NLS-1$
	}

	static List<String> texts(@Nullable JsonElement element) {
		List<String> texts = new ArrayList<>();
		if (element instanceof JsonArray array)
			array.forEach(value -> texts.add(text(value)));
		texts.removeIf(String::isEmpty);
		return texts;
	}

	/** The members of an object that have a simple value. */
	static Map<String, String> map(@Nullable JsonElement element) {
		Map<String, String> map = new LinkedHashMap<>();
		if (element instanceof JsonObject object)
			object.entrySet().forEach(member -> {
				if (member.getValue() instanceof JsonPrimitive value)
					map.put(member.getKey(), value.getAsString());
			});
		return map;
	}
}
