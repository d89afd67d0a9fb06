// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.migration.FirstLaunch.Begun;
import org.creativestudio.comfyui.workflow.JobError;
import org.creativestudio.comfyui.workflow.WorkflowOptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.google.gson.JsonObject;

class RunVerbTest {

	@TempDir
	private Path directory;
	private final Program program = new Program();
	private String file;
	private Path image;

	@BeforeEach
	void prepare() throws IOException {
		file = Files.writeString(directory.resolve("w 1.json"), "{}").toString();
		image = Files.writeString(directory.resolve("image.png"), "pixels");
		program.workflows.images = List.of(image);
		program.instances.add("a", "A", InstanceStatus.RUNNING);
		program.instances.add("b", "B", InstanceStatus.STOPPED);
	}

	@Test
	void printsThePathsOfTheImagesAlone() {
		assertThat(program.run("run", file)).isZero();
		assertThat(program.out().lines()).containsExactly(image.toString());
		assertThat(program.err().lines()).containsExactly("Job waits in the queue of A", "Job runs on A: 31%, Sampler 5/20",
				"Done on A in 3 s.");
		assertThat(program.workflows.options).containsExactly(WorkflowOptions.defaults());
		assertThat(program.workflows.hasListeners()).isFalse();
	}

	@Test
	void waitingCanBeAskedForThoughItIsUsual() {
		assertThat(program.run("run", file, "--wait", "--output", directory.resolve("out").toString())).isZero();
		assertThat(program.out().lines()).containsExactly(directory.resolve("out").resolve("image.png").toString());
	}

	@Test
	void onATerminalTheProgressIsOneLine() {
		program.interactive = true;
		assertThat(program.run("run", file)).isZero();
		assertThat(program.err().split("\n")).hasSize(1);
		assertThat(program.err()).contains("\r\u001b[KJob runs on A: 31%").endsWith("\r\u001b[KDone on A in 3 s." + System.lineSeparator());
	}

	@Test
	void writesOneDocument() {
		assertThat(program.run("run", file, "--json", "--seed", "7", "--priority", "-2")).isZero();
		JsonObject job = program.json().getAsJsonArray("jobs").get(0).getAsJsonObject();
		assertThat(job.keySet()).containsExactly("id", "workflow", "state", "instance", "instanceName", "promptId", "seed", "priority",
				"why", "images", "created", "started", "ended", "error");
		assertThat(job.get("state").getAsString()).isEqualTo("done");
		assertThat(job.get("seed").getAsLong()).isEqualTo(7);
		assertThat(job.get("priority").getAsInt()).isEqualTo(-2);
		assertThat(job.getAsJsonArray("images").get(0).getAsString()).isEqualTo(image.toString());
	}

	@Test
	void startsTheNamedInstance() {
		assertThat(program.run("run", file, "--instance", "B")).isZero();
		assertThat(program.instances.calls).containsExactly("start b");
		assertThat(program.workflows.options).containsExactly(WorkflowOptions.onInstance("b"));
		assertThat(program.err()).contains("Starting B...", "B runs at http://localhost:8189");
	}

	@Test
	void startsTheActiveInstanceAlthoughAnotherRuns() {
		program.instances.activate("b");
		assertThat(program.run("run", file)).isZero();
		assertThat(program.instances.calls).containsExactly("start b");
		assertThat(program.err()).contains("The active instance B does not run");
	}

	@Test
	void aStrategyChoosesAlthoughAnInstanceIsActive() {
		program.instances.activate("b");
		assertThat(program.run("run", file, "--strategy", "round-robin")).isZero();
		assertThat(program.instances.calls).isEmpty();
		assertThat(program.workflows.options).containsExactly(WorkflowOptions.withStrategy("round-robin"));
	}

	@Test
	void startsTheFirstWhenNoneRuns() {
		program.instances.stop("a");
		program.instances.calls.clear();
		assertThat(program.run("run", file)).isZero();
		assertThat(program.instances.calls).containsExactly("start a");
	}

	@Test
	void makesTheDefaultInstanceWhereNothingIsConfigured() throws IOException {
		Program fresh = new Program();
		fresh.workflows.images = List.of(image);
		fresh.sample = Files.writeString(directory.resolve("sample.json"), "{}");
		assertThat(fresh.run("first")).isZero();
		assertThat(fresh.instances.calls).startsWith("create default", "start instance_001");
		assertThat(fresh.workflows.options).containsExactly(WorkflowOptions.onInstance("instance_001"));
		assertThat(fresh.out()).containsSubsequence("NAME", "Default Instance", "running", image.toString());
		assertThat(fresh.err()).contains("instance stop all", "--help");
		assertThat(fresh.run("first", "--json")).isZero();
		assertThat(fresh.json().keySet()).containsExactly("instances", "jobs");
	}

