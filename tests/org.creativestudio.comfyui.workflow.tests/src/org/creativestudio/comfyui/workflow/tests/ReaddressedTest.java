// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.creativestudio.comfyui.workflow.tests.ScriptedComfy.GRAPH;
import static org.creativestudio.comfyui.workflow.tests.ScriptedComfy.begin;
import static org.creativestudio.comfyui.workflow.tests.ScriptedComfy.done;
import static org.creativestudio.comfyui.workflow.tests.ScriptedComfy.end;
import static org.creativestudio.comfyui.workflow.tests.ScriptedComfy.image;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import org.creativestudio.comfyui.client.ComfyClient;
import org.creativestudio.comfyui.client.OutputFile;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.testing.ReservedPort;
import org.creativestudio.comfyui.workflow.JobHandle;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.creativestudio.comfyui.workflow.JobState;
import org.creativestudio.comfyui.workflow.Workflow;
import org.creativestudio.comfyui.workflow.Workflow.Format;
import org.creativestudio.comfyui.workflow.WorkflowOptions;
import org.creativestudio.comfyui.workflow.WorkflowService.Attendance;
import org.creativestudio.comfyui.workflow.internal.JobService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import com.google.gson.JsonParser;

/** The address of an instance is edited while it has a job: the server at the new one is asked at once, whatever the job's timeout. */
@Timeout(60)
class ReaddressedTest {

	private static final Duration LONG = Duration.ofHours(1);

	@TempDir
	Path directory;
	private final FakeFleet fleet = new FakeFleet();
	private final BlockingQueue<JobSnapshot> changes = new LinkedBlockingQueue<>();
	private final CountDownLatch hanging = new CountDownLatch(1);
	private ScriptedComfy before;
	private ScriptedComfy after;
	private JobService service;

	@BeforeEach
	void setUp() throws IOException {
		before = new ScriptedComfy();
		after = new ScriptedComfy();
		service = program();
	}

	private JobService program() {
		JobService program = new JobService(fleet, fleet, new StudioHome(directory.resolve("home")), Clock.systemUTC());
		program.addListener((was, is) -> {
			if (is != null)
				changes.add(is);
		});
		return program;
	}

	@AfterEach
	void tearDown() throws Exception {
		service.close();
		fleet.close();
		before.close();
		after.close();
	}

	private JobHandle execute() {
		return service.execute(new Workflow("w.json", Format.API, JsonParser.parseString(GRAPH).getAsJsonObject(), null), WorkflowOptions.defaults());
	}

	private JobHandle running() throws InterruptedException {
		before.events = frames -> {
			frames.text(begin(before.prompt.join()));
			frames.awaitEnd();
		};
		fleet.attached("a", before.port(), LONG);
		JobHandle job = execute();
		await(next -> next.state() == JobState.RUNNING);
		return job;
	}

	private void await(Predicate<JobSnapshot> wanted) throws InterruptedException {
		for (JobSnapshot next = changes.take(); !wanted.test(next); next = changes.take())
			assertThat(next.state().isFinal()).as(next::toString).isFalse();
	}

	@Test
	void theSameServerUnderAnotherAddressIsFollowedOn() throws Exception {
		JobHandle job = running();
		String prompt = before.prompt.join();
		after.has(prompt);
		after.events = frames -> {
			frames.text("{\"type\": \"progress\", \"data\": {\"prompt_id\": \"" + prompt + "\", \"node\": \"1\", \"value\": 3, \"max\": 9}}");
			frames.awaitEnd();
		};
		fleet.attached("a", after.port(), LONG);
		await(next -> next.progress() != null && next.progress().step() == 3);
		after.running = false;
		after.history = done(prompt, image("carried on.png", ""));
		JobSnapshot end = job.result().get();
		assertThat(end.state()).as(end::why).isEqualTo(JobState.DONE);
		assertThat(end.outputs()).singleElement().satisfies(file -> assertThat(file).hasFileName("carried on.png"));
		assertThat(before.submitted() + after.submitted()).isEqualTo(1);
		assertThat(before.interrupted).isNotDone();
	}

	@Test
	void anotherServerThatDoesNotKnowTheJobGetsIt() throws Exception {
		JobHandle job = running();
		fleet.attached("a", after.port(), LONG);
		String second = after.prompt.get();
		assertThat(second).isNotEqualTo(before.prompt.join());
		after.history = done(second, image("anew.png", ""));
		JobSnapshot end = job.result().get();
		assertThat(end.state()).as(end::why).isEqualTo(JobState.DONE);
		assertThat(changes).anyMatch(change -> change.why().contains("the address of a was changed, and the server at the new one does not know"));
		assertThat(after.submitted()).isEqualTo(1);
		// Else both would finish it.
		assertThat(before.interrupted.get()).contains(before.prompt.join());
		assertThat(before.count("POST /queue")).isEqualTo(1);
		assertThat(after.interrupted).isNotDone();
	}

	@Test
	void aPromptOfSomebodyElseAtTheFormerServerIsLeftAlone() throws Exception {
		JobHandle job = running();
		before.has("of somebody else");
		fleet.attached("a", after.port(), LONG);
		after.history = done(after.prompt.get(), image("anew.png", ""));
		assertThat(job.result().get().state()).isEqualTo(JobState.DONE);
		assertThat(before.asked).contains("GET /queue");
		assertThat(before.interrupted).isNotDone();
	}

