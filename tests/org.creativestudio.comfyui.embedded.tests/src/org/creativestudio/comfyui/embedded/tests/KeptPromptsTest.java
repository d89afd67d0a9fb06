// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.creativestudio.comfyui.embedded.internal.execution.History;
import org.creativestudio.comfyui.embedded.internal.execution.PromptQueue;
import org.junit.jupiter.api.Test;

import com.google.gson.JsonObject;

/** What a server keeps of the prompts that it was given fits into its memory, however large each is. */
class KeptPromptsTest {

	private static final int CHARACTERS = 100_000;
	private static final long BYTES = 1_000_000;

	private static JsonObject graph(int characters) {
		JsonObject inputs = new JsonObject();
		inputs.addProperty("text", "x".repeat(characters));
		JsonObject node = new JsonObject();
		node.add("inputs", inputs);
		JsonObject graph = new JsonObject();
		graph.add("1", node);
		return graph;
	}

	private static String put(PromptQueue queue, String id, int characters) {
		return queue.put(1, id, graph(characters), new JsonObject(), List.of());
	}

	@Test
	void theHistoryForgetsTheOldestOfLargePrompts() {
		History history = new History(BYTES);
		for (int i = 0; i < 20; i++)
			history.add("p" + i, graph(CHARACTERS));
		assertThat(history.list(null, -1).keySet()).containsExactly("p16", "p17", "p18", "p19");
		history.delete("p17");
		history.add("p20", graph(CHARACTERS));
		assertThat(history.list(null, -1).keySet()).containsExactly("p16", "p18", "p19", "p20");
		history.clear();
		history.add("p21", graph(CHARACTERS));
		history.add("p22", graph(CHARACTERS));
		assertThat(history.list(null, -1).keySet()).containsExactly("p21", "p22");
	}

	@Test
	void theNewestIsKeptWhateverItsSize() {
		History history = new History(BYTES);
		history.add("a", graph(1));
		history.add("b", graph(1));
		history.add("a", graph(10 * CHARACTERS));
		assertThat(history.list(null, -1).keySet()).containsExactly("a");
		history.add("c", graph(1));
		assertThat(history.list(null, -1).keySet()).containsExactly("c");
	}

	@Test
	void theQueueRefusesWhatWouldNotFitUntilThereIsRoom() {
		PromptQueue queue = new PromptQueue(() -> {
			// nobody listens
		}, BYTES);
		for (int i = 0; i < 4; i++)
			assertThat(put(queue, "p" + i, CHARACTERS)).isNull();
		assertThat(put(queue, "p4", CHARACTERS)).contains("queue is full", "the 4 prompts that wait");
		assertThat(put(queue, "small", 10)).isNull();
		queue.delete("p0");
		assertThat(put(queue, "p5", CHARACTERS)).isNull();
		assertThat(put(queue, "p6", CHARACTERS)).contains("queue is full");
		queue.clear();
		assertThat(put(queue, "huge", 10 * CHARACTERS)).as("one alone may be larger").isNull();
		assertThat(put(queue, "next", 10)).contains("queue is full");
		assertThat(queue.remaining()).isEqualTo(1);
	}
}
