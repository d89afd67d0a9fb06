// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.creativestudio.comfyui.client.NodeInfo;
import org.creativestudio.comfyui.core.ActiveFallback;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.embedded.EmbeddedServer;
import org.creativestudio.comfyui.embedded.ServerOptions;
import org.creativestudio.comfyui.testing.ScriptedServer;
import org.creativestudio.comfyui.testing.ScriptedServer.Reply;
import org.creativestudio.comfyui.testing.ScriptedServer.Request;
import org.creativestudio.comfyui.workflow.JobError.Kind;
import org.creativestudio.comfyui.workflow.JobHandle;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.creativestudio.comfyui.workflow.JobState;
import org.creativestudio.comfyui.workflow.Workflow;
import org.creativestudio.comfyui.workflow.Workflow.Format;
import org.creativestudio.comfyui.workflow.WorkflowFormatException;
import org.creativestudio.comfyui.workflow.WorkflowOptions;
import org.creativestudio.comfyui.workflow.internal.EditorGraph;
import org.creativestudio.comfyui.workflow.internal.JobService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/** Workflows that no server, and none of ours, should choke on: huge, in circles, or of values that nobody expects. */
@Timeout(180)
class HostileWorkflowTest {

	private static final String IMAGE = "{\"1\": {\"class_type\": \"EmptyImage\", \"inputs\": {\"width\": 8, \"height\": 8, \"batch_size\": 1, \"color\": 255}},"
			+ " \"9\": {\"class_type\": \"SaveImage\", \"inputs\": {\"images\": [\"1\", 0], \"filename_prefix\": \"t\"}}}";
	/** A subgraph and all that the editor resolves by itself. */
	private static final String EDITOR = """
			{"nodes": [
			{"id": 1, "type": "EmptyImage", "mode": 0, "widgets_values": [24, 12, 1, 77], "inputs": [], "outputs": [{"type": "IMAGE", "links": [1]}]},
			{"id": 2, "type": "Reroute", "mode": 0, "inputs": [{"type": "*", "link": 1}], "outputs": [{"type": "IMAGE"}]},
			{"id": 3, "type": "ImageInvert", "mode": 4, "inputs": [{"name": "image", "type": "IMAGE", "link": 2}], "outputs": [{"type": "IMAGE"}]},
			{"id": 4, "type": "aaaa", "mode": 0, "inputs": [{"name": "picture", "type": "IMAGE", "link": 3, "widget": {"name": "x"}}], "outputs": [{"type": "IMAGE"}],
			"widgets_values": [3], "properties": {"proxyWidgets": [["5", "x"]]}},
			{"id": 6, "type": "SetNode", "widgets_values": ["pic"], "inputs": [{"type": "IMAGE", "link": 4}]},
			{"id": 7, "type": "GetNode", "widgets_values": ["pic"], "outputs": [{"type": "IMAGE"}]},
			{"id": 9, "type": "SaveImage", "mode": 0, "inputs": [{"name": "images", "type": "IMAGE", "link": 5}], "widgets_values": ["e"]}],
			"links": [[1, 1, 0, 2, 0, "IMAGE"], [2, 2, 0, 3, 0, "IMAGE"], [3, 3, 0, 4, 0, "IMAGE"], [4, 4, 0, 6, 0, "IMAGE"], [5, 7, 0, 9, 0, "IMAGE"]],
			"definitions": {"subgraphs": [{"id": "aaaa", "nodes": [{"id": 5, "type": "ImageInvert", "inputs": [{"name": "image", "type": "IMAGE", "link": 1}]}],
			"links": [{"id": 1, "origin_id": -10, "origin_slot": 0, "target_id": 5, "target_slot": 0, "type": "IMAGE"},
			{"id": 2, "origin_id": 5, "origin_slot": 0, "target_id": -20, "target_slot": 0, "type": "IMAGE"}]}]}, "version": 0.4}""";
	private static final String[] ODD = { "null", "-1", "1e400", "-1e99999", "1e-99999", "9223372036854775808", "0.5", "true", "\"\"", "\"x\"", "\"\\u0000\"",
			"[]", "[[]]", "{}", "{\"id\": {}}", "[1, 2]" };

	@TempDir
	Path directory;
	private final FakeFleet fleet = new FakeFleet();
	private final List<AutoCloseable> servers = new ArrayList<>();
	private JobService service;

	@BeforeEach
	void setUp() {
		service = new JobService(fleet, fleet, new StudioHome(directory.resolve("home")), Clock.systemUTC());
	}

	@AfterEach
	void tearDown() throws Exception {
		service.close();
		fleet.close();
		for (AutoCloseable server : servers)
			server.close();
	}

