// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.creativestudio.comfyui.client.ClientOptions;
import org.creativestudio.comfyui.client.ComfyClient;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.embedded.EmbeddedServer;
import org.creativestudio.comfyui.embedded.ServerOptions;
import org.creativestudio.comfyui.testing.FixedFleet;
import org.creativestudio.comfyui.testing.JobProgram;
import org.creativestudio.comfyui.testing.ReservedPort;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.creativestudio.comfyui.workflow.JobState;
import org.creativestudio.comfyui.workflow.WorkflowService.Attendance;
import org.creativestudio.comfyui.workflow.internal.JobService;
import org.creativestudio.comfyui.workflow.internal.journal.HomeJobs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A program with jobs is killed (kill -9), and another one on the same home finds each job where it is. */
@Timeout(120)
class DurableQueueTest {

	private static final String GRAPH = "{\"1\": {\"class_type\": \"EmptyImage\", \"inputs\": {\"width\": 8, \"height\": 8, \"batch_size\": 1, \"color\": 1}},"
			+ " \"5\": {\"class_type\": \"SlowSteps\", \"inputs\": {\"image\": [\"1\", 0], \"steps\": STEPS, \"delay\": 0.05, \"preview\": false, \"seed\": 1}},"
			+ " \"9\": {\"class_type\": \"SaveImage\", \"inputs\": {\"images\": [\"5\", 0], \"filename_prefix\": \"t\"}}}";

	@TempDir
	Path directory;
	private StudioHome home;
	private int port;
	private EmbeddedServer server;
	private final List<AutoCloseable> open = new ArrayList<>();
	private final BlockingQueue<JobSnapshot> changes = new LinkedBlockingQueue<>();

	@BeforeEach
	void setUp() throws IOException {
		home = new StudioHome(directory.resolve("home"));
		ReservedPort reserved = new ReservedPort();
		open.add(reserved);
		port = reserved.number();
	}

	@AfterEach
	void tearDown() throws Exception {
		for (AutoCloseable each : open.reversed())
			each.close();
		if (server != null)
			server.close();
	}

	private void serve() throws IOException {
		server = EmbeddedServer.start(ServerOptions.inDirectory(directory.resolve("server")).withPort(port));
	}

	/** A program with one job, killed as soon as the job is in that state. @return id of the job */
	private String killedWhen(JobState state, int steps) throws Exception {
		Path graph = Files.writeString(directory.resolve("graph.json"), GRAPH.replace("STEPS", Integer.toString(steps)));
		Path errors = directory.resolve("errors.log");
		Process program = JobProgram.start(home.directory(), List.of(port), 1, 1, graph, errors);
		try (BufferedReader lines = program.inputReader()) {
			for (String line = lines.readLine(); line != null; line = lines.readLine())
				if (line.contains(' ' + state.name() + ' '))
					return line.split(" ")[0];
				else if (line.contains(" FAILED ") || line.contains(" CANCELLED "))
					throw new IllegalStateException(line + new HomeJobs(home.jobs()).read());
			throw new IllegalStateException(Files.readString(errors));
		} finally {
			program.destroyForcibly().waitFor();
		}
	}

	private JobService attend() {
		FixedFleet fleet = new FixedFleet(List.of(port), 1);
		open.add(fleet);
		JobService service = new JobService(fleet, fleet, home, Clock.systemUTC());
		open.add(service);
		service.addListener((before, after) -> {
			if (after != null)
				changes.add(after);
		});
		Attendance attendance = service.attend();
		open.add(attendance);
		return service;
	}

	private JobSnapshot await(String id, Predicate<JobSnapshot> wanted) throws InterruptedException {
		while (true) {
			JobSnapshot next = changes.take();
			if (next.id().equals(id) && wanted.test(next))
				return next;
		}
	}

	private void assertDone(String id) throws Exception {
		JobSnapshot end = await(id, job -> job.state().isFinal());
		assertThat(end.error()).isNull();
		assertThat(end.state()).isEqualTo(JobState.DONE);
		assertThat(end.outputs()).singleElement().satisfies(file -> assertThat(file).isNotEmptyFile().hasParent(home.outputs(id)));
	}

	private long runs() {
		try (ComfyClient client = ComfyClient.create(ClientOptions.of(URI.create("http://127.0.0.1:" + port)))) {
			return client.history(100).join().size();
		}
	}

	@Test
	void aWaitingJobIsSentByAnother() throws Exception {
		String id = killedWhen(JobState.WAITING, 1);
		serve();
		attend();
		assertDone(id);
		assertThat(runs()).isEqualTo(1);
	}

	@Test
	void aRunningJobIsFollowedAndRunsOnce() throws Exception {
		serve();
		String id = killedWhen(JobState.RUNNING, 60);
		attend();
		JobSnapshot step = await(id, job -> job.progress() != null && job.progress().steps() > 0);
		assertThat(step.state()).isEqualTo(JobState.RUNNING);
		assertDone(id);
		assertThat(runs()).isEqualTo(1);
	}

