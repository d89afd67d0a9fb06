// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded.internal.execution;

import java.util.List;

import org.eclipse.jdt.annotation.Nullable;

import com.google.gson.JsonObject;

/**
 * What came of validating a prompt.
 *
 * @param error      why nothing can run, or null
 * @param outputs    the output nodes that can run
 * @param nodeErrors errors by node, also of those outputs that are left out
 */
public record ValidationResult(@Nullable JsonObject error, List<String> outputs, JsonObject nodeErrors) {

	static ValidationResult failed(String type, String message, String details, JsonObject nodeErrors) {
		return new ValidationResult(error(type, message, details, new JsonObject()), List.of(), nodeErrors);
	}

	/** An error as ComfyUI writes each of them. */
	public static JsonObject error(String type, String message, String details, JsonObject extraInfo) {
		JsonObject error = new JsonObject();
		error.addProperty("type", type);
		error.addProperty("message", message);
		error.addProperty("details", details);
		error.add("extra_info", extraInfo);
		return error;
	}
}
