// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded.internal.execution;

import java.util.List;

import org.creativestudio.comfyui.embedded.internal.json.PythonJson;
import org.eclipse.jdt.annotation.Nullable;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

/**
 * A prompt that waits or runs.
 *
 * @param number  the smaller, the earlier
 * @param arrival breaks ties
 * @param bytes   about how much memory it takes
 */
public record QueueItem(Number number, long arrival, String promptId, JsonObject prompt, JsonObject extraData,
		List<String> outputs, long bytes) {

	/** As ComfyUI shows it in queue and history. */
	public JsonArray toJson() {
		JsonArray item = new JsonArray();
		item.add(new JsonPrimitive(number));
		item.add(promptId);
		item.add(prompt);
		item.add(extraData);
		item.add(PythonJson.array(outputs));
		return item;
	}

	/** Who is told about the run; null tells everybody. */
	public @Nullable String clientId() {
		JsonElement id = extraData.get("client_id");
		return id != null && id.isJsonPrimitive() ? id.getAsString() : null;
	}
}