	private void running(String id) throws IOException {
		EmbeddedServer server = EmbeddedServer.start(ServerOptions.inDirectory(directory.resolve(id)));
		servers.add(server);
		fleet.set(id, server.port(), InstanceStatus.RUNNING, false);
	}

	private static Workflow workflow(String graph) {
		JsonObject json = JsonParser.parseString(graph).getAsJsonObject();
		return new Workflow("w.json", json.has("nodes") ? Format.EDITOR : Format.API, json, null);
	}

	private JobSnapshot run(Workflow workflow) {
		return service.execute(workflow, WorkflowOptions.defaults()).result().join();
	}

	private void assertServiceLives() {
		assertThat(run(workflow(IMAGE)).state()).as("others run").isEqualTo(JobState.DONE);
	}

	/** A workflow file with a note of that many bytes in it. */
	private Path file(String graph, long bytes) throws IOException {
		Path file = directory.resolve("large.json");
		try (Writer writer = Files.newBufferedWriter(file)) {
			writer.write(graph.substring(0, graph.lastIndexOf("\"filename_prefix\"")) + "\"note\": \"");
			String filler = "0123456789abcdef".repeat(4096);
			for (long written = 0; written < bytes; written += filler.length())
				writer.write(filler);
			writer.write("\", " + graph.substring(graph.lastIndexOf("\"filename_prefix\"")));
		}
		return file;
	}

	@Test
	void fiftyMegabytesAreReadStoredAndRun() throws Exception {
		AtomicLong received = new AtomicLong();
		large(received);
		Workflow workflow = service.read(file(IMAGE, 50_000_000));
		JobSnapshot end = run(workflow);
		assertThat(end.error()).isNull();
		assertThat(end.state()).isEqualTo(JobState.DONE);
		assertThat(received.get()).isGreaterThan(50_000_000);
		assertThat(service.retry(end.id()).get().result().get().state()).as("it is kept").isEqualTo(JobState.DONE);
	}

	/** A server that takes anything and has done it. It keeps nothing, for the test has the memory of a program with a few jobs. */
	private void large(AtomicLong received) throws IOException {
		Pattern id = Pattern.compile("\"prompt_id\": ?\"([^\"]+)");
		List<String> prompts = new ArrayList<>();
		ScriptedServer server = new ScriptedServer(request -> reply(request, received, id, prompts));
		servers.add(server);
		fleet.set("a", server.port(), InstanceStatus.RUNNING, false);
	}

	private static Reply reply(Request request, AtomicLong received, Pattern id, List<String> prompts) {
		if (request.path().startsWith("/ws"))
			return new Reply.Upgrade(frames -> frames.awaitEnd());
		if (request.path().equals("/prompt") && request.method().equals("POST")) {
			received.set(request.body().length());
			Matcher prompt = id.matcher(request.body());
			assertThat(prompt.find()).isTrue();
			prompts.add(prompt.group(1));
			return Reply.json("{\"prompt_id\": \"" + prompt.group(1) + "\", \"number\": 1, \"node_errors\": {}}");
		}
		if (request.path().startsWith("/history/"))
			return Reply.json("{\"" + prompts.getLast() + "\": {\"prompt\": [1, \"" + prompts.getLast() + "\", {}, {}, []], \"outputs\": {},"
					+ " \"status\": {\"status_str\": \"success\", \"completed\": true, \"messages\": []}}}");
		return Reply.json(request.path().startsWith("/object_info") ? 404 : 200, "{}");
	}

