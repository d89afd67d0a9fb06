// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;

import org.creativestudio.comfyui.embedded.internal.json.PythonJson;
import org.creativestudio.comfyui.testing.Recordings;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/** The recorded session with a real server, sent again in its order: the same answers, the same events. */
class RecordedSessionTest {

	private static final String FLAGS = "{\"type\": \"feature_flags\", \"data\": {\"supports_preview_metadata\": true}}";

	@TempDir
	private Path directory;
	private TestServer server;

	@BeforeEach
	void start() throws Exception {
		server = TestServer.start(directory);
	}

	@AfterEach
	void stop() {
		server.close();
	}

	private HttpResponse<String> replay(String name) throws Exception {
		JsonObject recording = TestServer.recording(name);
		JsonElement sent = recording.get("sent");
		String path = recording.get("request").getAsString().split(" ")[1];
		HttpResponse<String> answer = server.post(path, sent.isJsonNull() ? "" : PythonJson.dumps(sent));
		assertThat(answer.statusCode()).as(name).isEqualTo(recording.get("status").getAsInt());
		return answer;
	}

	/** Submits a recorded prompt, compares the answer apart from the id, and returns the id. */
	private String submit(String name) throws Exception {
		JsonObject answer = JsonParser.parseString(replay(name).body()).getAsJsonObject();
		assertThat(EventLog.comparable(answer)).as(name)
				.isEqualTo(EventLog.comparable(TestServer.recording(name).getAsJsonObject("body")));
		return answer.get("prompt_id").getAsString();
	}

	private void history(String name, String id) throws Exception {
		JsonObject recorded = TestServer.recording(name).getAsJsonObject("body");
		String recordedId = recorded.keySet().iterator().next();
		assertThat(comparable(server.get("/history/" + id).body(), id)).as(name)
				.isEqualTo(comparable(PythonJson.dumps(recorded), recordedId));
	}

	private static String comparable(String json, String id) {
		return EventLog.comparable(JsonParser.parseString(json.replace(id, "ID")).getAsJsonObject());
	}

	private void events(EventLog log, String recording, String id) throws Exception {
		log.awaitEnd(id);
		assertThat(log.take()).as(recording).isEqualTo(EventLog.recorded(Recordings.ws(recording)));
	}

	@Test
	void sameAnswersAndEvents() throws Exception {
		try (EventLog log = EventLog.connect(server, "cli-ok", FLAGS)) {
			String id = submit("prompt_ok");
			events(log, "success", id);
			history("history_success", id);
			HttpResponse<byte[]> image = server.bytes("/view?filename=t_00001_.png&subfolder=&type=output");
			assertThat(image.headers().firstValue("Content-Disposition")).contains("filename=\"t_00001_.png\"");
			assertThat(image.headers().firstValue("Content-Type")).contains("image/png");
			id = submit("prompt_cached");
			events(log, "all_cached", id);
			history("history_cached", id);
		}
		preview("preview_metadata", FLAGS);
		preview("preview_legacy", null);
		try (EventLog log = EventLog.connect(server, "cli-err", null)) {
			String id = submit("prompt_error");
			events(log, "execution_error", id);
			history("history_error", id);
		}
		queueAndInterrupt();
		assertThat(Files.list(directory.resolve("output"))).hasSize(4);
	}

	private void preview(String name, @Nullable String flags) throws Exception {
		try (EventLog other = EventLog.connect(server, "other-" + name, null);
				EventLog log = EventLog.connect(server, "cli-" + name, flags)) {
			String id = submit("prompt_" + name);
			events(log, name, id);
			other.await(event -> event.contains("\"queue_remaining\": 1"));
			other.await(event -> event.contains("\"queue_remaining\": 0}}}}"));
			assertThat(other.take()).isEqualTo(EventLog.recorded(Recordings.ws(name + "_other_client")));
		}
	}

	private void queueAndInterrupt() throws Exception {
		try (EventLog log = EventLog.connect(server, "cli-int", null)) {
			String running = submit("prompt_q0");
			log.await(event -> event.contains("\"executing\"") && event.contains(running));
			String next = submit("prompt_q1");
			String deleted = submit("prompt_q2");
			submit("prompt_q3");
			String front = submit("prompt_front");
			queue("queue_busy");
			assertThat(server.get("/prompt").body()).isEqualTo("{\"exec_info\": {\"queue_remaining\": 5}}");
			delete(deleted);
			queue("queue_after_delete");
			delete("nope");
			delete(running);
			queue("queue_after_delete");
			interrupt(next);
			queue("queue_after_interrupt_other");
			interrupt(running);
			log.awaitEnd(running);
			history("history_interrupted", running);
			log.await(event -> event.contains("\"executing\"") && event.contains(front) && event.contains("\"5\""));
			queue("queue_after_interrupt");
			replay("queue_clear");
			queue("queue_after_clear");
			replay("interrupt_all");
			log.awaitEnd(front);
			assertThat(log.take().stream().filter(event -> event.contains("execution_interrupted"))).hasSize(2);
			replay("interrupt_idle");
			String after = submit("prompt_after_idle_interrupt");
			log.awaitEnd(after);
			history("history_after_idle_interrupt", after);
		}
	}

	private void delete(String id) throws Exception {
		assertThat(server.post("/queue", "{\"delete\": [\"" + id + "\"]}").statusCode()).isEqualTo(200);
	}

