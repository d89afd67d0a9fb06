// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;

import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.embedded.EmbeddedServer;
import org.creativestudio.comfyui.embedded.ServerOptions;
import org.creativestudio.comfyui.testing.FixedFleet;
import org.creativestudio.comfyui.testing.JobProgram;
import org.creativestudio.comfyui.workflow.Explanation;
import org.creativestudio.comfyui.workflow.JobHandle;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.creativestudio.comfyui.workflow.JobState;
import org.creativestudio.comfyui.workflow.Workflow;
import org.creativestudio.comfyui.workflow.Workflow.Format;
import org.creativestudio.comfyui.workflow.WorkflowOptions;
import org.creativestudio.comfyui.workflow.internal.JobService;
import org.creativestudio.comfyui.workflow.internal.journal.SharedPlaces;
import org.creativestudio.comfyui.workflow.internal.journal.SharedPlaces.Wish;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import com.google.gson.JsonParser;

/** Several programs on one home keep together to what an instance may have at once, and none takes all places. */
@Timeout(120)
class SharedPlacesTest {

	private static final String GRAPH = "{\"1\": {\"class_type\": \"EmptyImage\", \"inputs\": {\"width\": 8, \"height\": 8, \"batch_size\": 1, \"color\": 1}},"
			+ " \"5\": {\"class_type\": \"SlowSteps\", \"inputs\": {\"image\": [\"1\", 0], \"steps\": STEPS, \"delay\": 0.05, \"preview\": false, \"seed\": 1}},"
			+ " \"9\": {\"class_type\": \"SaveImage\", \"inputs\": {\"images\": [\"5\", 0], \"filename_prefix\": \"t\"}}}";
	private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");

	@TempDir
	Path directory;
	private final List<AutoCloseable> open = new ArrayList<>();
	private final BlockingQueue<JobSnapshot> changes = new LinkedBlockingQueue<>();
	/** What was taken from there: the changes of two programs come in any order. */
	private final List<JobSnapshot> heard = new ArrayList<>();
	private StudioHome home;
	private EmbeddedServer server;

	@BeforeEach
	void setUp() throws IOException {
		home = new StudioHome(directory.resolve("home"));
		server = EmbeddedServer.start(ServerOptions.inDirectory(directory.resolve("server")));
		open.add(server);
	}

	@AfterEach
	void tearDown() throws Exception {
		for (AutoCloseable each : open.reversed())
			each.close();
	}

	private JobService program(int jobsEach) {
		FixedFleet fleet = new FixedFleet(List.of(server.port()), jobsEach);
		open.add(fleet);
		JobService service = new JobService(fleet, fleet, home, Clock.systemUTC());
		open.add(service);
		service.addListener((before, after) -> {
			if (after != null)
				changes.add(after);
		});
		return service;
	}

	@Test
	void wishesThatCannotBeReadKeepNobodyFromThoseOfOtherPrograms() throws IOException {
		Path wishes = Files.createDirectories(directory.resolve("journals/places"));
		Files.createDirectories(wishes.resolve("a.wishes"));
		Files.write(wishes.resolve("b.wishes"), new byte[] { '7', ' ', '1', ' ', (byte) 0xff, '\n' });
		SharedPlaces first = new SharedPlaces(directory.resolve("journals"), "p1");
		SharedPlaces second = new SharedPlaces(directory.resolve("journals"), "p2");
		open.add(first::close);
		open.add(second::close);
		Instant now = Instant.now();
		first.want("i", new Wish(3, NOON));
		first.tell(now);
		second.look(now);
		assertThat(second.isWanted("i", wish -> wish.priority() == 3)).isTrue();
	}

	@Test
	void aPlaceThatCannotBeOpenedIsToldOnceAndWorkGoesOn() throws IOException {
		Path places = Files.createDirectories(home.jobs().resolve("places"));
		Path bad = Files.createDirectories(places.resolve("i.0"));
		List<LogRecord> told = new CopyOnWriteArrayList<>();
		Handler handler = new Handler() {
			@Override
			public void publish(LogRecord record) {
				told.add(record);
			}

			@Override
			public void flush() {
				// nothing is kept back
			}

			@Override
			public void close() {
				// nothing is open
			}
		};
		Logger logger = Logger.getLogger(SharedPlaces.class.getName());
		logger.addHandler(handler);
		try (SharedPlaces one = new SharedPlaces(home.jobs(), "one"); SharedPlaces two = new SharedPlaces(home.jobs(), "two")) {
			assertThat(one.take("a", "i", 1, NOON)).isTrue();
			assertThat(one.take("b", "i", 1, NOON)).isTrue();
			assertThat(told).singleElement().satisfies(record -> {
				assertThat(record.getLevel()).isEqualTo(Level.WARNING);
				assertThat(record.getMessage()).contains("in " + places, bad.toString(), "each counts only its own jobs", "the right to read and write");
			});
			assertThat(one.take("c", "another", 1, NOON)).isTrue();
			assertThat(two.take("d", "another", 1, NOON)).as("other instances are shared as before").isFalse();
		} finally {
			logger.removeHandler(handler);
		}
	}

