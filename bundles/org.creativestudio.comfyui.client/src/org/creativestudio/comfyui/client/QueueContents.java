// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.client;

import java.util.List;

import com.google.gson.JsonObject;

/**
 * The server's queue.
 *
 * @param running in execution
 * @param pending in the order in which they will run
 */
public record QueueContents(List<Item> running, List<Item> pending) {
	public QueueContents {
		running = List.copyOf(running);
		pending = List.copyOf(pending);
	}

	/**
	 * A prompt in the queue or in the history.
	 *
	 * @param number    its place in the order
	 * @param graph     API format
	 * @param extraData as sent, {@code client_id} included
	 * @param outputs   ids of the output nodes to run
	 */
	public record Item(double number, String promptId, JsonObject graph, JsonObject extraData, List<String> outputs) {
		public Item {
			outputs = List.copyOf(outputs);
		}
	}
}