	@Test
	void saysWhatCameOverAtTheFirstLaunch() {
		Program fresh = new Program();
		fresh.begun = () -> new Begun(fresh.instances.add("legacy", "Legacy Instance", InstanceStatus.STOPPED), List.of(),
				"Your settings of comfy-cli came over.", List.of("The secret hf_api_token does not come over."));
		assertThat(fresh.run("run", file)).isZero();
		assertThat(fresh.err()).contains("Your settings of comfy-cli came over.", "hf_api_token");
	}

	@Test
	void countGivesEachRunItsSeed() {
		assertThat(program.run("run", file, "--count", "3", "--seed", "40")).isZero();
		assertThat(program.workflows.options).extracting(options -> options.seed()).containsExactly(40L, 41L, 42L);
		assertThat(program.err()).contains("Job 3 of 3 runs");
		program.workflows.options.clear();
		assertThat(program.run("run", file, "--count", "2")).isZero();
		assertThat(program.workflows.options).extracting(options -> options.seed()).doesNotContainNull().doesNotHaveDuplicates();
	}

	@Test
	void outputCopiesAndNeverReplaces() throws IOException {
		Path output = directory.resolve("new/out");
		assertThat(program.run("run", file, "--output", output.toString())).isZero();
		Files.writeString(output.resolve("image.png"), "mine");
		assertThat(program.run("run", file, "--output", output.toString())).isZero();
		assertThat(program.out().lines()).containsExactly(output.resolve("image-2.png").toString());
		assertThat(output.resolve("image.png")).hasContent("mine");
		assertThat(output.resolve("image-2.png")).hasContent("pixels");
	}

	@Test
	void anOutputThatIsAFileIsSaidBeforeAnythingRuns() {
		assertThat(program.run("run", file, "--output", image.toString())).isEqualTo(1);
		assertThat(program.err()).contains(image.toString());
		assertThat(program.workflows.options).isEmpty();
	}

	@Test
	void noWaitLeavesTheJobWithTheServer() {
		program.workflows.hanging = true;
		assertThat(program.run("run", file, "--no-wait")).isZero();
		assertThat(program.out().lines()).containsExactly("job-1");
		assertThat(program.err()).contains("http://localhost:8188/history/prompt-job-1");
		assertThat(program.workflows.cancelled).isEmpty();
	}

	@Test
	void controlCCancelsTheJobs() throws InterruptedException {
		program.workflows.hanging = true;
		CompletableFuture<Integer> code = CompletableFuture.supplyAsync(() -> program.run("run", file, "--count", "2"));
		program.workflows.submitted.await();
		program.interruption.interrupt();
		assertThat(code.join()).isEqualTo(130);
		assertThat(program.workflows.cancelled).containsExactly("job-1", "job-2");
		assertThat(program.workflows.hasListeners()).isFalse();
		assertThat(program.out()).isEmpty();
	}

	@Test
	void controlCTakesTheStartBackAndSubmitsNothing() {
		program.instances.nextStart = new CompletableFuture<>();
		program.interruption.interrupt();
		assertThat(program.run("run", file, "--instance", "b")).isEqualTo(130);
		assertThat(program.instances.calls).containsExactly("start b", "stop b");
		assertThat(program.workflows.options).isEmpty();
	}

	@Test
	void missingThingsAreThree() {
		assertThat(program.run("run", directory.resolve("none.json").toString())).isEqualTo(3);
		assertThat(program.err()).contains("none.json");
		assertThat(program.run("run", file, "--instance", "none")).isEqualTo(3);
		assertThat(program.run("run", file, "--strategy", "none")).isEqualTo(3);
		assertThat(program.err()).contains("none", "least-loaded, round-robin");
	}

	@Test
	void whatIsNoWorkflowIsFour() throws IOException {
		Files.writeString(Path.of(file), "hello");
		assertThat(program.run("run", file)).isEqualTo(4);
		assertThat(program.err()).contains("is no JSON").hasLineCount(1);
		assertThat(program.instances.calls).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "INVALID_WORKFLOW,4", "TIMEOUT,5", "EXECUTION,1", "INSTANCE,1", "NO_INSTANCE,1", "OUTPUT,1" })
	void theKindOfFailureIsTheExitCode(JobError.Kind kind, int code) {
		program.workflows.error = new JobError(kind, "Bad luck.", List.of(new JobError.NodeProblem("5", null, "KSampler", "steps", "too many")));
		assertThat(program.run("run", file)).isEqualTo(code);
		assertThat(program.err()).contains("Bad luck.", "node 5 (KSampler), steps: too many");
		assertThat(program.out()).isEmpty();
		assertThat(program.run("run", file, "--json")).isEqualTo(code);
		assertThat(program.json().getAsJsonArray("jobs").get(0).getAsJsonObject().getAsJsonObject("error").get("message").getAsString())
				.isEqualTo("Bad luck.");
	}
}