	private static JobHandle job(JobService program, int steps, int priority) {
		return program.execute(workflow(steps), WorkflowOptions.defaults().priority(priority));
	}

	private static Workflow workflow(int steps) {
		return new Workflow("w.json", Format.API, JsonParser.parseString(GRAPH.replace("STEPS", Integer.toString(steps))).getAsJsonObject(), null);
	}

	/** Waits until a job is, or has been, as wanted. */
	private void await(JobHandle job, Predicate<JobSnapshot> wanted) throws InterruptedException {
		Predicate<JobSnapshot> its = next -> next.id().equals(job.id()) && wanted.test(next);
		while (heard.stream().noneMatch(its)) {
			JobSnapshot next = changes.take();
			assertThat(next.state()).isNotEqualTo(JobState.FAILED);
			heard.add(next);
		}
	}

	private void awaitRunning(JobHandle job) throws InterruptedException {
		await(job, next -> next.state() == JobState.RUNNING);
	}

	private void awaitBusy(JobHandle job) throws InterruptedException {
		await(job, next -> next.why().contains("busy"));
	}

	private int atTheServer() {
		try (FixedFleet fleet = new FixedFleet(List.of(server.port()), 1)) {
			return fleet.client("s" + server.port()).queueRemaining().join();
		}
	}

	@Test
	void twoProgramsTogetherKeepToTheLimit() throws Exception {
		JobService first = program(2);
		JobService second = program(2);
		JobHandle one = job(first, 1000, 0);
		JobHandle two = job(second, 1000, 0);
		await(one, next -> next.promptId() != null);
		await(two, next -> next.promptId() != null);
		JobHandle third = job(first, 1, 0);
		awaitBusy(third);
		assertThat(atTheServer()).isEqualTo(2);
		two.cancel().get();
		await(third, next -> next.promptId() != null);
		one.cancel().get();
		assertThat(third.result().get().state()).isEqualTo(JobState.DONE);
	}

	@Test
	void explainCountsWhatOtherProgramsHaveThere() throws Exception {
		JobService first = program(1);
		JobHandle one = job(first, 1000, 0);
		awaitRunning(one);
		Explanation told = program(1).explain(workflow(1), WorkflowOptions.defaults()).get();
		assertThat(told.instanceId()).isNull();
		assertThat(told.reason()).isEqualTo("all running instances are busy");
		assertThat(told.instances()).singleElement().satisfies(verdict -> assertThat(verdict.reason()).isEqualTo("can run it, and is busy"));
		one.cancel().get();
	}

	@Test
	void otherProgramsKnowWhatRunsAsSoonAsItDoes() throws Exception {
		JobHandle one = job(program(1), 1000, 0);
		awaitRunning(one);
		assertThat(program(1).readAllJobs()).singleElement().satisfies(job -> {
			assertThat(job.state()).isEqualTo(JobState.RUNNING);
			assertThat(job.started()).isNotNull();
		});
		one.cancel().get();
	}

	@Test
	void aProgramWithManyJobsLeavesThePlaceToWhoAskedBefore() throws Exception {
		JobService first = program(1);
		JobService second = program(1);
		JobHandle running = job(first, 1000, 0);
		awaitRunning(running);
		JobHandle others = job(second, 1000, 0);
		awaitBusy(others);
		List<JobHandle> later = Stream.generate(() -> job(first, 1, 0)).limit(5).toList();
		awaitBusy(later.get(4));
		running.cancel().get();
		awaitRunning(others);
		assertThat(later).allSatisfy(job -> assertThat(job.snapshot().state()).isEqualTo(JobState.WAITING));
		others.cancel().get();
		assertThat(later).allSatisfy(job -> assertThat(job.result().get().state()).isEqualTo(JobState.DONE));
	}

	@Test
	void aHigherPriorityGoesFirstWhicheverProgramHasIt() throws Exception {
		JobService first = program(1);
		JobService second = program(1);
		JobHandle running = job(first, 1000, 0);
		awaitRunning(running);
		JobHandle low = job(first, 1, 0);
		awaitBusy(low);
		JobHandle high = job(second, 1000, 3);
		awaitBusy(high);
		running.cancel().get();
		awaitRunning(high);
		assertThat(low.snapshot().state()).isEqualTo(JobState.WAITING);
		high.cancel().get();
		assertThat(low.result().get().state()).isEqualTo(JobState.DONE);
	}

	@Test
	void anotherProcessCountsAndItsDeathGivesThePlaceBack() throws Exception {
		Path graph = Files.writeString(directory.resolve("graph.json"), GRAPH.replace("STEPS", "1000"));
		Process program = JobProgram.start(home.directory(), List.of(server.port()), 1, 1, graph, directory.resolve("errors.log"));
		JobHandle own;
		try (BufferedReader lines = program.inputReader()) {
			for (String line = lines.readLine(); !String.valueOf(line).contains(" RUNNING "); line = lines.readLine())
				assertThat(line).as(() -> errors()).isNotNull();
			own = job(program(1), 1, 0);
			awaitBusy(own);
			assertThat(atTheServer()).isEqualTo(1);
		} finally {
			program.destroyForcibly().waitFor();
		}
		await(own, next -> next.promptId() != null);
		own.cancel().get();
	}

