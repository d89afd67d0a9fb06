// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.creativestudio.comfyui.workflow.tests.ScriptedComfy.GRAPH;
import static org.creativestudio.comfyui.workflow.tests.ScriptedComfy.begin;
import static org.creativestudio.comfyui.workflow.tests.ScriptedComfy.done;
import static org.creativestudio.comfyui.workflow.tests.ScriptedComfy.error;
import static org.creativestudio.comfyui.workflow.tests.ScriptedComfy.image;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.workflow.JobError.Kind;
import org.creativestudio.comfyui.workflow.JobHandle;
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

/** A server vanishes in the middle of a job: the job is nowhere else as long as nobody knows, collected if it was done, else sent again. */
@Timeout(120)
class FailoverTest {

	@TempDir
	Path directory;
	private final FakeFleet fleet = new FakeFleet();
	private final BlockingQueue<JobSnapshot> changes = new LinkedBlockingQueue<>();
	private ScriptedComfy first;
	private ScriptedComfy second;
	private JobService service;

	@BeforeEach
	void setUp() throws IOException {
		first = new ScriptedComfy();
		second = new ScriptedComfy();
		second.history = done("PROMPT", image("second.png", ""));
		service = new JobService(fleet, fleet, new StudioHome(directory.resolve("home")), Clock.systemUTC());
		service.addListener((before, after) -> {
			if (after != null)
				changes.add(after);
		});
	}

	@AfterEach
	void tearDown() throws Exception {
		service.close();
		fleet.close();
		first.close();
		second.close();
	}

	private static Workflow workflow() {
		return new Workflow("w.json", Format.API, JsonParser.parseString(GRAPH).getAsJsonObject(), null);
	}

	/** A job that runs at the first server, while the second is idle. */
	private JobHandle runningAtTheFirst() throws InterruptedException {
		first.events = frames -> {
			frames.text(begin(first.prompt.join()));
			frames.awaitEnd();
		};
		if (fleet.getInstance("a").isEmpty())
			fleet.set("a", first.port(), InstanceStatus.RUNNING, false);
		JobHandle job = service.execute(workflow(), WorkflowOptions.defaults());
		await(next -> next.state() == JobState.RUNNING);
		first.events = ScriptedComfy.QUIET;
		fleet.set("b", second.port(), InstanceStatus.RUNNING, false);
		return job;
	}

	private void await(Predicate<JobSnapshot> wanted) throws InterruptedException {
		for (JobSnapshot next = changes.take(); !wanted.test(next); next = changes.take())
			assertThat(next.state().isFinal()).as(next::toString).isFalse();
	}

	private void awaitSilence() throws InterruptedException {
		await(next -> next.why().contains("a does not answer; it is asked again until it is known"));
		assertThat(second.submitted()).as("nobody knows whether it runs").isZero();
	}

	@Test
	void aServerThatIsAwayKeepsItsPort() throws Exception {
		first.vanish();
		assertThatThrownBy(() -> new ServerSocket(first.port(), 1, InetAddress.getLoopbackAddress()).close()).isInstanceOf(BindException.class);
	}

	@Test
	void whatRunsOnWhileItsServerIsUnpluggedIsFollowedAgain() throws Exception {
		JobHandle job = runningAtTheFirst();
		first.vanish();
		awaitSilence();
		first.comeBack();
		await(next -> !next.why().contains("does not answer") && next.state() == JobState.RUNNING);
		first.history = done("PROMPT", image("first.png", ""));
		JobSnapshot end = job.result().get();
		assertThat(end.state()).isEqualTo(JobState.DONE);
		assertThat(end.instanceId()).isEqualTo("a");
		assertThat(first.submitted()).isEqualTo(1);
		assertThat(second.submitted()).isZero();
	}

	@Test
	void whatHasFinishedMeanwhileIsCollectedAndNotRunAgain() throws Exception {
		JobHandle job = runningAtTheFirst();
		first.vanish();
		awaitSilence();
		first.running = false;
		first.history = done("PROMPT", image("first.png", ""));
		first.comeBack();
		JobSnapshot end = job.result().get();
		assertThat(end.state()).isEqualTo(JobState.DONE);
		assertThat(end.outputs()).singleElement().satisfies(file -> assertThat(file).hasFileName("first.png"));
		assertThat(first.submitted()).isEqualTo(1);
		assertThat(second.submitted()).isZero();
	}

	@Test
	void whatTheServerDoesNotKnowWhenItIsBackIsSentElsewhereOnce() throws Exception {
		JobHandle job = runningAtTheFirst();
		first.vanish();
		awaitSilence();
		first.running = false;
		first.asked.clear();
		first.comeBack();
		JobSnapshot end = job.result().get();
		assertThat(end.state()).as(end::why).isEqualTo(JobState.DONE);
		assertThat(end.instanceId()).isEqualTo("b");
		assertThat(end.why()).contains("sent again, it was lost 1 time");
		assertThat(first.asked).as("it was asked before").contains("GET /queue", "GET /history/").doesNotContain("POST /prompt");
		assertThat(second.submitted()).isEqualTo(1);
	}

