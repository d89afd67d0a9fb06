// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.client;

import java.util.List;
import java.util.Map;

import org.eclipse.jdt.annotation.Nullable;

import com.google.gson.JsonObject;

/**
 * A finished prompt.
 *
 * @param outputs   files by node id, in the order of the answer
 * @param rawOutput the {@code outputs} member as it came
 * @param status    {@code success} or {@code error}; null when the server did not say
 * @param completed whether it ran to its end
 * @param messages  the events that the server remembers
 */
public record HistoryEntry(QueueContents.@Nullable Item prompt, Map<String, List<OutputFile>> outputs, JsonObject rawOutput,
		@Nullable String status, boolean completed, List<ComfyEvent> messages) {
	public HistoryEntry {
		messages = List.copyOf(messages);
	}
}
