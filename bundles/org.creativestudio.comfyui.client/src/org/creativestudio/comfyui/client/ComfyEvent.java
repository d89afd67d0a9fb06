// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.client;

import java.util.List;
import java.util.Map;

import org.eclipse.jdt.annotation.Nullable;

import com.google.gson.JsonObject;

/** A text event of ComfyUI's WebSocket. Node ids are the graph's; times are milliseconds since 1970. */
public sealed interface ComfyEvent {

	/** Whose prompt it is about; null for events about none, and where the server does not say. */
	default @Nullable String promptId() {
		return null;
	}

	/**
	 * The length of the queue changed, or the connection begins.
	 *
	 * @param sid our client id; only in the first one of a connection
	 */
	record Status(int queueRemaining, @Nullable String sid) implements ComfyEvent {
	}

	/** What the server can do; answers our own flags. */
	record FeatureFlags(JsonObject flags) implements ComfyEvent {
	}

	record ExecutionStart(@Nullable String promptId, @Nullable Long timestamp) implements ComfyEvent {
	}

	/** These nodes need not run again. */
	record ExecutionCached(@Nullable String promptId, List<String> nodes, @Nullable Long timestamp) implements ComfyEvent {
		public ExecutionCached {
			nodes = List.copyOf(nodes);
		}
	}

	/** @param node runs now; null: the prompt has ended */
	record Executing(@Nullable String promptId, @Nullable String node, @Nullable String displayNode) implements ComfyEvent {
	}

	/** A step of a node. */
	record Progress(@Nullable String promptId, @Nullable String node, double value, double max) implements ComfyEvent {
	}

	/** All nodes that have begun, by id. */
	record ProgressState(@Nullable String promptId, Map<String, NodeState> nodes) implements ComfyEvent {
		public ProgressState {
			nodes = Map.copyOf(nodes);
		}

		/** @param state {@code pending}, {@code running}, {@code finished} or {@code error} */
		public record NodeState(String state, double value, double max) {
		}
	}

	/** A node has made something to show. */
	record Executed(@Nullable String promptId, String node, JsonObject output) implements ComfyEvent {
	}

	record ExecutionSuccess(@Nullable String promptId, @Nullable Long timestamp) implements ComfyEvent {
	}

	/** A node failed; the prompt ends. */
	record ExecutionError(@Nullable String promptId, @Nullable String node, @Nullable String nodeType, String message,
			String exceptionType, List<String> traceback, List<String> executed) implements ComfyEvent {
		public ExecutionError {
			traceback = List.copyOf(traceback);
			executed = List.copyOf(executed);
		}
	}

	record ExecutionInterrupted(@Nullable String promptId, @Nullable String node, @Nullable String nodeType,
			List<String> executed) implements ComfyEvent {
		public ExecutionInterrupted {
			executed = List.copyOf(executed);
		}
	}

	/** Whatever a newer server or a custom node sends. */
	record Unknown(String type, JsonObject data) implements ComfyEvent {
	}
}
