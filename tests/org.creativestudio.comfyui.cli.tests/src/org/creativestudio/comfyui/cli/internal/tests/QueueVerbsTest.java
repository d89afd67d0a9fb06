// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.workflow.JobError;
import org.creativestudio.comfyui.workflow.JobHandle;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.creativestudio.comfyui.workflow.JobState;
import org.creativestudio.comfyui.workflow.Workflow;
import org.creativestudio.comfyui.workflow.WorkflowOptions;
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
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/** The verbs on the queue: of the jobs of this program and of another one, on a real home. No instance runs, so that jobs wait. */
@Timeout(60)
class QueueVerbsTest {

	private static final String GRAPH = "{\"1\": {\"class_type\": \"EmptyImage\", \"inputs\": {\"seed\": 18446744073709551615}}}";

	@TempDir
	private Path directory;
	private final Program program = new Program();
	private StudioHome home;
	private JobService own;
	private JobService other;
	private String file;

	@BeforeEach
	void setUp() {
		program.instances.add("a", "A", InstanceStatus.STOPPED);
		program.instances.add("b", "B", InstanceStatus.STOPPED);
		home = new StudioHome(directory.resolve("home"));
		own = service(home);
		other = service(home);
		program.queue = own;
		file = directory.resolve("queue.json").toString();
	}

	@AfterEach
	void tearDown() {
		other.close();
		own.close();
	}

	private JobService service(StudioHome where) {
		return new JobService(program.instances, program, where, Clock.systemUTC());
	}

	/** A job of the other program, on disk. */
	private JobHandle waiting(WorkflowOptions options) {
		JobHandle job = other.execute(new Workflow("w 1.json", Workflow.Format.API, JsonParser.parseString(GRAPH).getAsJsonObject(), null), options);
		assertThat(job.stored().join().error()).isNull();
		return job;
	}

	private JobHandle waiting() {
		return waiting(WorkflowOptions.onInstance("a"));
	}

	private JobHandle ended() {
		JobHandle job = waiting();
		job.cancel().join();
		return job;
	}

	private JsonArray jobs() {
		return program.json().getAsJsonArray("jobs");
	}

	private JsonObject job() {
		assertThat(jobs()).hasSize(1);
		return jobs().get(0).getAsJsonObject();
	}

	private List<String> notEnded() {
		return own.readAllJobs().stream().filter(job -> !job.state().isFinal()).map(JobSnapshot::id).toList();
	}

	@Test
	void listTellsOfTheJobsOfAllProgramsAndWhyTheyWait() {
		JobHandle job = waiting(WorkflowOptions.onInstance("a").priority(3).seed(7L));
		ended();
		assertThat(program.run("queue", "list")).isZero();
		assertThat(program.out().lines().toList()).satisfiesExactly(
				line -> assertThat(line).matches("ID +NAME +STATUS +PRIORITY +INSTANCE +REASON"),
				line -> assertThat(line).matches(job.id() + " +w 1.json +waiting +3 +- +A is stopped: start it"));
		assertThat(program.run("queue", "list", "--all")).isZero();
		assertThat(program.out()).contains("cancelled").hasLineCount(3);
		assertThat(program.run("queue", "list", "--json")).isZero();
		assertThat(program.json().get("paused").getAsBoolean()).isFalse();
		assertThat(job().get("id").getAsString()).isEqualTo(job.id());
		assertThat(job().get("state").getAsString()).isEqualTo("waiting");
		assertThat(job().get("priority").getAsInt()).isEqualTo(3);
		assertThat(job().get("seed").getAsLong()).isEqualTo(7);
		assertThat(job().get("instance").isJsonNull()).isTrue();
	}

	@Test
	void anEmptyQueueIsSaidAndIsNoFailure() {
		assertThat(program.run("queue", "list")).isZero();
		assertThat(program.out()).isEmpty();
		assertThat(program.err()).contains("No job waits or runs");
		assertThat(program.run("queue", "list", "--all")).isZero();
		assertThat(program.err()).isEqualToIgnoringNewLines("There is no job.");
		assertThat(program.run("queue", "list", "--json")).isZero();
		assertThat(jobs()).isEmpty();
		assertThat(program.run("queue", "export", file)).isZero();
		assertThat(program.err()).contains("Wrote 0 jobs");
		assertThat(program.run("queue", "import", file, "--json")).isZero();
		assertThat(jobs()).isEmpty();
		assertThat(home.jobs()).as("looking leaves no trace").doesNotExist();
	}

	@Test
	void thePauseIsSaidInTheListAndHoldsForOtherPrograms() {
		assertThat(program.run("queue", "pause", "--json")).isZero();
		assertThat(program.json().get("paused").getAsBoolean()).isTrue();
		try (JobService later = service(home)) {
			assertThat(later.isPaused()).isTrue();
		}
		assertThat(program.run("queue", "pause")).as("twice is once").isZero();
		assertThat(program.run("queue", "list")).isZero();
		assertThat(program.err()).contains("The queue is paused", "queue resume");
		assertThat(program.run("queue", "list", "--json")).isZero();
		assertThat(program.json().get("paused").getAsBoolean()).isTrue();
		assertThat(program.run("queue", "resume", "--json")).isZero();
		assertThat(program.json().get("paused").getAsBoolean()).isFalse();
		assertThat(program.run("queue", "resume")).isZero();
		assertThat(program.err()).contains("goes on");
		assertThat(own.isPaused()).isFalse();
	}