	@Test
	void aJobThatFinishedMeanwhileIsCollected() throws Exception {
		serve();
		String id = killedWhen(JobState.RUNNING, 4);
		try (ComfyClient client = ComfyClient.create(ClientOptions.of(URI.create("http://127.0.0.1:" + port)))) {
			while (client.history(100).join().isEmpty())
				Thread.onSpinWait();
		}
		attend();
		assertDone(id);
		assertThat(runs()).isEqualTo(1);
	}

	@Test
	void aJobWhoseServerWasStartedAnewIsSentAgain() throws Exception {
		serve();
		String id = killedWhen(JobState.RUNNING, 20);
		server.close();
		serve();
		attend();
		assertDone(id);
		assertThat(runs()).isEqualTo(1);
	}

	/** The program died after it had fetched the file and before it had written that down, and the server after that. */
	@Test
	void whatALostRunLeftIsNotOfTheResult() throws Exception {
		serve();
		String id = killedWhen(JobState.RUNNING, 20);
		server.close();
		Files.createDirectories(home.outputs(id));
		Files.writeString(home.outputs(id).resolve("t_00007_.png"), "of the lost run");
		serve();
		attend();
		assertDone(id);
		assertThat(home.outputs(id)).isDirectoryNotContaining(file -> !file.endsWith("t_00001_.png"));
	}

	@Test
	void ofTwoProgramsOneTakesAJobOverAndTheOtherCanCancelIt() throws Exception {
		String id = killedWhen(JobState.WAITING, 1);
		List<JobService> both = List.of(attend(), attend());
		await(id, job -> job.state() == JobState.WAITING); // it may have been on its way to nobody
		JobService owner = both.stream().filter(each -> each.getJob(id).isPresent()).findFirst().orElseThrow();
		JobService other = both.get(1 - both.indexOf(owner));
		assertThat(other.getJobs()).isEmpty();
		assertThat(other.readAllJobs()).singleElement().satisfies(job -> assertThat(job.id()).isEqualTo(id));
		other.setPriority(id, 7).get();
		assertThat(owner.getJob(id).orElseThrow().snapshot().options().priority()).isEqualTo(7);
		other.cancel(id).get();
		assertThat(owner.getJob(id).orElseThrow().result().get().state()).isEqualTo(JobState.CANCELLED);
	}

	@Test
	void requestsThatCannotBeReadAreSetAsideAndTheOthersAreAnswered() throws Exception {
		String id = killedWhen(JobState.WAITING, 1);
		JobService owner = attend();
		await(id, job -> true);
		HomeJobs programs = new HomeJobs(home.jobs());
		Path requests = Files.createDirectories(home.jobs().resolve(programs.owner(id).orElseThrow()).resolve("requests"));
		Path letters = Files.write(requests.resolve("bytes"), new byte[] { 'M', (byte) 0xff, '\n' });
		Path novel = Files.writeString(requests.resolve("novel"), "x".repeat(50_000));
		Path folder = Files.createDirectories(requests.resolve("folder"));
		for (Path bad : List.of(letters, novel, folder))
			Files.move(bad, requests.resolve("0-" + bad.getFileName() + ".request"));
		JobService other = attend();
		other.setPriority(id, 7).get();
		assertThat(owner.getJob(id).orElseThrow().snapshot().options().priority()).isEqualTo(7);
		for (Path bad : List.of(letters, novel, folder)) {
			Path request = requests.resolve("0-" + bad.getFileName() + ".request");
			assertThat(programs.answerTo(new HomeJobs.Request(request, "", "", ""))).hasValueSatisfying(
					answer -> assertThat(answer).contains(request.toString(), "no text of at most 10000", request.getFileName() + ".bad"));
			assertThat(request).doesNotExist();
			assertThat(request.resolveSibling(request.getFileName() + ".bad")).exists();
		}
	}

	@Test
	void aJobThatHasEndedIsRunAgainByALaterProgram() throws Exception {
		serve();
		String id = killedWhen(JobState.DONE, 1);
		JobService service = attend();
		assertThat(await(id, job -> true).workflow().graph().isEmpty()).isTrue();
		assertThat(service.retry(id).get().result().get().state()).isEqualTo(JobState.DONE);
	}

	@Test
	void thePauseOfTheQueueHoldsForAllProgramsAndAnExportKeepsTheGraphs() throws Exception {
		serve();
		JobService first = attend();
		first.setPaused(true).get();
		String id = killedWhen(JobState.WAITING, 1);
		JobSnapshot waiting = await(id, job -> job.why().contains("paused"));
		assertThat(waiting.state()).isEqualTo(JobState.WAITING);
		Path file = directory.resolve("queue.json");
		assertThat(first.exportQueue(file).get()).isEqualTo(1);
		first.setPaused(false).get();
		assertDone(id);
		assertThat(first.importQueue(file).get()).singleElement()
				.satisfies(job -> assertThat(job.result().get().state()).isEqualTo(JobState.DONE));
	}

	@Test
	void aProgramThatEndsInOrderWithoutJobsLeavesNothing() throws Exception {
		attend();
		for (AutoCloseable each : open.reversed())
			each.close();
		open.clear();
		if (Files.isDirectory(home.jobs()))
			try (Stream<Path> left = Files.list(home.jobs())) {
				assertThat(left).isEmpty();
			}
	}
}
