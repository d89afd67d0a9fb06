// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded.internal.execution;

import java.util.Map;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

/** How much memory JSON takes, so that what is kept of clients' prompts is bounded. Rather more than less. */
final class JsonWeight {

	private static final int OBJECT = 64;
	private static final int MEMBER = 72;
	private static final int ELEMENT = 8;
	private static final int PRIMITIVE = 32;
	private static final int TEXT = 48;

	private JsonWeight() {
	}

	/** Bytes; the nesting is that of a parsed document, which is bounded. */
	static long of(JsonElement element) {
		if (element instanceof JsonObject object) {
			long bytes = OBJECT;
			for (Map.Entry<String, JsonElement> member : object.entrySet()) {
				bytes += MEMBER + of(member.getKey()) + of(member.getValue());
			}
			return bytes;
		}
		if (element instanceof JsonArray array) {
			long bytes = OBJECT;
			for (JsonElement each : array) {
				bytes += ELEMENT + of(each);
			}
			return bytes;
		}
		return element instanceof JsonPrimitive primitive && !primitive.isBoolean() ? PRIMITIVE + of(primitive.getAsString()) : PRIMITIVE;
	}

	static long of(String text) {
		return TEXT + 2L * text.length();
	}
}