	@Test
	void whatIsLargerThanAnyWorkflowIsRefusedUnread() throws Exception {
		Path file = directory.resolve("huge.json");
		try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
			sparse.setLength(1L << 40);
		}
		assertThatThrownBy(() -> service.read(file)).isInstanceOf(WorkflowFormatException.class).hasMessageContaining("larger than 64 MiB");
	}

	@Test
	void aLargeDrawingIsNotSentAlongWithWhatRuns() throws Exception {
		running("a");
		String note = "{\"id\": 77, \"type\": \"Note\", \"widgets_values\": [\"" + "x".repeat(9 << 20) + "\"]},";
		JobSnapshot end = run(workflow("{\"nodes\": [" + note + "{\"id\": 1, \"type\": \"EmptyImage\", \"widgets_values\": [24, 12, 1, 77]},"
				+ "{\"id\": 9, \"type\": \"SaveImage\", \"inputs\": [{\"name\": \"images\", \"type\": \"IMAGE\", \"link\": 3}], \"widgets_values\": [\"e\"]}],"
				+ "\"links\": [[3, 1, 0, 9, 0, \"IMAGE\"]], \"version\": 0.4}"));
		assertThat(end.error()).isNull();
		assertThat(end.outputs()).singleElement().satisfies(image -> assertThat(Files.size(image)).isLessThan(100_000));
	}

	@Test
	void tenThousandNodesAreTakenAndRun() throws Exception {
		running("a");
		JsonObject graph = JsonParser.parseString(IMAGE).getAsJsonObject();
		for (int i = 100; i < 10_100; i++)
			graph.add(Integer.toString(i), graph.get("1").deepCopy());
		JobSnapshot end = run(new Workflow("w.json", Format.API, graph, null));
		assertThat(end.error()).isNull();
		assertThat(end.state()).isEqualTo(JobState.DONE);
	}

	@Test
	void aChainOfTenThousandNodesIsRefusedWithAMessage() throws Exception {
		running("a");
		JsonObject graph = JsonParser.parseString(IMAGE).getAsJsonObject();
		String last = "1";
		for (int i = 100; i < 10_100; i++) {
			JsonObject node = JsonParser.parseString("{\"class_type\": \"ImageInvert\", \"inputs\": {}}").getAsJsonObject();
			JsonArray link = new JsonArray();
			link.add(last);
			link.add(0);
			node.getAsJsonObject("inputs").add("image", link);
			last = Integer.toString(i);
			graph.add(last, node);
		}
		JsonArray link = new JsonArray();
		link.add(last);
		link.add(0);
		graph.getAsJsonObject("9").getAsJsonObject("inputs").add("images", link);
		JobSnapshot end = run(new Workflow("w.json", Format.API, graph, null));
		assertThat(end.error().kind()).isEqualTo(Kind.INVALID_WORKFLOW);
		assertThat(end.error().message()).as("as ComfyUI says").contains("Node ", "ImageInvert", "too long a chain");
		assertThat(run(workflow(IMAGE)).state()).as("the server lives").isEqualTo(JobState.DONE);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "\"images\": [\"1\", 0]|\"images\": [\"9\", 0]", // a cycle
			"\"images\": [\"1\", 0]|\"images\": [\"77\", 0]", // a node that is not there
			"\"images\": [\"1\", 0]|\"images\": [\"1\", 44]", // an output that is not there
			"\"images\": [\"1\", 0]|\"images\": [[], {}]", // no link
			"\"width\": 8|\"width\": \"wide\"", // the wrong type
			"\"width\": 8|\"width\": -1e300", // out of bounds
			"\"width\": 8|\"width\": {\"a\": [1]}", // no value at all
			"\"width\": 8,|", // a missing input
			"\"class_type\": \"EmptyImage\",|", // a node of no class
			"\"class_type\": \"EmptyImage\"|\"class_type\": 7" })
	void oddGraphsAreRefusedWithAMessage(String from, String to) throws Exception {
		running("a");
		JobSnapshot end = run(workflow(IMAGE.replace(from, to == null ? "" : to)));
		assertThat(end.state()).isEqualTo(JobState.FAILED);
		assertThat(end.error().kind()).isEqualTo(Kind.INVALID_WORKFLOW);
		assertThat(end.error().message()).startsWith("a refused the workflow: ").hasSizeGreaterThan(30);
		assertThat(run(workflow(IMAGE)).state()).as("the server lives").isEqualTo(JobState.DONE);
	}

	@Test
	void tenThousandNodesOfTheEditorInACircleAreRefused() throws Exception {
		running("a");
		StringBuilder nodes = new StringBuilder();
		StringBuilder links = new StringBuilder("[0, 10000, 0, 20000, 0, \"IMAGE\"]");
		for (int i = 1; i <= 10_000; i++) {
			nodes.append("{\"id\": " + i + ", \"type\": \"Reroute\", \"inputs\": [{\"type\": \"*\", \"link\": " + i + "}]},");
			links.append(", [" + i + ", " + (i == 1 ? 10_000 : i - 1) + ", 0, " + i + ", 0, \"*\"]");
		}
		JobSnapshot end = run(workflow("{\"nodes\": [" + nodes + "{\"id\": 20000, \"type\": \"SaveImage\", \"widgets_values\": [\"e\"],"
				+ " \"inputs\": [{\"name\": \"images\", \"type\": \"IMAGE\", \"link\": 0}]}], \"links\": [" + links + "]}"));
		assertThat(end.error().kind()).isEqualTo(Kind.INVALID_WORKFLOW);
		assertThat(end.error().message()).contains("circle");
		assertServiceLives();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"nodes\": [{\"id\": 1, \"type\": \"EmptyImage\", \"mode\": 1e99999}], \"links\": []}",
			"{\"nodes\": [{\"id\": 1, \"type\": \"EmptyImage\", \"mode\": -1e-99999, \"widgets_values\": [1e99999]}], \"links\": []}",
			"{\"nodes\": [{\"id\": [1], \"type\": {}, \"widgets_values\": 7}, 7, null], \"links\": [7, [1], null]}",
			"{\"nodes\": [{\"id\": 1, \"type\": \"EmptyImage\"}], \"links\": [[1, 1, \"x\", 2, 0, \"IMAGE\"]]}",
			"{\"1\": {\"class_type\": 1e99999, \"inputs\": 7}}", "{\"1\": {\"class_type\": [], \"inputs\": {\"a\": 1e99999}}}", "{}" })
	void absurdValuesFailOneJobAndNoOther(String graph) throws Exception {
		running("a");
		JobSnapshot end = run(workflow(graph));
		assertThat(end.state()).isEqualTo(JobState.FAILED);
		assertThat(end.error().kind()).isEqualTo(Kind.INVALID_WORKFLOW);
		assertThat(end.error().message()).doesNotContain("unexpected", "Exception");
		assertServiceLives();
	}

	@Test
	void aWorkflowThatNobodyUnderstandsHoldsUpNoOther() throws Exception {
		running("a");
		JobSnapshot end = run(new Workflow("none", Format.API, null, null));
		assertThat(end.state()).isEqualTo(JobState.FAILED);
		assertServiceLives();
	}

	/** Each value of a workflow of the editor is replaced by each odd one; then several at once. */
	@Test
	void whateverStandsWhereverAWorkflowIsConvertedOrRefusedWithAMessage() throws Exception {
		running("a");
		fleet.settings = fleet.settings.activeFallback(ActiveFallback.WAIT);
		fleet.set("b", 1, InstanceStatus.STOPPED, true);
		Map<String, NodeInfo> classes = fleet.client("a").objectInfo().get();
		List<JsonObject> graphs = new ArrayList<>();
		int places = count(JsonParser.parseString(EDITOR));
		for (int place = 1; place < places; place++)
			for (String odd : ODD)
				graphs.add(replaced(place, odd));
		Random random = new Random(7);
		for (int i = 0; i < 500; i++) {
			JsonObject graph = JsonParser.parseString(EDITOR).getAsJsonObject();
			for (int j = 0; j < 5; j++)
				replace(graph, new int[] { 1 + random.nextInt(places - 1) }, ODD[random.nextInt(ODD.length)]);
			graphs.add(graph);
		}
		int converted = 0;
		for (JsonObject graph : graphs)
			try {
				EditorGraph.toApi("w.json", graph, classes);
				converted++;
			} catch (WorkflowFormatException e) {
				assertThat(e.getMessage()).contains("w.json");
			} catch (RuntimeException e) {
				throw new AssertionError(graph.toString(), e);
			}
		assertThat(converted).as("most are still workflows").isBetween(graphs.size() / 4, graphs.size());
		// None of them stops the queue either: each is looked at, and waits for the active instance or was refused.
		List<JobHandle> jobs = graphs.stream().filter(graph -> graph.hashCode() % 8 == 0)
				.map(graph -> service.execute(new Workflow("w.json", Format.EDITOR, graph, null), WorkflowOptions.defaults())).toList();
		assertThat(service.execute(workflow(IMAGE), WorkflowOptions.onInstance("a")).result().get().state()).isEqualTo(JobState.DONE);
		for (JobHandle job : jobs)
			assertThat(job.cancel().get().error()).as(job.snapshot().workflow().graph()::toString).isNull();
	}

	private static JsonObject replaced(int place, String odd) {
		JsonObject graph = JsonParser.parseString(EDITOR).getAsJsonObject();
		replace(graph, new int[] { place }, odd);
		return graph;
	}

	private static int count(JsonElement element) {
		int count = 1;
		for (JsonElement child : children(element))
			count += count(child);
		return count;
	}

	private static Iterable<JsonElement> children(JsonElement element) {
		return switch (element) {
		case JsonObject object -> object.asMap().values();
		case JsonArray array -> array;
		default -> List.of();
		};
	}

	/** @param left the number of the value in the order of the text; counts down */
	private static void replace(JsonElement parent, int[] left, String odd) {
		if (parent instanceof JsonObject object)
			for (String name : List.copyOf(object.keySet())) {
				if (--left[0] == 0)
					object.add(name, JsonParser.parseString(odd));
				else if (left[0] > 0)
					replace(object.get(name), left, odd);
			}
		else if (parent instanceof JsonArray array)
			for (int i = 0; i < array.size(); i++) {
				if (--left[0] == 0)
					array.set(i, JsonParser.parseString(odd));
				else if (left[0] > 0)
					replace(array.get(i), left, odd);
			}
	}
}