	@Test
	void aServerThatGoesOnWithWhatWasCancelledIsToldAgain() throws Exception {
		JobHandle job = runningAtTheFirst();
		job.cancel();
		first.interrupted.get();
		first.asked.clear();
		while (first.count("POST /interrupt") == 0)
			changes.poll(50, TimeUnit.MILLISECONDS);
		first.running = false;
		assertThat(job.result().get().state()).isEqualTo(JobState.CANCELLED);
	}

	@Test
	void whatIsCancelledWhileItsServerIsSilentEndsAndGoesNowhere() throws Exception {
		JobHandle job = runningAtTheFirst();
		first.vanish();
		awaitSilence();
		JobSnapshot end = job.cancel().get();
		assertThat(end.state()).isEqualTo(JobState.CANCELLED);
		assertThat(end.why()).contains("a could not be told");
		assertThat(second.submitted()).isZero();
	}

	@Test
	void aSilenceThatIsLongerThanTheTimeoutEndsTheJobForItIsNotKnownWhetherItRan() throws Exception {
		fleet.withTimeout("a", first.port(), Duration.ofSeconds(3));
		JobHandle job = runningAtTheFirst();
		first.vanish();
		JobSnapshot end = job.result().get();
		assertThat(end.error().kind()).isIn(Kind.INSTANCE, Kind.TIMEOUT);
		assertThat(second.submitted()).as("it may have run").isZero();
	}

	@Test
	void theTimeoutOfTheInstanceIsHonouredAndTheServerInterrupted() throws Exception {
		fleet.withTimeout("a", first.port(), Duration.ofMillis(50));
		first.events = frames -> {
			frames.text(begin(first.prompt.join()));
			frames.awaitEnd();
		};
		fleet.set("b", second.port(), InstanceStatus.RUNNING, false);
		JobSnapshot end = service.execute(workflow(), WorkflowOptions.onInstance("a")).result().get();
		assertThat(end.error().kind()).isEqualTo(Kind.TIMEOUT);
		assertThat(end.error().message()).contains("at a and was interrupted");
		first.interrupted.get();
		assertThat(second.submitted()).isZero();
	}

	@Test
	void anErrorOfTheWorkflowItselfIsNotTriedElsewhere() throws Exception {
		first.history = error("on purpose", "ValueError");
		second.history = first.history;
		fleet.set("a", first.port(), InstanceStatus.RUNNING, false);
		fleet.set("b", second.port(), InstanceStatus.RUNNING, false);
		JobSnapshot end = service.execute(workflow(), WorkflowOptions.defaults()).result().get();
		assertThat(end.error().kind()).isEqualTo(Kind.EXECUTION);
		assertThat(end.error().message()).contains("Node 1 (EmptyImage) failed on", "on purpose");
		assertThat(first.submitted() + second.submitted()).isEqualTo(1);
	}

	@Test
	void whatIsLostAgainAndAgainIsSentThreeTimesInAll() throws Exception {
		first.running = false;
		first.events = frames -> first.prompt.join(); // the connection ends when the server has the job
		fleet.set("a", first.port(), InstanceStatus.RUNNING, false);
		JobSnapshot end = service.execute(workflow(), WorkflowOptions.defaults()).result().get();
		assertThat(end.state()).isEqualTo(JobState.FAILED);
		assertThat(end.error().kind()).isEqualTo(Kind.INSTANCE);
		assertThat(end.error().message()).contains("It was lost 3 times and is not sent again");
		assertThat(first.submitted()).isEqualTo(3);
	}

	@Test
	void whatAServerInterruptsBecauseItIsStoppedIsSentElsewhere() throws Exception {
		JobHandle job = runningAtTheFirst();
		first.running = false;
		first.history = "{\"PROMPT\": {\"prompt\": [1, \"PROMPT\", {}, {}, [\"9\"]], \"outputs\": {}, \"status\": {\"status_str\": \"error\","
				+ " \"completed\": false, \"messages\": [[\"execution_interrupted\", {\"prompt_id\": \"PROMPT\", \"node_id\": \"1\","
				+ " \"node_type\": \"EmptyImage\", \"executed\": []}]]}}}";
		fleet.set("a", first.port(), InstanceStatus.STOPPING, false);
		JobSnapshot end = job.result().get();
		assertThat(end.state()).as(end::why).isEqualTo(JobState.DONE);
		assertThat(end.instanceId()).isEqualTo("b");
	}
}
