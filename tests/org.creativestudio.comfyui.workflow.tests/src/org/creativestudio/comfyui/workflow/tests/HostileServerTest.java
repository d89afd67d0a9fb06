// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.testing.ScriptedServer;
import org.creativestudio.comfyui.testing.ScriptedServer.Reply;
import org.creativestudio.comfyui.testing.ScriptedServer.Request;
import org.creativestudio.comfyui.testing.ScriptedServer.SocketScript;
import org.creativestudio.comfyui.workflow.JobError.Kind;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.creativestudio.comfyui.workflow.JobState;
import org.creativestudio.comfyui.workflow.Workflow;
import org.creativestudio.comfyui.workflow.Workflow.Format;
import org.creativestudio.comfyui.workflow.WorkflowOptions;
import org.creativestudio.comfyui.workflow.internal.JobService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import com.google.gson.JsonParser;

/** Jobs at servers that say wrong things, too many, or of others; and at servers whose memory does not suffice. */
@Timeout(60)
class HostileServerTest {

	private static final String GRAPH = "{\"1\": {\"class_type\": \"EmptyImage\", \"inputs\": {\"seed\": 1}},"
			+ " \"9\": {\"class_type\": \"SaveImage\", \"inputs\": {\"images\": [\"1\", 0]}}}";
	private static final SocketScript QUIET = frames -> frames.awaitEnd();

	@TempDir
	Path directory;
	private final FakeFleet fleet = new FakeFleet();
	private final List<Bad> servers = new CopyOnWriteArrayList<>();
	private StudioHome home;
	private JobService service;

	@BeforeEach
	void setUp() {
		home = new StudioHome(directory.resolve("home"));
		service = new JobService(fleet, fleet, home, Clock.systemUTC());
	}

	@AfterEach
	void tearDown() throws Exception {
		service.close();
		fleet.close();
		for (Bad server : servers)
			server.server.close();
	}

	/** A server that takes a prompt and then does what a test says. */
	private final class Bad {
		final ScriptedServer server;
		final CompletableFuture<String> prompt = new CompletableFuture<>();
		final List<String> asked = new CopyOnWriteArrayList<>();
		volatile SocketScript events = QUIET;
		volatile boolean running = true;
		volatile String history = "{}";
		volatile String accepts = "PROMPT";

		Bad() throws IOException {
			server = new ScriptedServer(this::answer);
			servers.add(this);
		}

		private Reply answer(Request request) {
			String path = request.path().replaceFirst("\\?.*", "");
			asked.add(request.method() + ' ' + path.replaceFirst("(/history/).*", "$1"));
			if (path.equals("/ws"))
				return new Reply.Upgrade(frames -> events.run(frames));
			if (path.equals("/prompt") && request.method().equals("POST")) {
				String id = JsonParser.parseString(request.body()).getAsJsonObject().get("prompt_id").getAsString();
				prompt.complete(id);
				return Reply.json("{\"prompt_id\": \"" + accepts.replace("PROMPT", id) + "\", \"number\": 1, \"node_errors\": {}}");
			}
			if (path.startsWith("/history"))
				return Reply.json(history(path.substring(path.lastIndexOf('/') + 1)));
			if (path.equals("/queue") && request.method().equals("GET"))
				return Reply.json("{\"queue_running\": [" + (running && prompt.isDone() ? "[1, \"" + prompt.join() + "\", {}, {}, []]" : "")
						+ "], \"queue_pending\": []}");
			if (path.equals("/view"))
				return new Reply.Answer(200, "Content-Type: image/png\r\n", "pixels".getBytes(StandardCharsets.UTF_8));
			if (path.equals("/object_info"))
				return Reply.json(404, "{}");
			return Reply.json("{}");
		}

		String history(String id) {
			return history.replace("PROMPT", id);
		}

		long count(String what) {
			return asked.stream().filter(what::equals).count();
		}
	}

	private static String done(String prompt, String files) {
		return "{\"PROMPT\": {\"prompt\": [1, \"" + prompt + "\", {}, {}, [\"9\"]], \"outputs\": {\"9\": {\"images\": [" + files + "]}},"
				+ " \"status\": {\"status_str\": \"success\", \"completed\": true, \"messages\": []}}}";
	}

