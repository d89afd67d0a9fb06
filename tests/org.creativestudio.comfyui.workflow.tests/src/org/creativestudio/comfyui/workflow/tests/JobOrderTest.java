// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.embedded.EmbeddedServer;
import org.creativestudio.comfyui.embedded.ServerOptions;
import org.creativestudio.comfyui.testing.ScriptedServer;
import org.creativestudio.comfyui.testing.ScriptedServer.Reply;
import org.creativestudio.comfyui.workflow.Explanation;
import org.creativestudio.comfyui.workflow.JobError.Kind;
import org.creativestudio.comfyui.workflow.JobHandle;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.creativestudio.comfyui.workflow.JobState;
import org.creativestudio.comfyui.workflow.QueueException;
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

/** Who goes first, who goes where, and what is said of those that can't. */
@Timeout(120)
class JobOrderTest {

	private static final String IMAGE = "{\"1\": {\"class_type\": \"EmptyImage\", \"inputs\": {\"width\": 8, \"height\": 8, \"batch_size\": 1, \"color\": 255}},"
			+ " \"9\": {\"class_type\": \"SaveImage\", \"inputs\": {\"images\": [\"1\", 0], \"filename_prefix\": \"t\"}}}";
	private static final String SLOW = "{\"1\": {\"class_type\": \"EmptyImage\", \"inputs\": {\"width\": 8, \"height\": 8, \"batch_size\": 1, \"color\": 1}},"
			+ " \"5\": {\"class_type\": \"SlowSteps\", \"inputs\": {\"image\": [\"1\", 0], \"steps\": 1000, \"delay\": 0.05, \"preview\": false, \"seed\": 1}},"
			+ " \"9\": {\"class_type\": \"SaveImage\", \"inputs\": {\"images\": [\"5\", 0], \"filename_prefix\": \"t\"}}}";

	/** Stands still unless a test moves it. */
	private static final class StillClock extends Clock {
		private volatile Instant now = Instant.parse("2026-11-26T12:00:00Z");

		void pass(Duration time) {
			now = now.plus(time);
		}