	@Test
	void cancelGoesOnAfterAJobThatIsNotThere() {
		JobHandle first = waiting();
		JobHandle second = waiting();
		assertThat(program.run("queue", "cancel", first.id(), "20260101-000000-nothing", second.id())).isEqualTo(3);
		assertThat(program.err()).contains("Job " + first.id() + " is cancelled.", "There is no job 20260101-000000-nothing. \"queue list\" shows all.",
				"Job " + second.id() + " is cancelled.");
		assertThat(first.result().join().state()).isEqualTo(JobState.CANCELLED);
		assertThat(second.result().join().state()).isEqualTo(JobState.CANCELLED);
		JobHandle third = waiting();
		assertThat(program.run("queue", "cancel", third.id(), "../../x", "--json")).isEqualTo(3);
		assertThat(job().get("id").getAsString()).isEqualTo(third.id());
		assertThat(job().get("state").getAsString()).isEqualTo("cancelled");
		JsonObject failure = program.json().getAsJsonArray("failures").get(0).getAsJsonObject();
		assertThat(failure.get("id").getAsString()).isEqualTo("../../x");
		assertThat(failure.get("message").getAsString()).contains("There is no job");
		assertThat(program.run("queue", "cancel", third.id())).as("it has ended").isEqualTo(4);
		assertThat(program.err()).contains("has ended already");
	}

	@Test
	void whatEndsBeforeItIsCancelledIsSaidToHaveEnded() {
		program.queue = program.workflows;
		Workflow workflow = new Workflow("w", Workflow.Format.API, new JsonObject(), null);
		String done = program.workflows.execute(workflow, WorkflowOptions.defaults()).id();
		assertThat(program.run("queue", "cancel", done)).isZero();
		assertThat(program.err()).contains("Job " + done + " was done before it could be cancelled.");
		program.workflows.error = new JobError(JobError.Kind.EXECUTION, "on purpose", List.of());
		String failed = program.workflows.execute(workflow, WorkflowOptions.defaults()).id();
		assertThat(program.run("queue", "cancel", failed)).isZero();
		assertThat(program.err()).contains("Job " + failed + " had failed before it could be cancelled.");
	}

	@Test
	void retryMakesANewJobOfOneThatHasEnded() {
		JobHandle ended = ended();
		assertThat(program.run("queue", "retry", ended.id())).isZero();
		String again = program.out().strip();
		assertThat(again).isNotEqualTo(ended.id());
		assertThat(program.err()).contains("Job " + ended.id() + " runs again as " + again);
		assertThat(own.getJob(again).orElseThrow().snapshot().workflow().graph()).hasToString(GRAPH.replace(" ", ""));
		assertThat(program.run("queue", "retry", ended.id(), "--json")).isZero();
		assertThat(job().get("id").getAsString()).isNotIn(ended.id(), again);
		assertThat(job().get("state").getAsString()).isEqualTo("waiting");
		assertThat(program.run("queue", "retry", again, "nothing")).as("the last failure counts").isEqualTo(3);
		assertThat(program.err()).contains("has not ended yet: cancel it first", "There is no job nothing");
		assertThat(program.run("queue", "retry", again)).isEqualTo(4);
	}

	@Test
	void priorityAndInstanceCanBeChanged() {
		JobHandle job = waiting();
		assertThat(program.run("queue", "priority", job.id(), "-7")).isZero();
		assertThat(program.err()).contains("has priority -7");
		assertThat(program.run("queue", "move", job.id(), "B", "--json")).isZero();
		assertThat(job().get("priority").getAsInt()).isEqualTo(-7);
		assertThat(job.snapshot().options()).isEqualTo(WorkflowOptions.onInstance("b").priority(-7));
		assertThat(program.run("queue", "move", job.id(), "nobody")).isEqualTo(3);
		assertThat(program.err()).contains("nobody", "A, B");
		assertThat(program.run("queue", "move", "nothing", "A")).isEqualTo(3);
		assertThat(program.run("queue", "priority", "nothing", "1", "--json")).isEqualTo(3);
		assertThat(jobs()).isEmpty();
	}

