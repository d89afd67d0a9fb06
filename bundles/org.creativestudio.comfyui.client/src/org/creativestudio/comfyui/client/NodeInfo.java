// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.client;

import java.util.List;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * What a server says of one node class in {@code /object_info}.
 *
 * @param inputs  required ones first, then optional ones, each in the order of the node
 * @param outputs types of its outputs
 * @param output  whether it is an output node
 */
public record NodeInfo(String name, String displayName, String category, List<Input> inputs, List<String> outputs,
		boolean output) {
	public NodeInfo {
		inputs = List.copyOf(inputs);
		outputs = List.copyOf(outputs);
	}

	/**
	 * An input of a node.
	 *
	 * @param type    {@code INT}, {@code IMAGE} ...; {@code COMBO} when one of {@code choices} is to be chosen
	 * @param choices possible values; empty when {@code type} is not {@code COMBO}
	 * @param options default, min, max and so on; empty when there are none
	 */
	public record Input(String name, String type, List<JsonElement> choices, JsonObject options, boolean required) {
		public Input {
			choices = List.copyOf(choices);
		}
	}
}
