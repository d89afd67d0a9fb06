// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.client;

import java.util.List;

import org.eclipse.jdt.annotation.Nullable;

import com.google.gson.JsonObject;

/**
 * What {@code POST /prompt} takes.
 *
 * @param graph     API format: node id to {@code class_type} and {@code inputs}
 * @param clientId  who gets the events; null: nobody in particular
 * @param promptId  a canonical lowercase UUID (0.38 refuses others); null: the server makes one
 * @param extraData such as {@code extra_pnginfo}; null for none
 * @param front     whether it goes to the front of the queue
 * @param targets   ids of the output nodes to run; empty: all
 */
public record PromptRequest(JsonObject graph, @Nullable String clientId, @Nullable String promptId,
		@Nullable JsonObject extraData, boolean front, List<String> targets) {

	public PromptRequest {
		targets = List.copyOf(targets);
	}

	public static PromptRequest of(JsonObject graph) {
		return new PromptRequest(graph, null, null, null, false, List.of());
	}

	public PromptRequest clientId(@Nullable String value) {
		return new PromptRequest(graph, value, promptId, extraData, front, targets);
	}

	public PromptRequest promptId(@Nullable String value) {
		return new PromptRequest(graph, clientId, value, extraData, front, targets);
	}

	public PromptRequest extraData(@Nullable JsonObject value) {
		return new PromptRequest(graph, clientId, promptId, value, front, targets);
	}

	public PromptRequest front(boolean value) {
		return new PromptRequest(graph, clientId, promptId, extraData, value, targets);
	}
}