	@Test
	void whoTakesTheJobOfAnotherProgramOverTellsTheServerAtTheFormerAddress() throws Exception {
		String id = running().id();
		service.close();
		fleet.attached("a", after.port(), LONG);
		service = program();
		try (Attendance attendance = service.attend()) {
			after.history = done(after.prompt.get(), image("anew.png", ""));
			assertThat(service.getJob(id).orElseThrow().result().get().state()).isEqualTo(JobState.DONE);
		}
		assertThat(changes).anyMatch(change -> change.why().contains("the address of a was changed, and the server at the new one does not know"));
		assertThat(before.interrupted.get()).contains(before.prompt.join());
		assertThat(after.interrupted).isNotDone();
	}

	@Test
	void whoTakesTheJobOfAnotherProgramOverFollowsItAtTheSameServerUnderAnotherAddress() throws Exception {
		String id = running().id();
		service.close();
		String prompt = before.prompt.join();
		after.running = false;
		after.history = done(prompt, image("carried on.png", ""));
		fleet.attached("a", after.port(), LONG);
		service = program();
		try (Attendance attendance = service.attend()) {
			await(change -> change.id().equals(id) && change.state() == JobState.FETCHING);
			assertThat(service.getJob(id).orElseThrow().result().get().state()).isEqualTo(JobState.DONE);
		}
		assertThat(after.submitted()).isZero();
		assertThat(before.interrupted).isNotDone();
	}

	/** The second change comes before the first new address has answered. */
	@Test
	void theServerThatHadItIsToldThoughTheAddressIsChangedTwice() throws Exception {
		JobHandle job = running();
		try (ReservedPort nobody = new ReservedPort()) {
			fleet.attached("a", nobody.number(), LONG);
			await(next -> next.why().contains("does not answer"));
		}
		fleet.attached("a", after.port(), LONG);
		after.history = done(after.prompt.get(), image("anew.png", ""));
		assertThat(job.result().get().state()).isEqualTo(JobState.DONE);
		assertThat(before.interrupted.get()).contains(before.prompt.join());
	}

	/** What was given up notices late, and deletes the half that it has. */
	@Test
	void whatTheFormerServerStillSendsDoesNotDisturbTheFileOfTheNewOne() throws Exception {
		CompletableFuture<Path> half = new CompletableFuture<>();
		CompletableFuture<Path> sending = new CompletableFuture<>();
		fleet.around = client -> viewing(client, (own, target) -> {
			half.complete(target);
			return sending;
		});
		before.history = done("PROMPT", image("t.png", ""));
		before.events = frames -> {
			frames.text(begin(before.prompt.join()));
			frames.text(end(before.prompt.join()));
			frames.awaitEnd();
		};
		fleet.attached("a", before.port(), LONG);
		JobHandle job = execute();
		half.get();
		after.history = before.history;
		fleet.around = client -> viewing(client, (own, target) -> own.get().thenApply(path -> {
			half.join().toFile().delete();
			return path;
		}));
		fleet.attached("a", after.port(), LONG);
		sending.cancel(true); // as the client of the former address does when it is closed
		JobSnapshot end = job.result().get();
		assertThat(end.state()).as(end::toString).isEqualTo(JobState.DONE);
		assertThat(end.outputs()).singleElement().satisfies(file -> assertThat(file).hasFileName("t.png").hasContent("pixels"));
	}

	private static ComfyClient viewing(ComfyClient client, BiFunction<Supplier<CompletableFuture<Path>>, Path, CompletableFuture<Path>> view) {
		return (ComfyClient) Proxy.newProxyInstance(ComfyClient.class.getClassLoader(), new Class<?>[] { ComfyClient.class },
				(proxy, method, arguments) -> method.getName().equals("view")
						? view.apply(() -> client.view((OutputFile) arguments[0], (Path) arguments[1]), (Path) arguments[1])
						: method.invoke(client, arguments));
	}

	@Test
	void whatIsCancelledMeanwhileIsNotSentToTheNewServer() throws Exception {
		JobHandle job = running();
		before.vanish();
		fleet.attached("a", after.port(), LONG);
		assertThat(job.cancel().get().state()).isEqualTo(JobState.CANCELLED);
		assertThat(after.submitted()).isZero();
	}

	@Test
	void whatIsCancelledAtTheNewAddressIsInterruptedAtTheFormerOne() throws Exception {
		JobHandle job = running();
		try (ReservedPort nobody = new ReservedPort()) {
			fleet.attached("a", nobody.number(), LONG);
			await(next -> next.why().contains("does not answer"));
			assertThat(job.cancel().get().state()).isEqualTo(JobState.CANCELLED);
		}
		assertThat(before.interrupted.get()).contains(before.prompt.join());
	}

	@Test
	void theNextJobIsFollowedAtTheNewServerWhileOneOfTheOldHangs() throws Exception {
		fleet.around = client -> (ComfyClient) Proxy.newProxyInstance(ComfyClient.class.getClassLoader(), new Class<?>[] { ComfyClient.class },
				(proxy, method, arguments) -> {
					if (!method.getName().equals("history"))
						return method.invoke(client, arguments);
					hanging.countDown();
					return new CompletableFuture<>();
				});
		before.events = frames -> {
			frames.text(begin(before.prompt.join()));
			frames.text(end(before.prompt.join()));
			frames.awaitEnd();
		};
		fleet.attached("a", before.port(), LONG);
		execute();
		hanging.await();
		fleet.around = UnaryOperator.identity();
		after.events = frames -> {
			frames.text(begin(after.prompt.join()));
			frames.awaitEnd();
		};
		fleet.attached("a", after.port(), LONG);
		JobHandle next = execute();
		await(change -> change.id().equals(next.id()) && change.state() == JobState.RUNNING);
		assertThat(after.asked).contains("GET /ws");
	}
}