	@Test
	void whatIsExportedIsImportedElsewhereAsOftenAsItIsAsked() throws IOException {
		waiting(WorkflowOptions.onInstance("a").priority(3).seed(7L));
		waiting(WorkflowOptions.withStrategy("round-robin").timeout(Duration.ofSeconds(90)));
		ended();
		assertThat(program.run("queue", "export", file, "--json")).isZero();
		assertThat(program.json().get("jobs").getAsInt()).isEqualTo(2);
		assertThat(program.json().get("file").getAsString()).isEqualTo(file);
		assertThat(notEnded()).as("they stay").hasSize(2);
		try (JobService elsewhere = service(new StudioHome(directory.resolve("elsewhere")))) {
			program.queue = elsewhere;
			assertThat(program.run("queue", "import", file)).isZero();
			List<String> first = program.out().lines().toList();
			assertThat(program.err()).contains("Queued 2 jobs");
			assertThat(program.run("queue", "import", file, "--json")).as("another two").isZero();
			assertThat(jobs()).hasSize(2).allSatisfy(job -> assertThat(job.getAsJsonObject().get("id").getAsString()).isNotIn(first));
			assertThat(elsewhere.getJobs()).hasSize(4).allSatisfy(job -> {
				assertThat(job.workflow().name()).isEqualTo("w 1.json");
				assertThat(job.workflow().graph()).as("all digits").hasToString(GRAPH.replace(" ", ""));
			});
			assertThat(elsewhere.getJobs()).extracting(JobSnapshot::options).containsExactly(WorkflowOptions.onInstance("a").priority(3).seed(7L),
					WorkflowOptions.withStrategy("round-robin").timeout(Duration.ofSeconds(90)),
					WorkflowOptions.onInstance("a").priority(3).seed(7L),
					WorkflowOptions.withStrategy("round-robin").timeout(Duration.ofSeconds(90)));
		}
		Path part = Path.of(file).getParent();
		try (Stream<Path> left = Files.list(part)) {
			assertThat(left.filter(each -> each.toString().endsWith(".part"))).isEmpty();
		}
	}

	@Test
	void whatCanNotBeWrittenIsSaidAndLeavesNothing() throws IOException {
		waiting();
		assertThat(program.run("queue", "export", directory.resolve("none/queue.json").toString())).isEqualTo(1);
		assertThat(program.err()).contains("Nothing was exported", "a directory that is not there");
		assertThat(program.run("queue", "export", directory.toString(), "--json")).isEqualTo(1);
		assertThat(program.err()).contains("is a directory");
		assertThat(program.out()).isEmpty();
		try (Stream<Path> left = Files.list(directory)) {
			assertThat(left).containsExactly(home.directory());
		}
	}

	@Test
	void fromAnotherPlaceThanAFileNothingIsImported() {
		assertThat(program.run("queue", "import", file)).isEqualTo(3);
		assertThat(program.err()).contains("There is no file " + file);
		assertThat(program.run("queue", "import", directory.toString())).isEqualTo(3);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "no JSON", "[]", "7", "{}", "{\"kind\": \"creative-studio-queue\"}",
			"{\"kind\": \"creative-studio-queue\", \"version\": 2, \"jobs\": [], \"graphs\": []}",
			"{\"kind\": \"another\", \"version\": 1, \"jobs\": [], \"graphs\": []}",
			"{\"kind\": \"creative-studio-queue\", \"version\": 1, \"jobs\": {}, \"graphs\": []}",
			"{\"kind\": \"creative-studio-queue\", \"version\": 1, \"jobs\": [7], \"graphs\": []}" })
	void whatIsNoQueueIsRefused(String content) throws IOException {
		Files.writeString(Path.of(file), content);
		assertRefused();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "\"graph\": 0|\"graph\": 1", "\"graph\": 0|\"graph\": -1", "\"graph\": 0|\"graph\": \"x\"", "\"graph\": 0|\"g\": 0",
			"\"format\": \"API\"|\"format\": \"XML\"", "\"format\": \"API\"|\"f\": 0", "\"priority\": 3|\"priority\": []",
			"\"seed\": 7|\"seed\": {}", "\"timeout\": \"PT1M\"|\"timeout\": \"soon\"", "\"timeout\": \"PT1M\"|\"timeout\": \"PT-1M\"",
			"\"graphs\": [|\"graphs\": [7, ", "\"version\"|, \"version\"" })
	void damageOfOneJobQueuesNone(String from, String to) throws IOException {
		waiting();
		waiting(WorkflowOptions.onInstance("a").priority(3).seed(7L).timeout(Duration.ofMinutes(1)));
		assertThat(program.run("queue", "export", file)).isZero();
		String good = Files.readString(Path.of(file));
		assertThat(good).contains(from).containsOnlyOnce("EmptyImage");
		int last = good.lastIndexOf(from);
		Files.writeString(Path.of(file), good.substring(0, last) + to + good.substring(last + from.length()));
		assertRefused();
		Files.writeString(Path.of(file), good.substring(0, good.length() / 2));
		assertRefused();
		Files.writeString(Path.of(file), good + "more");
		assertRefused();
		Files.write(Path.of(file), new byte[] { '{', '"', (byte) 0xff, '"', '}' });
		assertRefused();
	}

	private void assertRefused() {
		List<String> before = notEnded();
		assertThat(program.run("queue", "import", file, "--json")).isEqualTo(4);
		assertThat(program.out()).isEmpty();
		assertThat(program.err()).contains(file, "holds no queue that this version understands", "Nothing was queued", "queue export").hasLineCount(1)
				.doesNotContain("Cannot invoke");
		assertThat(notEnded()).isEqualTo(before);
	}
}
