// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.client.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

import org.creativestudio.comfyui.client.ClientOptions;
import org.creativestudio.comfyui.client.ComfyClient;
import org.creativestudio.comfyui.client.ComfyEvent;
import org.creativestudio.comfyui.client.ComfyException;
import org.creativestudio.comfyui.client.HistoryEntry;
import org.creativestudio.comfyui.client.NodeInfo;
import org.creativestudio.comfyui.client.OutputFile;
import org.creativestudio.comfyui.client.PromptAccepted;
import org.creativestudio.comfyui.client.PromptRejectedException;
import org.creativestudio.comfyui.client.PromptRequest;
import org.creativestudio.comfyui.client.QueueContents;
import org.creativestudio.comfyui.client.ServerJob;
import org.creativestudio.comfyui.client.SystemStats;
import org.creativestudio.comfyui.client.UnsupportedByServerException;
import org.creativestudio.comfyui.testing.Recordings;
import org.creativestudio.comfyui.testing.Recordings.Exchange;
import org.creativestudio.comfyui.testing.ScriptedServer;
import org.creativestudio.comfyui.testing.ScriptedServer.Reply;
import org.creativestudio.comfyui.testing.ScriptedServer.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/** Each recorded answer, sent as it was, becomes what the client's records say. */
class RecordedAnswersTest {

	private static final String SUCCESS = "d008206d-c7ad-4c3f-8edc-012b85cdc15c"; //$NON-NLS-1$

	@FunctionalInterface
	private interface Call<T> {
		T on(ComfyClient client) throws Exception;
	}

	/** Answers every request with the recording, after checking that the request is the recorded one. */
	private static <T> T replay(String recording, Call<T> call) throws Exception {
		Exchange exchange = Recordings.http(recording);
		return serve(request -> {
			assertThat(request.method() + ' ' + request.path()).isEqualTo(exchange.method() + ' ' + exchange.path());
			return Reply.json(exchange.status(), exchange.body().isJsonNull() ? "" : exchange.body().toString());
		}, call);
	}

	private static <T> T serve(Function<Request, Reply> script, Call<T> call) throws Exception {
		try (ScriptedServer server = new ScriptedServer(script);
				ComfyClient client = ComfyClient.create(ClientOptions.of(server.base()))) {
			return call.on(client);
		}
	}

	@Test
	void systemStats() throws Exception {
		SystemStats stats = replay("system_stats", client -> client.systemStats().get());
		assertThat(stats.comfyuiVersion()).isEqualTo("0.3.64");
		assertThat(stats.os()).isEqualTo("posix");
		assertThat(stats.ramTotal()).isEqualTo(25276502016L);
		assertThat(stats.argv()).startsWith("main.py", "--cpu").contains("--port", "8191");
		assertThat(stats.devices()).singleElement().satisfies(device -> {
			assertThat(device.type()).isEqualTo("cpu");
			assertThat(device.index()).isNull();
			assertThat(device.vramFree()).isEqualTo(24414511104L);
		});
	}

	@Test
	void queueOfABusyServer() throws Exception {
		QueueContents queue = replay("queue_busy", client -> client.queue().get());
		assertThat(queue.running()).singleElement().satisfies(item -> {
			assertThat(item.number()).isEqualTo(5);
			assertThat(item.promptId()).isEqualTo("9053bac2-4fd8-41e8-8cad-d99d4e48dd6e");
			assertThat(item.graph().keySet()).contains("5", "9");
			assertThat(item.extraData().get("client_id").getAsString()).isEqualTo("cli-int");
			assertThat(item.outputs()).containsExactly("9");
		});
		assertThat(queue.pending()).first().extracting(QueueContents.Item::number).isEqualTo(-9.0);
	}

	@Test
	void queueOfAnIdleServer() throws Exception {
		QueueContents queue = replay("queue_idle", client -> client.queue().get());
		assertThat(queue.running()).isEmpty();
		assertThat(queue.pending()).isEmpty();
		assertThat(RecordedAnswersTest.<Integer>replay("prompt_get", client -> client.queueRemaining().get())).isZero();
		assertThat(RecordedAnswersTest.<Integer>replay("prompt_get_busy", client -> client.queueRemaining().get())).isPositive();
	}

	@Test
	void historyOfASuccess() throws Exception {
		HistoryEntry entry = replay("history_success", client -> client.history(SUCCESS).get()).orElseThrow();
		assertThat(entry.status()).isEqualTo("success");
		assertThat(entry.completed()).isTrue();
		assertThat(entry.outputs()).isEqualTo(Map.of("9", List.of(new OutputFile("t_00001_.png", "", "output"))));
		assertThat(entry.messages()).hasExactlyElementsOfTypes(ComfyEvent.ExecutionStart.class, ComfyEvent.ExecutionCached.class,
				ComfyEvent.ExecutionSuccess.class);
		assertThat(entry.prompt()).extracting(QueueContents.Item::promptId).isEqualTo(SUCCESS);
	}