	private void interrupt(String id) throws Exception {
		assertThat(server.post("/interrupt", "{\"prompt_id\": \"" + id + "\"}").statusCode()).isEqualTo(200);
	}

	private void queue(String name) throws Exception {
		assertThat(withoutIds(server.json("/queue"))).as(name)
				.isEqualTo(withoutIds(TestServer.recording(name).getAsJsonObject("body")));
	}

	/** Pending prompts lie in a heap in ComfyUI, so their order in the answer isn't that of execution: compared by number. */
	private static String withoutIds(JsonObject queue) {
		JsonObject result = new JsonObject();
		for (String key : queue.keySet()) {
			JsonArray items = new JsonArray();
			queue.getAsJsonArray(key).asList().stream()
					.sorted((a, b) -> Integer.compare(number(a), number(b))).forEach(item -> {
						JsonArray copy = item.getAsJsonArray().deepCopy();
						copy.set(1, new JsonObject());
						items.add(copy);
					});
			result.add(key, items);
		}
		return PythonJson.dumps(result);
	}

	private static int number(JsonElement item) {
		return item.getAsJsonArray().get(0).getAsInt();
	}

	@Test
	void everybodyHearsAPromptOfNobody() throws Exception {
		server.run(chain("{\"class_type\": \"EmptyImage\", \"inputs\": {\"width\": 64, \"height\": 64, \"batch_size\": 1, \"color\": 3368601}}", 1));
		try (EventLog watcher = EventLog.connect(server, "watcher", null)) {
			String graph = chain("{\"class_type\": \"EmptyImage\", \"inputs\": {\"width\": 64, \"height\": 64, \"batch_size\": 1, \"color\": 3368601}}", 2);
			server.post("/prompt", "{\"prompt\": " + graph + "}");
			watcher.await(event -> event.contains("\"queue_remaining\": 1"));
			watcher.await(event -> event.equals("{\"type\": \"status\", \"data\": {\"status\": {\"exec_info\": {\"queue_remaining\": 0}}}}"));
			assertThat(watcher.take()).isEqualTo(EventLog.recorded(Recordings.ws("prompt_without_client_id_watcher")));
		}
	}

	@Test
	void aNodeThatCannotBeInterruptedFinishesFirst() throws Exception {
		String empty = "{\"class_type\": \"EmptyImage\", \"inputs\": {\"width\": 8, \"height\": 8, \"batch_size\": 1, \"color\": 1}}";
		String graph = "{\"1\": " + empty + ", \"5\": {\"class_type\": \"Sleeper\", \"inputs\": {\"image\": [\"1\", 0], \"seconds\": 0.3, \"seed\": 1}},"
				+ "\"9\": {\"class_type\": \"SaveImage\", \"inputs\": {\"images\": [\"5\", 0], \"filename_prefix\": \"t\"}}}";
		try (EventLog log = EventLog.connect(server, "c", null)) {
			String id = JsonParser.parseString(server.post("/prompt", "{\"client_id\": \"c\", \"prompt\": " + graph + "}").body())
					.getAsJsonObject().get("prompt_id").getAsString();
			log.await(event -> event.contains("\"executing\"") && event.contains("\"5\""));
			server.post("/interrupt", "");
			log.awaitEnd(id);
			assertThat(log.take()).anyMatch(event -> event.contains("execution_interrupted")
					&& event.contains("\"node_id\": \"9\", \"node_type\": \"SaveImage\", \"executed\": [\"1\", \"5\"]"));
		}
	}

	@Test
	void aClientThatComesBackIsToldWhereItIs() throws Exception {
		String graph = chain("{\"class_type\": \"EmptyImage\", \"inputs\": {\"width\": 8, \"height\": 8, \"batch_size\": 1, \"color\": 1}}", 3)
				.replace("\"steps\": 3", "\"steps\": 1000");
		try (EventLog first = EventLog.connect(server, "cli-re", null)) {
			server.post("/prompt", "{\"client_id\": \"cli-re\", \"prompt\": " + graph + "}");
			first.await(event -> event.contains("\"executing\"") && event.contains("\"5\""));
		}
		try (EventLog again = EventLog.connect(server, "cli-re", null)) {
			again.await(event -> event.equals("{\"type\": \"executing\", \"data\": {\"node\": \"5\"}}"));
			again.await(event -> event.startsWith("{\"type\": \"progress\""));
			assertThat(again.take().subList(0, 2)).isEqualTo(EventLog.recorded(Recordings.ws("reconnect_part2")).subList(0, 2));
		}
		server.post("/interrupt", "");
	}

	/** Image, two steps of the recordings, the slow node with preview, SaveImage. */
	private static String chain(String empty, int seed) {
		return "{\"1\": " + empty + ", \"2\": {\"class_type\": \"ImageInvert\", \"inputs\": {\"image\": [\"1\", 0]}},"
				+ "\"5\": {\"class_type\": \"SlowSteps\", \"inputs\": {\"image\": [\"2\", 0], \"steps\": 3, \"delay\": 0.02, \"preview\": true, \"seed\": "
				+ seed + "}}, \"9\": {\"class_type\": \"SaveImage\", \"inputs\": {\"images\": [\"5\", 0], \"filename_prefix\": \"w\"}}}";
	}
}