	private String errors() {
		try {
			return Files.readString(directory.resolve("errors.log"));
		} catch (IOException e) {
			return e.toString();
		}
	}

	@Test
	void aPlaceIsHeldByOneJobUntilItLeaves() {
		try (SharedPlaces one = new SharedPlaces(home.jobs(), "one"); SharedPlaces two = new SharedPlaces(home.jobs(), "two")) {
			assertThat(one.take("a", "i", 2, NOON)).isTrue();
			assertThat(one.take("a", "i", 2, NOON)).as("it has it").isTrue();
			assertThat(two.take("b", "i", 2, NOON)).isTrue();
			assertThat(one.take("c", "i", 2, NOON)).isFalse();
			assertThat(two.take("c", "another", 1, NOON)).isTrue();
			two.leave("b");
			assertThat(one.take("c", "i", 2, NOON)).isTrue();
		}
	}

	@Test
	void thePlaceOfAProgramThatEndedIsKeptForWhoTakesItsJobOver() {
		try (SharedPlaces dead = new SharedPlaces(home.jobs(), "dead")) {
			assertThat(dead.take("a", "i", 1, NOON)).isTrue();
		}
		try (SharedPlaces one = new SharedPlaces(home.jobs(), "one"); SharedPlaces two = new SharedPlaces(home.jobs(), "two")) {
			assertThat(one.take("b", "i", 1, NOON)).as("its job is at the instance").isFalse();
			assertThat(two.take("a", "i", 1, NOON.plusSeconds(1))).as("the job itself").isTrue();
			assertThat(one.take("b", "i", 1, NOON.plusSeconds(9))).isFalse();
			two.leave("a");
			assertThat(one.take("b", "i", 1, NOON.plusSeconds(9))).as("left in order").isTrue();
			one.close();
			assertThat(two.take("c", "i", 1, NOON.plusSeconds(10))).isFalse();
			assertThat(two.take("c", "i", 1, NOON.plusSeconds(14))).isFalse();
			assertThat(two.take("c", "i", 1, NOON.plusSeconds(15))).as("nobody took it over").isTrue();
		}
	}

	@Test
	void whoWasTakenForDeadSaysAnewWhatItWants() throws IOException {
		try (SharedPlaces one = new SharedPlaces(home.jobs(), "one"); SharedPlaces two = new SharedPlaces(home.jobs(), "two")) {
			one.take("a", "i", 1, NOON);
			two.want("i", new Wish(5, NOON));
			two.tell(NOON);
			Instant later = NOON.plus(Duration.ofHours(8));
			one.look(later);
			assertThat(one.isWanted("i", wish -> true)).as("silent for too long").isFalse();
			two.look(later);
			two.want("i", new Wish(5, NOON));
			two.tell(later);
			one.look(later);
			assertThat(one.isWanted("i", wish -> true)).isTrue();
		}
	}

	@Test
	void wishesOfTheLivingCountAndThoseOfTheDeadAreForgotten() throws IOException {
		try (SharedPlaces one = new SharedPlaces(home.jobs(), "one"); SharedPlaces two = new SharedPlaces(home.jobs(), "two")) {
			one.take("a", "i", 1, NOON);
			two.want("i", new Wish(5, NOON));
			two.want("i", new Wish(1, NOON));
			two.tell(NOON);
			assertThat(two.isWanting()).isTrue();
			one.look(NOON.plusSeconds(2));
			assertThat(one.isWanted("i", wish -> wish.equals(new Wish(5, NOON)))).isTrue();
			assertThat(one.isWanted("i", wish -> wish.priority() < 5)).as("only the first of each program").isFalse();
			assertThat(one.isWanted("another", wish -> true)).isFalse();
			two.look(NOON);
			assertThat(two.isWanted("i", wish -> true)).as("not the own ones").isFalse();
			one.look(NOON.plusSeconds(4));
			assertThat(one.isWanted("i", wish -> true)).as("silent for too long").isFalse();
			two.want("i", new Wish(5, NOON));
			two.tell(NOON.plusSeconds(4));
			one.look(NOON.plusSeconds(5));
			assertThat(one.isWanted("i", wish -> true)).as("it has said it again").isTrue();
			two.look(NOON);
			two.tell(NOON.plusSeconds(5));
			assertThat(two.isWanting()).isFalse();
			one.look(NOON.plusSeconds(5));
			assertThat(one.isWanted("i", wish -> true)).as("it has got it").isFalse();
		}
		Path dead = Files.writeString(home.jobs().resolve("places").resolve("dead.wishes"), "nonsense\n1 x i\n");
		Files.setLastModifiedTime(dead, FileTime.from(NOON));
		try (SharedPlaces one = new SharedPlaces(home.jobs(), "one")) {
			one.look(NOON);
			assertThat(one.isWanted("i", wish -> true)).isFalse();
			one.look(NOON.plus(Duration.ofMinutes(2)));
			assertThat(dead).doesNotExist();
		}
	}
}
