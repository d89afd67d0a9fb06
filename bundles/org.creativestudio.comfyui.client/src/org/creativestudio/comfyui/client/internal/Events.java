// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.client.internal;

import static org.creativestudio.comfyui.client.internal.JsonDocuments.array;
import static org.creativestudio.comfyui.client.internal.JsonDocuments.count;
import static org.creativestudio.comfyui.client.internal.JsonDocuments.decimal;
import static org.creativestudio.comfyui.client.internal.JsonDocuments.number;
import static org.creativestudio.comfyui.client.internal.JsonDocuments.object;
import static org.creativestudio.comfyui.client.internal.JsonDocuments.string;
import static org.creativestudio.comfyui.client.internal.JsonDocuments.strings;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import org.creativestudio.comfyui.client.ComfyEvent;
import org.creativestudio.comfyui.client.Preview;
import org.eclipse.jdt.annotation.Nullable;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;

/** Turns frames of the WebSocket into events. */
final class Events {

	/** Binary event: image type and image, see {@code ws_preview_legacy.json}. */
	private static final int PREVIEW_IMAGE = 1;
	/** Binary event: length of metadata, metadata as JSON, image, see {@code ws_preview_metadata.json}. */
	private static final int PREVIEW_IMAGE_WITH_METADATA = 4;
	private static final int PNG = 2;

	private Events() {
	}

	/** Null for what is no event. */
	static @Nullable ComfyEvent parse(String text) {
		return JsonDocuments.parse(text) instanceof JsonObject root && string(root, "type") instanceof String type //$NON-NLS-1$
				? parse(type, object(root, "data")) //$NON-NLS-1$
				: null;
	}

	static ComfyEvent parse(String type, JsonObject data) {
		String prompt = string(data, "prompt_id"); //$NON-NLS-1$
		return switch (type) {
		case "status" -> { //$NON-NLS-1$
			Integer remaining = count(object(object(data, "status"), "exec_info"), "queue_remaining"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			yield remaining == null ? new ComfyEvent.Unknown(type, data)
					: new ComfyEvent.Status(remaining, string(data, "sid")); //$NON-NLS-1$
		}
		case "feature_flags" -> new ComfyEvent.FeatureFlags(data); //$NON-NLS-1$
		case "execution_start" -> new ComfyEvent.ExecutionStart(prompt, number(data, "timestamp")); //$NON-NLS-1$ //$NON-NLS-2$
		case "execution_cached" -> //$NON-NLS-1$
			new ComfyEvent.ExecutionCached(prompt, strings(array(data, "nodes")), number(data, "timestamp")); //$NON-NLS-1$ //$NON-NLS-2$
		case "executing" -> new ComfyEvent.Executing(prompt, string(data, "node"), string(data, "display_node")); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
		case "progress" -> //$NON-NLS-1$
			new ComfyEvent.Progress(prompt, string(data, "node"), decimal(data, "value", 0), decimal(data, "max", 0)); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
		case "progress_state" -> new ComfyEvent.ProgressState(prompt, states(object(data, "nodes"))); //$NON-NLS-1$ //$NON-NLS-2$
		case "executed" -> new ComfyEvent.Executed(prompt, string(data, "node", ""), object(data, "output")); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
		case "execution_success" -> new ComfyEvent.ExecutionSuccess(prompt, number(data, "timestamp")); //$NON-NLS-1$ //$NON-NLS-2$
		case "execution_error" -> new ComfyEvent.ExecutionError(prompt, string(data, "node_id"), string(data, "node_type"), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
				string(data, "exception_message", ""), string(data, "exception_type", ""), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
				strings(array(data, "traceback")), strings(array(data, "executed"))); //$NON-NLS-1$ //$NON-NLS-2$
		case "execution_interrupted" -> new ComfyEvent.ExecutionInterrupted(prompt, string(data, "node_id"), //$NON-NLS-1$ //$NON-NLS-2$
				string(data, "node_type"), strings(array(data, "executed"))); //$NON-NLS-1$ //$NON-NLS-2$
		default -> new ComfyEvent.Unknown(type, data);
		};
	}

	private static Map<String, ComfyEvent.ProgressState.NodeState> states(JsonObject nodes) {
		Map<String, ComfyEvent.ProgressState.NodeState> states = new LinkedHashMap<>();
		nodes.entrySet().forEach(member -> {
			if (member.getValue() instanceof JsonObject node)
				states.put(member.getKey(), new ComfyEvent.ProgressState.NodeState(string(node, "state", ""), //$NON-NLS-1$ //$NON-NLS-2$
						decimal(node, "value", 0), decimal(node, "max", 0))); //$NON-NLS-1$ //$NON-NLS-2$
		});
		return states;
	}

	/** Null for what is no preview. */
	static @Nullable Preview preview(ByteBuffer frame) {
		if (frame.remaining() < 8)
			return null;
		int event = frame.getInt();
		int second = frame.getInt();
		if (event == PREVIEW_IMAGE)
			return new Preview(rest(frame), second == PNG ? "image/png" : "image/jpeg", null, null); //$NON-NLS-1$ //$NON-NLS-2$
		if (event != PREVIEW_IMAGE_WITH_METADATA || second < 0 || second > frame.remaining())
			return null;
		byte[] json = new byte[second];
		frame.get(json);
		try {
			if (!(JsonDocuments.parse(new String(json, StandardCharsets.UTF_8)) instanceof JsonObject metadata))
				return null;
			return new Preview(rest(frame), string(metadata, "image_type", "image/jpeg"), string(metadata, "prompt_id"), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
					string(metadata, "node_id")); //$NON-NLS-1$
		} catch (JsonParseException e) {
			return null;
		}
	}

	private static byte[] rest(ByteBuffer frame) {
		byte[] bytes = new byte[frame.remaining()];
		frame.get(bytes);
		return bytes;
	}
}