	@Test
	void historyOfAnErrorNamesTheNode() throws Exception {
		HistoryEntry entry = replay("history_error", client -> client.history("32b99a63-73de-48f5-8bf2-41eeb6039d96").get())
				.orElseThrow();
		assertThat(entry.completed()).isFalse();
		assertThat(entry.messages()).last().isInstanceOfSatisfying(ComfyEvent.ExecutionError.class, error -> {
			assertThat(error.node()).isEqualTo("5");
			assertThat(error.nodeType()).isEqualTo("Boom");
			assertThat(error.message()).isEqualTo("boom 1\n");
			assertThat(error.exceptionType()).isEqualTo("ValueError");
			assertThat(error.traceback()).isNotEmpty();
		});
	}

	@Test
	void historyOfAnInterruption() throws Exception {
		HistoryEntry entry = replay("history_interrupted", client -> client.history("9053bac2-4fd8-41e8-8cad-d99d4e48dd6e").get())
				.orElseThrow();
		assertThat(entry.messages()).last().isInstanceOf(ComfyEvent.ExecutionInterrupted.class);
	}

	@Test
	void unknownHistoryIsEmpty() throws Exception {
		assertThat(RecordedAnswersTest.<Optional<HistoryEntry>>replay("history_unknown", client -> client.history("none").get())).isEmpty();
		assertThat(RecordedAnswersTest.<Map<String, HistoryEntry>>replay("history_max_items", client -> client.history(1).get())).hasSize(1);
	}

	@Test
	void models() throws Exception {
		assertThat(RecordedAnswersTest.<List<String>>replay("models", client -> client.models().get())).contains("checkpoints", "loras");
		assertThat(RecordedAnswersTest.<Optional<List<String>>>replay("models_checkpoints", client -> client.models("checkpoints").get()).orElseThrow()).isNotEmpty();
		assertThat(RecordedAnswersTest.<Optional<List<String>>>replay("models_unknown", client -> client.models("nope").get())).isEmpty();
		assertThat(RecordedAnswersTest.<List<String>>replay("embeddings", client -> client.embeddings().get())).isNotNull();
		assertThat(RecordedAnswersTest.<JsonObject>replay("features", client -> client.features().get()).get("max_upload_size").getAsLong()).isEqualTo(104857600);
	}

	@Test
	void objectInfo() throws Exception {
		Map<String, NodeInfo> nodes = serve(request -> Reply.json(Recordings.objectInfo().toString()),
				client -> client.objectInfo().get());
		NodeInfo sampler = nodes.get("KSampler");
		assertThat(sampler.inputs()).extracting(NodeInfo.Input::name).startsWith("model", "seed", "steps", "cfg", "sampler_name");
		assertThat(sampler.inputs().get(1).options().get("control_after_generate").getAsBoolean()).isTrue();
		assertThat(sampler.inputs().get(4).type()).isEqualTo("COMBO");
		assertThat(sampler.inputs().get(4).choices()).isNotEmpty();
		assertThat(RecordedAnswersTest.<Optional<NodeInfo>>replay("object_info_node", client -> client.objectInfo("SlowSteps").get())).isPresent();
		assertThat(RecordedAnswersTest.<Optional<NodeInfo>>replay("object_info_unknown", client -> client.objectInfo("Nope").get())).isEmpty();
	}

	@Test
	void anAcceptedPrompt() throws Exception {
		PromptAccepted accepted = replay("prompt_ok", client -> client.submit(graph("prompt_ok")).get());
		assertThat(accepted.promptId()).isEqualTo(SUCCESS);
		assertThat(accepted.nodeErrors()).isEmpty();
	}

	@Test
	void aPartlyAcceptedPromptTellsWhatWillNotBeMade() throws Exception {
		PromptAccepted accepted = replay("200_partial_node_errors", client -> client.submit(graph("200_partial_node_errors")).get());
		assertThat(accepted.nodeErrors()).containsOnlyKeys("21");
		assertThat(accepted.nodeErrors().get("21").dependentOutputs()).containsExactly("20");
	}

	@Test
	void theRequestIsTheRecordedOne() throws Exception {
		Exchange exchange = Recordings.http("prompt_ok");
		PromptRequest request = graph("prompt_ok").clientId("cli-ok");
		serve(sent -> {
			assertThat(JsonParser.parseString(sent.body())).isEqualTo(exchange.sent());
			return Reply.json(exchange.body().toString());
		}, client -> client.submit(request).get());
	}