	private static String image(String name, String folder) {
		return "{\"filename\": \"" + name.replace("\\", "\\\\") + "\", \"subfolder\": \"" + folder.replace("\\", "\\\\") + "\", \"type\": \"output\"}";
	}

	private static final String OUT_OF_MEMORY = "{\"PROMPT\": {\"prompt\": [1, \"PROMPT\", {}, {}, [\"9\"]], \"outputs\": {}, \"status\":"
			+ " {\"status_str\": \"error\", \"completed\": false, \"messages\": [[\"execution_error\", {\"prompt_id\": \"PROMPT\", \"node_id\": \"1\","
			+ " \"node_type\": \"EmptyImage\", \"executed\": [], \"exception_message\": \"Allocation on device 0 would exceed allowed memory.\","
			+ " \"exception_type\": \"torch.OutOfMemoryError\", \"traceback\": [], \"current_inputs\": {}, \"current_outputs\": []}]]}}}";

	private static String end(String prompt) {
		return "{\"type\": \"executing\", \"data\": {\"node\": null, \"prompt_id\": \"" + prompt + "\"}}";
	}

	private JobSnapshot run() {
		return service.execute(new Workflow("w.json", Format.API, JsonParser.parseString(GRAPH).getAsJsonObject(), null), WorkflowOptions.defaults())
				.result().join();
	}

	private Bad bad() throws IOException {
		Bad server = new Bad();
		fleet.set("a", server.server.port(), InstanceStatus.RUNNING, false);
		return server;
	}

	@Test
	void wrongEventsAndThoseOfOthersEndNothing() throws Exception {
		Bad server = bad();
		server.events = frames -> {
			String prompt = server.prompt.join();
			frames.text("no JSON");
			frames.text("[]");
			frames.text("{\"type\": 7, \"data\": \"x\"}");
			frames.text("{\"type\": \"progress\", \"data\": {\"value\": -5, \"max\": 0, \"prompt_id\": \"" + prompt + "\", \"node\": \"77\"}}");
			frames.text("{\"type\": \"progress\", \"data\": {\"value\": 1e300, \"max\": 1, \"prompt_id\": \"" + prompt + "\", \"node\": \"1\"}}");
			frames.text("{\"type\": \"execution_error\", \"data\": {\"prompt_id\": \"another\", \"exception_message\": \"not ours\"}}");
			frames.text(end("another"));
			frames.binary(new byte[] { 0, 0, 0, 9, 1 });
			frames.text("{\"type\": \"execution_error\", \"data\": {\"prompt_id\": \"" + prompt + "\", \"exception_message\": \"a lie\"}}");
			server.history = done("PROMPT", image("x.png", ""));
			frames.text(end(prompt));
			frames.awaitEnd();
		};
		JobSnapshot end = run();
		assertThat(end.error()).isNull();
		assertThat(end.state()).as("the server's history counts, not its events").isEqualTo(JobState.DONE);
		assertThat(end.outputs()).singleElement().satisfies(file -> assertThat(file).hasContent("pixels"));
	}

	@Test
	void endlessClaimsToBeDoneAreNeitherBelievedNorAskedAboutEachTime() throws Exception {
		Bad server = bad();
		AtomicInteger sent = new AtomicInteger();
		CountDownLatch enough = new CountDownLatch(1);
		server.events = frames -> {
			String prompt = server.prompt.join();
			while (true) {
				frames.text(end(prompt));
				if (sent.incrementAndGet() == 20_000) {
					server.history = done("PROMPT", image("x.png", ""));
					enough.countDown();
				}
			}
		};
		JobSnapshot end = run();
		assertThat(end.state()).isEqualTo(JobState.DONE);
		assertThat(enough.getCount()).isZero();
		assertThat(server.count("GET /history/")).as("questions about %d events", sent.get()).isLessThan(sent.get() / 10);
	}

