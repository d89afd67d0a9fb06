// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.creativestudio.comfyui.workflow.tests.ScriptedComfy.GRAPH;
import static org.creativestudio.comfyui.workflow.tests.ScriptedComfy.OUT_OF_MEMORY;
import static org.creativestudio.comfyui.workflow.tests.ScriptedComfy.done;
import static org.creativestudio.comfyui.workflow.tests.ScriptedComfy.end;
import static org.creativestudio.comfyui.workflow.tests.ScriptedComfy.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.StudioHome;
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

	@TempDir
	Path directory;
	private final FakeFleet fleet = new FakeFleet();
	private final List<ScriptedComfy> servers = new CopyOnWriteArrayList<>();
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
		for (ScriptedComfy server : servers)
			server.close();
	}

	private JobSnapshot run() {
		return service.execute(new Workflow("w.json", Format.API, JsonParser.parseString(GRAPH).getAsJsonObject(), null), WorkflowOptions.defaults())
				.result().join();
	}

	private ScriptedComfy scripted() throws IOException {
		ScriptedComfy server = new ScriptedComfy();
		servers.add(server);
		return server;
	}

	private ScriptedComfy bad() throws IOException {
		ScriptedComfy server = scripted();
		fleet.set("a", server.port(), InstanceStatus.RUNNING, false);
		return server;
	}

	@Test
	void wrongEventsAndThoseOfOthersEndNothing() throws Exception {
		ScriptedComfy server = bad();
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
		ScriptedComfy server = bad();
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
		ScriptedComfy server = bad();
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
		ScriptedComfy server = bad();
		server.accepts = "its-own";
		JobSnapshot end = run();
		assertThat(end.error().message()).contains("gives workflows ids of its own", "Update");
	}

	@Test
	void aPromptThatVanishesFromTheQueueIsCancelledAndNotRunAgain() throws Exception {
		ScriptedComfy server = bad();
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
		ScriptedComfy server = bad();
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
		ScriptedComfy small = scripted();
		ScriptedComfy large = scripted();
		small.history = OUT_OF_MEMORY;
		large.history = done("PROMPT", image("x.png", ""));
		fleet.withMemory("a", small.port(), 8L << 30);
		fleet.withMemory("b", large.port(), 24L << 30);
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
		ScriptedComfy only = scripted();
		only.history = OUT_OF_MEMORY;
		fleet.withMemory("a", only.port(), 8L << 30);
		JobSnapshot end = run();
		assertThat(end.state()).isEqualTo(JobState.FAILED);
		assertThat(end.error().kind()).isEqualTo(Kind.EXECUTION);
		assertThat(end.error().message()).contains("Allocation on device", "not even after it was freed", "Use smaller images");
		assertThat(only.count("POST /prompt")).isEqualTo(2);
	}

	@Test
	void anEndlessAnswerIsGivenUpAndSaid() throws Exception {
		ScriptedComfy server = bad();
		server.history = "ENDLESS";
		JobSnapshot end = run();
		assertThat(end.state()).isEqualTo(JobState.FAILED);
		assertThat(end.error().kind()).isEqualTo(Kind.INSTANCE);
		assertThat(end.error().message()).contains("tells so much of it that it can't be read", "Its files are at that instance");
		assertThat(server.submitted()).isEqualTo(1);
	}

	@Test
	void ofTooManyFilesTheFirstThousandAreFetchedAndTheRestIsSaid() throws Exception {
		ScriptedComfy server = bad();
		server.history = done("PROMPT", String.join(",", IntStream.range(0, 1200).mapToObj(i -> image(i + ".png", "")).toList()));
		JobSnapshot end = run();
		assertThat(end.error()).isNull();
		assertThat(end.outputs()).hasSize(1000);
		assertThat(end.why()).contains("200 more files were left at a");
	}
}
