// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded.internal.execution;

import org.eclipse.jdt.annotation.Nullable;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** Reads a prompt: nodes by id, inputs, links {@code [node, slot]}. */
final class Links {

	/** The output {@code slot} of {@code node}. */
	record Link(String node, int slot) {
	}

	private static final int MAX_SLOT = 10_000;

	private Links() {
	}

	static JsonObject node(JsonObject prompt, String id) {
		return prompt.getAsJsonObject(id);
	}

	static String classType(JsonObject prompt, String id) {
		return node(prompt, id).get("class_type").getAsString();
	}

	static JsonObject inputs(JsonObject prompt, String id) {
		return node(prompt, id).getAsJsonObject("inputs");
	}

	static @Nullable Link of(@Nullable JsonElement value) {
		if (value instanceof JsonArray array && array.size() == 2 && array.get(0).isJsonPrimitive()
				&& array.get(0).getAsJsonPrimitive().isString() && array.get(1).isJsonPrimitive()
				&& array.get(1).getAsJsonPrimitive().isNumber()) {
			double slot = array.get(1).getAsDouble();
			if (slot == Math.rint(slot) && Math.abs(slot) <= MAX_SLOT) {
				return new Link(array.get(0).getAsString(), (int) slot);
			}
		}
		return null;
	}
}