		@Override
		public Instant instant() {
			return now;
		}

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}
	}

	@TempDir
	Path directory;
	private final StillClock clock = new StillClock();
	private final FakeFleet fleet = new FakeFleet();
	private final List<AutoCloseable> servers = new ArrayList<>();
	private final BlockingQueue<JobSnapshot> changes = new LinkedBlockingQueue<>();
	private JobService service;

	@BeforeEach
	void setUp() {
		service = new JobService(fleet, fleet, new StudioHome(directory.resolve("home")), clock);
		service.addListener((before, after) -> {
			if (after != null)
				changes.add(after);
		});
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
		return new Workflow("w.json", Format.API, JsonParser.parseString(graph).getAsJsonObject(), null);
	}

	private JobHandle queued(int priority) {
		return service.execute(workflow(IMAGE), WorkflowOptions.defaults().priority(priority));
	}

	/** The order in which so many jobs are sent. */
	private List<String> sent(int count) throws InterruptedException {
		List<String> order = new ArrayList<>();
		while (order.size() < count) {
			JobSnapshot next = changes.take();
			if (next.state() != JobState.WAITING && !order.contains(next.id()))
				order.add(next.id());
		}
		return order;
	}

	@Test
	void priorityGoesFirstAndWithinOneTheOrderOfAsking() throws Exception {
		fleet.set("a", 1, InstanceStatus.STOPPED, false);
		List<JobHandle> jobs = List.of(queued(0), queued(5), queued(0), queued(-3), queued(5));
		running("b");
		assertThat(sent(5)).containsExactly(jobs.get(1).id(), jobs.get(4).id(), jobs.get(0).id(), jobs.get(2).id(), jobs.get(3).id());
	}

	@Test
	void whatWaitsLongGoesBeforeWhatComesLaterWithAHigherPriority() throws Exception {
		fleet.set("a", 1, InstanceStatus.STOPPED, false);
		JobHandle old = queued(0);
		clock.pass(Duration.ofMinutes(40));
		JobHandle middle = queued(4);
		clock.pass(Duration.ofMinutes(20));
		JobHandle highest = queued(100);
		JobHandle low = queued(5);
		running("b");
		assertThat(sent(4)).as("an hour counts as six priorities").containsExactly(highest.id(), old.id(), middle.id(), low.id());
	}

	@Test
	void noPriorityStarvesAJobForEver() throws Exception {
		fleet.set("a", 1, InstanceStatus.STOPPED, false);
		JobHandle last = queued(Integer.MIN_VALUE);
		clock.pass(Duration.ofHours(34));
		JobHandle first = queued(Integer.MAX_VALUE);
		running("b");
		assertThat(sent(2)).containsExactly(last.id(), first.id());
	}

	@Test
	void aPriorityCanBeChangedWhileAJobWaits() throws Exception {
		fleet.set("a", 1, InstanceStatus.STOPPED, false);
		JobHandle first = queued(0);
		JobHandle second = queued(0);
		service.setPriority(second.id(), 1).get();
		running("b");
		assertThat(sent(2)).containsExactly(second.id(), first.id());
	}

	@Test
	void aWaitingJobIsMoved() throws Exception {
		fleet.set("a", 1, InstanceStatus.STOPPED, false);
		running("b");
		JobHandle job = service.execute(workflow(IMAGE), WorkflowOptions.onInstance("a"));
		service.move(job.id(), "b").get();
		assertThat(job.result().get().instanceId()).isEqualTo("b");
	}

	@Test
	void aRunningJobIsTakenFromOneAndRunsAtTheOther() throws Exception {
		running("a");
		JobHandle job = service.execute(workflow(SLOW), WorkflowOptions.defaults());
		await(job, JobState.RUNNING, "a");
		running("b");
		service.move(job.id(), "b").get();
		await(job, JobState.RUNNING, "b");
		assertThat(fleet.client("a").queueRemaining().join()).isZero();
		job.cancel().get();
	}

	private void await(JobHandle job, JobState state, String instance) throws InterruptedException {
		for (JobSnapshot next = changes.take(); !next.id().equals(job.id()) || next.state() != state || !instance.equals(next.instanceId()); next = changes.take())
			assertThat(next.state()).isNotEqualTo(JobState.FAILED);
	}

	@Test
	void whatCannotBeMovedIsSaid() {
		fleet.set("a", 1, InstanceStatus.STOPPED, false);
		JobHandle job = queued(0);
		assertThat(service.move(job.id(), "none")).failsWithin(Duration.ofMinutes(1)).withThrowableThat().withCauseInstanceOf(QueueException.class)
				.withMessageContaining("There is no instance none");
		assertThat(service.move("nothing", "a")).failsWithin(Duration.ofMinutes(1)).withThrowableThat().withMessageContaining("There is no job nothing");
	}

	@Test
	void explainsWhereAWorkflowGoesAndWhyNotElsewhere() throws Exception {
		ScriptedServer bare = new ScriptedServer(request -> Reply.json(request.path().startsWith("/object_info")
				? "{\"EmptyImage\": {\"input\": {\"required\": {}}, \"output\": [], \"name\": \"EmptyImage\"}}" : "{}"));
		servers.add(bare);
		fleet.set("bare", bare.port(), InstanceStatus.RUNNING, false);
		fleet.set("off", 1, InstanceStatus.STOPPED, false);
		running("whole");
		Explanation told = service.explain(workflow(IMAGE), WorkflowOptions.defaults()).get();
		assertThat(told.instanceId()).isEqualTo("whole");
		assertThat(told.isPossible()).isTrue();
		assertThat(told.instances()).extracting(Explanation.Verdict::instanceId).containsExactly("bare", "off", "whole");
		assertThat(told.instances()).extracting(Explanation.Verdict::accepted).containsExactly(false, false, true);
		assertThat(told.instances().get(0).missing()).containsExactly("SaveImage");
		assertThat(told.instances().get(0).reason()).isEqualTo("does not have SaveImage");
		assertThat(told.instances().get(1).reason()).isEqualTo("is stopped");
		Explanation named = service.explain(workflow(IMAGE), WorkflowOptions.onInstance("bare")).get();
		assertThat(named.instanceId()).isNull();
		assertThat(named.reason()).contains("bare does not have SaveImage");
		assertThat(bare.requests()).noneMatch(request -> request.path().startsWith("/prompt"));
		assertThat(service.getJobs()).isEmpty();
	}

	@Test
	void aWorkflowThatNobodyCanRunFailsWithTheReasonsOfEach() throws Exception {
		running("a");
		running("b");
		JobSnapshot end = service.execute(workflow(IMAGE.replace("EmptyImage", "NoSuchNode")), WorkflowOptions.defaults()).result().get();
		assertThat(end.state()).isEqualTo(JobState.FAILED);
		assertThat(end.error().kind()).isEqualTo(Kind.INVALID_WORKFLOW);
		assertThat(end.error().message()).contains("a does not have NoSuchNode", "b does not have NoSuchNode", "Install what is missing");
	}
}