	@Test
	void anotherJobsResultIsNotTaken() throws Exception {
		Bad server = bad();
		server.events = frames -> {
			server.history = done("another", image("x.png", ""));
			frames.text(end(server.prompt.join()));
			frames.awaitEnd();
		};
		JobSnapshot end = run();
		assertThat(end.state()).isEqualTo(JobState.FAILED);
		assertThat(end.error().kind()).isEqualTo(Kind.INSTANCE);
		assertThat(end.error().message()).contains("a answers with the result of another workflow");
		assertThat(home.outputs(end.id())).doesNotExist();
	}

	@Test
	void anIdOfTheServersOwnIsRefused() throws Exception {
		Bad server = bad();
		server.accepts = "its-own";
		JobSnapshot end = run();
		assertThat(end.error().message()).contains("gives workflows ids of its own", "Update");
	}

	@Test
	void aPromptThatVanishesFromTheQueueIsCancelledAndNotRunAgain() throws Exception {
		Bad server = bad();
		server.events = frames -> {
			server.running = false;
			frames.text(end(server.prompt.join()));
			frames.awaitEnd();
		};
		JobSnapshot end = run();
		assertThat(end.state()).isEqualTo(JobState.CANCELLED);
		assertThat(end.why()).contains("somebody took it from the queue of a");
		assertThat(server.count("POST /prompt")).isEqualTo(1);
	}

	@Test
	void namesWithPathPartsWriteNothingOutsideTheJobsDirectory() throws Exception {
		Bad server = bad();
		server.events = frames -> {
			server.history = done("PROMPT", String.join(",", image("../../../evil.png", "../../.."), image("/tmp/evil.png", "/"),
					image("..\\..\\evil.png", "C:\\"), image("..", ".."), image("", ""), image(".part", ""), image("a/../../b.png", "x/../../.."),
					image("evil\u0000.png", "")));
			frames.text(end(server.prompt.join()));
			frames.awaitEnd();
		};
		JobSnapshot end = run();
		assertThat(end.error()).isNull();
		assertThat(end.outputs()).isNotEmpty().allSatisfy(file -> {
			assertThat(file.getParent()).isEqualTo(home.outputs(end.id()));
			assertThat(file).isRegularFile();
		});
		try (Stream<Path> all = Files.walk(directory)) {
			assertThat(all.filter(Files::isRegularFile).filter(file -> !file.startsWith(home.jobs()) && !file.startsWith(home.outputs(end.id())))
					.filter(file -> file.toString().contains("evil") || file.toString().contains(".png"))).isEmpty();
		}
		assertThat(Path.of("/tmp/evil.png")).doesNotExist();
	}

	@Test
	void outOfMemoryFreesFirstThenGoesWhereMoreIs() throws Exception {
		Bad small = new Bad();
		Bad large = new Bad();
		small.history = OUT_OF_MEMORY;
		large.history = done("PROMPT", image("x.png", ""));
		fleet.withMemory("a", small.server.port(), 8L << 30);
		fleet.withMemory("b", large.server.port(), 24L << 30);
		SocketScript ends = frames -> {
			frames.text(end("none"));
			frames.awaitEnd();
		};
		small.events = ends;
		large.events = ends;
		service.explain(new Workflow("w.json", Format.API, JsonParser.parseString(GRAPH).getAsJsonObject(), null), WorkflowOptions.defaults()).get(); // now both are known, and the first is chosen
		JobSnapshot end = run();
		assertThat(end.error()).isNull();
		assertThat(end.instanceId()).isEqualTo("b");
		assertThat(small.asked.stream().filter(what -> what.startsWith("POST"))).containsExactly("POST /prompt", "POST /free", "POST /prompt");
		assertThat(large.count("POST /prompt")).isEqualTo(1);
	}

	@Test
	void outOfMemoryEverywhereSaysWhatToDo() throws Exception {
		Bad only = new Bad();
		only.history = OUT_OF_MEMORY;
		fleet.withMemory("a", only.server.port(), 8L << 30);
		JobSnapshot end = run();
		assertThat(end.state()).isEqualTo(JobState.FAILED);
		assertThat(end.error().kind()).isEqualTo(Kind.EXECUTION);
		assertThat(end.error().message()).contains("Allocation on device", "not even after it was freed", "Use smaller images");
		assertThat(only.count("POST /prompt")).isEqualTo(2);
	}
}
