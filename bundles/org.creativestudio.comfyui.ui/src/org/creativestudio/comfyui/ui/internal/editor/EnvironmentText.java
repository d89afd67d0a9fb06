// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.editor;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

/** Environment variables as text: a line {@code KEY=value} for each, or a JSON object as ComfyUI's guides show it. */
public final class EnvironmentText {

	private EnvironmentText() {
	}

	public static String format(Map<String, String> environment) {
		return environment.entrySet().stream().map(variable -> variable.getKey() + '=' + variable.getValue())
				.collect(Collectors.joining("\n")); //$NON-NLS-1$
	}

	/** What is no variable keeps its whole line as a name, so that the validation names it. */
	public static Map<String, String> parse(String text) {
		String trimmed = text.strip();
		Map<String, String> environment = new LinkedHashMap<>();
		if (trimmed.startsWith("{") && json(trimmed, environment)) //$NON-NLS-1$
			return environment;
		environment.clear();
		trimmed.lines().map(String::strip).filter(line -> !line.isEmpty() && !line.startsWith("#")).forEach(line -> { //$NON-NLS-1$
			String variable = line.startsWith("export ") ? line.substring("export ".length()).strip() : line; //$NON-NLS-1$ //$NON-NLS-2$
			int equals = variable.indexOf('=');
			environment.put(equals < 0 ? variable : variable.substring(0, equals).strip(),
					equals < 0 ? "" : variable.substring(equals + 1)); //$NON-NLS-1$
		});
		return environment;
	}

	private static boolean json(String text, Map<String, String> environment) {
		try {
			if (!(JsonParser.parseString(text) instanceof JsonObject object))
				return false;
			for (Map.Entry<String, JsonElement> member : object.entrySet()) {
				if (!member.getValue().isJsonPrimitive())
					return false;
				environment.put(member.getKey(), member.getValue().getAsString());
			}
			return true;
		} catch (JsonParseException e) {
			return false;
		}
	}
}
