// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

import org.creativestudio.comfyui.embedded.internal.json.PythonJson;
import org.creativestudio.comfyui.testing.Recordings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/** Recorded requests that need no session: the same status, type and body, to the byte where nothing varies. */
class RecordedAnswersTest {

	@TempDir
	private static Path directory;
	private static TestServer server;

	@BeforeAll
	static void start() throws Exception {
		for (String file : new String[] { "checkpoints/fake_a.safetensors", "loras/sub/deep.safetensors",
				"loras/sub_lora.safetensors", "embeddings/emb1.pt" }) {
			Path model = directory.resolve("models").resolve(file);
			Files.createDirectories(model.getParent());
			Files.writeString(model, "");
		}
		server = TestServer.start(directory);
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	private static HttpResponse<String> replay(JsonObject recording) throws Exception {
		String[] request = recording.get("request").getAsString().split(" ", 2);
		JsonElement sent = recording.get("sent");
		String body = sent.isJsonNull() ? "" : sent.isJsonPrimitive() ? sent.getAsString() : PythonJson.dumps(sent);
		HttpRequest.Builder builder = server.request(request[1]).method(request[0],
				body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
		if (recording.get("sent_headers") instanceof JsonObject headers) {
			headers.asMap().forEach(
					(name, value) -> builder.header(name, value.getAsString().replace("127.0.0.1:8191", "127.0.0.1:" + server.port())));
		}
		return server.send(builder.build());
	}

	@ParameterizedTest
	@ValueSource(strings = { "queue_idle", "prompt_get", "features", "models", "models_checkpoints", "models_loras",
			"models_unknown", "embeddings", "extensions", "settings", "userdata_nodir", "object_info_unknown",
			"object_info_node", "api_queue", "api_jobs", "health", "view_missing", "view_noname",
			"view_traversal", "workflow_templates", "i18n", "400_unknown_node", "400_missing_input", "400_value_too_big",
			"400_value_not_in_list", "400_no_outputs", "400_no_prompt", "400_empty_prompt", "400_no_class_type", "500_bad_json",
			"free", "free_nobody", "queue_nobody", "queue_delete_unknown", "queue_clear", "history_unknown", "interrupt_idle",
			"unknown_route", "method_not_allowed", "origin_same", "origin_other_port", "origin_localhost", "origin_evil",
			"origin_null", "origin_secfetch", "options_prompt",
			"options_cross", "user_header_ignored" })
	void sameAnswer(String name) throws Exception {
		JsonObject recording = TestServer.recording(name);
		HttpResponse<String> answer = replay(recording);
		assertThat(answer.statusCode()).isEqualTo(recording.get("status").getAsInt());
		JsonObject headers = recording.getAsJsonObject("headers");
		for (String header : Set.of("Content-Type", "Content-Length", "Allow")) {
			if (headers.has(header)) {
				assertThat(answer.headers().firstValue(header)).as(header).contains(headers.get(header).getAsString());
			}
		}
		assertThat(answer.body()).isEqualTo(
				recording.has("body") ? PythonJson.dumps(recording.get("body")) : recording.get("body_text").getAsString());
	}

	/** The JDK's client sets Host itself, so these go through a socket. */
	@ParameterizedTest
	@ValueSource(strings = { "origin_host_evil_only", "origin_host_evil_origin_evil" })
	void sameAnswerToAForeignHost(String name) throws Exception {
		JsonObject recording = TestServer.recording(name);
		StringBuilder request = new StringBuilder("GET /queue HTTP/1.1\r\nConnection: close\r\n");
		recording.getAsJsonObject("sent_headers").asMap()
				.forEach((header, value) -> request.append(header).append(": ").append(value.getAsString()).append("\r\n"));
		try (Socket socket = new Socket("127.0.0.1", server.port())) {
			socket.setSoTimeout(20_000);
			socket.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
			String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			assertThat(answer).startsWith("HTTP/1.1 200 ").endsWith(PythonJson.dumps(recording.get("body")));
		}
	}

	@Test
	void systemStatsHasAllFieldsAndSaysWhatItIs() throws Exception {
		JsonObject stats = server.json("/system_stats");
		JsonObject recorded = TestServer.recording("system_stats").getAsJsonObject("body");
		assertThat(shape(stats.get("system"))).isEqualTo(shape(recorded.get("system")));
		assertThat(shape(stats.get("devices"))).isEqualTo(shape(recorded.get("devices")));
		assertThat(stats.getAsJsonObject("creative_studio_embedded").get("note").getAsString()).contains("demo engine");
		assertThat(stats.getAsJsonObject("system").get("ram_total").getAsLong()).isPositive();
	}

	/** Names and kinds of all fields. */
	private static String shape(JsonElement element) {
		if (element instanceof JsonObject object) {
			Set<String> fields = new TreeSet<>();
			object.asMap().forEach((name, value) -> fields.add(name + ":" + shape(value)));
			return fields.toString();
		}
		if (element.isJsonArray()) {
			return element.getAsJsonArray().isEmpty() || !element.getAsJsonArray().get(0).isJsonObject() ? "list"
					: shape(element.getAsJsonArray().get(0));
		}
		return element.isJsonNull() ? "null" : element.getAsJsonPrimitive().isString() ? "text"
				: element.getAsJsonPrimitive().isNumber() ? "number" : "boolean";
	}

	@Test
	void nodesAreDeclaredAsInComfyUI() throws Exception {
		JsonObject ours = server.json("/object_info");
		JsonObject recorded = Recordings.objectInfo();
		int compared = 0;
		for (String name : ours.keySet()) {
			if (recorded.has(name)) {
				assertThat(PythonJson.dumps(ours.get(name))).isEqualTo(PythonJson.dumps(recorded.get(name)));
				compared++;
			}
		}
		assertThat(compared).isEqualTo(13);
	}

	@Test
	void anOutputWithErrorsIsLeftOut() throws Exception {
		JsonObject recording = TestServer.recording("200_partial_node_errors");
		JsonObject answer = JsonParser.parseString(replay(recording).body()).getAsJsonObject();
		assertThat(PythonJson.dumps(answer.get("node_errors")))
				.isEqualTo(PythonJson.dumps(recording.getAsJsonObject("body").get("node_errors")));
	}

	@Test
	void aWorkflowThatNeedsModelsIsRefused() throws Exception {
		HttpResponse<String> answer = replay(TestServer.recording("400_missing_checkpoint"));
		assertThat(answer.statusCode()).isEqualTo(400);
		assertThat(answer.body()).contains("node CheckpointLoaderSimple does not exist");
	}

	@Test
	void userDataGoesThroughItsLife() throws Exception {
		assertThat(replay(TestServer.recording("userdata_post")).body()).isEqualTo("\"workflows/a.json\"");
		assertThat(replay(TestServer.recording("userdata_get")).body()).isEqualTo("{\"a\": 1}");
		assertThat(shape(JsonParser.parseString(replay(TestServer.recording("userdata_list")).body())))
				.isEqualTo(shape(TestServer.recording("userdata_list").get("body")));
		HttpResponse<String> again = replay(TestServer.recording("userdata_noover"));
		assertThat(again.statusCode()).isEqualTo(409);
		assertThat(again.body()).isEqualTo("File already exists");
		assertThat(replay(TestServer.recording("userdata_move")).body()).isEqualTo("\"workflows/b.json\"");
		assertThat(replay(TestServer.recording("userdata_del")).statusCode()).isEqualTo(204);
		assertThat(server.get("/userdata/..%2F..%2Fusers.json").statusCode()).isEqualTo(403);
		assertThat(server.post("/userdata/..%2F..%2Fevil", "x").statusCode()).isEqualTo(403);
	}
}
