// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded.internal.json;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Map;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;

/**
 * JSON with the separators and escapes of Python's {@code json.dumps}, so that bodies and PNG chunks are byte for byte those
 * of ComfyUI.
 */
public final class PythonJson {

	private static final HexFormat HEX = HexFormat.of();

	private PythonJson() {
	}

	/** Parses a whole document; nesting is bounded by Gson's limit (255 levels). Throws {@link JsonParseException}. */
	public static JsonElement parse(byte[] utf8) {
		try {
			return JsonParser.parseString(new String(utf8, StandardCharsets.UTF_8));
		} catch (StackOverflowError e) {
			throw new JsonParseException("nested too deeply", e);
		}
	}

	public static String dumps(JsonElement element) {
		StringBuilder out = new StringBuilder(256);
		write(element, out);
		return out.toString();
	}

	public static JsonArray array(Iterable<String> strings) {
		JsonArray array = new JsonArray();
		strings.forEach(array::add);
		return array;
	}

	private static void write(JsonElement element, StringBuilder out) {
		if (element instanceof JsonObject object) {
			out.append('{');
			for (Iterator<Map.Entry<String, JsonElement>> i = object.entrySet().iterator(); i.hasNext();) {
				Map.Entry<String, JsonElement> entry = i.next();
				string(entry.getKey(), out);
				out.append(": ");
				write(entry.getValue(), out);
				if (i.hasNext()) {
					out.append(", ");
				}
			}
			out.append('}');
		} else if (element instanceof JsonArray array) {
			out.append('[');
			for (int i = 0; i < array.size(); i++) {
				if (i > 0) {
					out.append(", ");
				}
				write(array.get(i), out);
			}
			out.append(']');
		} else if (element instanceof JsonPrimitive primitive) {
			if (primitive.isString()) {
				string(primitive.getAsString(), out);
			} else {
				out.append(primitive.getAsString());
			}
		} else {
			out.append("null");
		}
	}

	private static void string(String text, StringBuilder out) {
		out.append('"');
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			switch (c) {
			case '"' -> out.append("\\\"");
			case '\\' -> out.append("\\\\");
			case '\n' -> out.append("\\n");
			case '\r' -> out.append("\\r");
			case '\t' -> out.append("\\t");
			case '\b' -> out.append("\\b");
			case '\f' -> out.append("\\f");
			default -> {
				if (c < 0x20 || c > 0x7e) {
					out.append("\\u").append(HEX.toHexDigits(c));
				} else {
					out.append(c);
				}
			}
			}
		}
		out.append('"');
	}

	/** A list of strings as Python prints it: {@code ['a', 'b']}. */
	public static String repr(Iterable<String> strings) {
		StringBuilder out = new StringBuilder("[");
		for (String s : strings) {
			if (out.length() > 1) {
				out.append(", ");
			}
			boolean doubleQuotes = s.indexOf('\'') >= 0 && s.indexOf('"') < 0;
			String quote = doubleQuotes ? "\"" : "'";
			String escaped = s.replace("\\", "\\\\");
			out.append(quote).append(doubleQuotes ? escaped : escaped.replace("'", "\\'")).append(quote);
		}
		return out.append(']').toString();
	}
}