	@ParameterizedTest
	@CsvSource({ "400_missing_input,1,required_input_missing,width", "400_value_too_big,1,value_bigger_than_max,width",
			"400_value_not_in_list,3,value_not_in_list,upscale_method" })
	void aRejectedPromptNamesNodeAndInput(String recording, String node, String type, String input) {
		assertThatThrownBy(() -> replay(recording, client -> client.submit(graph(recording)).get()))
				.isInstanceOf(ExecutionException.class).cause()
				.isInstanceOfSatisfying(PromptRejectedException.class, rejected -> {
					assertThat(rejected.error().type()).isEqualTo("prompt_outputs_failed_validation");
					assertThat(rejected.nodeErrors()).containsKey(node);
					assertThat(rejected.nodeErrors().get(node).errors()).first().satisfies(error -> {
						assertThat(error.type()).isEqualTo(type);
						assertThat(error.input()).isEqualTo(input);
					});
				});
	}

	@ParameterizedTest
	@CsvSource({ "400_unknown_node,invalid_prompt", "400_no_outputs,prompt_no_outputs", "400_no_class_type,invalid_prompt",
			"400_no_prompt,no_prompt" })
	void aRejectionWithoutNodes(String recording, String type) {
		assertThatThrownBy(() -> replay(recording, client -> client.submit(PromptRequest.of(new JsonObject())).get())).cause()
				.isInstanceOfSatisfying(PromptRejectedException.class, rejected -> {
					assertThat(rejected.error().type()).isEqualTo(type);
					assertThat(rejected.nodeErrors()).isEmpty();
				});
	}

	@Test
	void anInternalErrorIsNoRejection() {
		assertThatThrownBy(() -> replay("500_bad_json", client -> client.submit(PromptRequest.of(new JsonObject())).get())).cause()
				.isInstanceOfSatisfying(ComfyException.UnexpectedStatus.class, e -> assertThat(e.status()).isEqualTo(500));
	}

	@Test
	void jobsBefore038AreUnsupported() {
		assertThatThrownBy(() -> replay("api_jobs", client -> client.jobs().get())).cause()
				.isInstanceOf(UnsupportedByServerException.class);
	}

	/** No recording of 0.38 exists: the forms are those of its source, as the notes beside the recordings tell. */
	@Test
	void jobsOf038() throws Exception {
		assertThat(RecordedAnswersTest.<List<ServerJob>>serve(
				request -> Reply.json("{\"jobs\": [{\"id\": \"a\", \"status\": \"in_progress\"}, {\"id\": \"b\", \"status\": \"pending\"}, 7]}"),
				client -> client.jobs().get())).extracting(ServerJob::id, ServerJob::status)
				.containsExactly(tuple("a", "in_progress"), tuple("b", "pending"));
		assertThat(RecordedAnswersTest.<Optional<ServerJob>>serve(
				request -> request.path().equals("/api/jobs/a") ? Reply.json("{\"id\": \"a\", \"status\": \"completed\"}") : Reply.json(404, ""),
				client -> client.job("a").get())).get().extracting(ServerJob::status).isEqualTo("completed");
		assertThat(RecordedAnswersTest.<Optional<ServerJob>>serve(request -> Reply.json(404, "{\"error\": \"Job not found\"}"),
				client -> client.job("a").get())).isEmpty();
		assertThat(RecordedAnswersTest.<Boolean>serve(request -> {
			assertThat(request.method() + ' ' + request.path()).isEqualTo("POST /api/jobs/a%2Fb/cancel");
			return Reply.json("{\"cancelled\": true}");
		}, client -> client.cancelJob("a/b").get())).isTrue();
	}

	@Test
	void commandsSendWhatWasRecorded() throws Exception {
		sends("queue_delete", client -> client.deleteFromQueue(strings("queue_delete", "delete")).get());
		sends("queue_clear", client -> client.clearQueue().get());
		sends("history_clear", client -> client.clearHistory().get());
		sends("interrupt_id", client -> client.interrupt(string("interrupt_id", "prompt_id")).get());
		sends("free", client -> client.free(true, true).get());
	}

	private static void sends(String recording, Call<Void> call) throws Exception {
		Exchange exchange = Recordings.http(recording);
		serve(request -> {
			assertThat(request.path()).isEqualTo(exchange.path());
			assertThat(JsonParser.parseString(request.body())).isEqualTo(exchange.sent());
			return new Reply.Answer(exchange.status(), "", new byte[0]);
		}, call);
	}

	private static List<String> strings(String recording, String member) {
		return Recordings.http(recording).sent().getAsJsonObject().getAsJsonArray(member).asList().stream()
				.map(element -> element.getAsString()).toList();
	}

	private static String string(String recording, String member) {
		return Recordings.http(recording).sent().getAsJsonObject().get(member).getAsString();
	}

	private static PromptRequest graph(String recording) {
		return PromptRequest.of(Recordings.http(recording).sent().getAsJsonObject().getAsJsonObject("prompt"));
	}
}
