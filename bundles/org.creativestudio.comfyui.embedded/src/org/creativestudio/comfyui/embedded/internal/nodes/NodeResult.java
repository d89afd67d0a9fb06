// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded.internal.nodes;

import java.util.List;

import org.eclipse.jdt.annotation.Nullable;

import com.google.gson.JsonObject;

/**
 * What a node gives.
 *
 * @param outputs one value for each output
 * @param ui      what the "executed" event and the history show, or null
 */
public record NodeResult(List<Object> outputs, @Nullable JsonObject ui) {

	public static NodeResult of(Object... outputs) {
		return new NodeResult(List.of(outputs), null);
	}
}
