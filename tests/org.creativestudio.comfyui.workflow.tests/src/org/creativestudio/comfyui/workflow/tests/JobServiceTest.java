// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import org.creativestudio.comfyui.client.ComfyClient;
import org.creativestudio.comfyui.core.ActiveFallback;
import org.creativestudio.comfyui.core.FleetSettings;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.JobSettings;
import org.creativestudio.comfyui.core.SecuritySettings;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.embedded.EmbeddedServer;
import org.creativestudio.comfyui.embedded.ServerOptions;
import org.creativestudio.comfyui.testing.ReservedPort;
import org.creativestudio.comfyui.workflow.JobError;
import org.creativestudio.comfyui.workflow.JobError.Kind;
import org.creativestudio.comfyui.workflow.JobHandle;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.creativestudio.comfyui.workflow.JobState;
import org.creativestudio.comfyui.workflow.Workflow;
import org.creativestudio.comfyui.workflow.Workflow.Format;
import org.creativestudio.comfyui.workflow.WorkflowOptions;
import org.creativestudio.comfyui.workflow.internal.JobService;
import org.creativestudio.comfyui.workflow.internal.forecast.RunHistory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/** Jobs from the asking to the file, at real embedded servers. */
class JobServiceTest {

	private static final String IMAGE = "{\"1\": {\"class_type\": \"EmptyImage\", \"inputs\": {\"width\": 32, \"height\": 16, \"batch_size\": 1, \"color\": 255}},"
			+ " \"9\": {\"class_type\": \"SaveImage\", \"inputs\": {\"images\": [\"1\", 0], \"filename_prefix\": \"t\"}, \"_meta\": {\"title\": \"Keep it\"}}}";
	private static final String SLOW = "{\"1\": {\"class_type\": \"EmptyImage\", \"inputs\": {\"width\": 8, \"height\": 8, \"batch_size\": 1, \"color\": 1}},"
			+ " \"5\": {\"class_type\": \"SlowSteps\", \"inputs\": {\"image\": [\"1\", 0], \"steps\": 1000, \"delay\": 0.05, \"preview\": false, \"seed\": 1}},"
			+ " \"9\": {\"class_type\": \"SaveImage\", \"inputs\": {\"images\": [\"5\", 0], \"filename_prefix\": \"t\"}}}";

	@TempDir
	Path directory;
	private final FakeFleet fleet = new FakeFleet();
	private final List<EmbeddedServer> servers = new ArrayList<>();
	private final BlockingQueue<JobSnapshot> changes = new LinkedBlockingQueue<>();
	private StudioHome home;
	private JobService service;

	@BeforeEach
	void setUp() {
		home = new StudioHome(directory.resolve("home"));
		service = new JobService(fleet, fleet, home, Clock.systemUTC());
		service.addListener((before, after) -> {
			if (after != null)
				changes.add(after);
		});
	}

	@AfterEach
	void tearDown() throws Exception {
		service.close();
		fleet.close();
		for (EmbeddedServer server : servers)
			server.close();
	}

	private EmbeddedServer running(String id, boolean active) throws IOException {
		EmbeddedServer server = EmbeddedServer.start(ServerOptions.inDirectory(directory.resolve(id)));
		servers.add(server);
		fleet.set(id, server.port(), InstanceStatus.RUNNING, active);
		return server;
	}

	private static Workflow workflow(String graph) {
		JsonObject json = JsonParser.parseString(graph).getAsJsonObject();
		return new Workflow("w.json", json.has("nodes") ? Format.EDITOR : Format.API, json, null);
	}

	private JobSnapshot await(JobHandle job, Predicate<JobSnapshot> wanted) throws InterruptedException {
		while (true) {
			JobSnapshot next = changes.take();
			if (next.id().equals(job.id()) && wanted.test(next))
				return next;
		}
	}

	private static JobError error(JobSnapshot end) {
		JobError error = end.error();
		assertThat(error).isNotNull();
		return error;
	}

	@Test
	void aWorkflowRunsAndItsImageIsKept() throws Exception {
		running("a", false);
		JobHandle job = service.execute(workflow(IMAGE), WorkflowOptions.defaults());
		JobSnapshot end = job.result().get();
		assertThat(end.state()).isEqualTo(JobState.DONE);
		assertThat(end.instanceId()).isEqualTo("a");
		assertThat(end.why()).isEqualTo("chosen by first");
		assertThat(end.outputs()).singleElement().satisfies(file -> {
			assertThat(file.getParent()).isEqualTo(home.outputs(job.id()));
			assertThat(ImageIO.read(file.toFile()).getWidth()).isEqualTo(32);
		});
		assertThat(end.started()).isNotNull();
		assertThat(fleet.asked.nodeClasses()).containsExactlyInAnyOrder("EmptyImage", "SaveImage");
	}

	@Test
	void asManyJobsAreRememberedAsTheUserDecided() throws Exception {
		running("a", false);
		fleet.settings = FleetSettings.DEFAULTS.jobs(new JobSettings(1, 30));
		List<String> ids = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			JobHandle job = service.execute(workflow(IMAGE), WorkflowOptions.defaults());
			ids.add(job.id());
			job.result().get();
		}
		assertThat(service.getJobs()).extracting(JobSnapshot::id).containsExactlyInAnyOrderElementsOf(ids.subList(1, 3));
	}

	@Test
	void filesBeyondWhatOneJobMayHaveStayAtTheServer() throws Exception {
		running("a", false);
		fleet.settings = FleetSettings.DEFAULTS.security(new SecuritySettings(false, false, 0));
		JobSnapshot end = service.execute(workflow(IMAGE.replace("\"batch_size\": 1", "\"batch_size\": 2")), WorkflowOptions.defaults()).result().get();
		assertThat(end.state()).isEqualTo(JobState.DONE);
		assertThat(end.outputs()).hasSize(1);
		assertThat(end.why()).contains("1 more files were left at a");
	}

	@Test
	void strategiesAreToldHowLongItTookBefore() throws Exception {
		running("a", false);
		String steps = SLOW.replace("1000", "5");
		assertThat(service.execute(workflow(steps), WorkflowOptions.defaults()).result().get().state()).isEqualTo(JobState.DONE);
		assertThat(fleet.offered.get(0).forecast().learned()).isFalse();
		assertThat(service.execute(workflow(steps.replace("\"seed\": 1", "\"seed\": 2")), WorkflowOptions.defaults()).result().get().state()).isEqualTo(JobState.DONE);
		assertThat(fleet.offered.get(0).forecast().learned()).as("the seed does not matter").isTrue();
		assertThat(fleet.offered.get(0).forecast().run()).isPositive();
		service.close();
		assertThat(new RunHistory(home).read()).hasSize(2).allSatisfy(run -> {
			assertThat(run.workflow()).isEqualTo("w.json");
			assertThat(run.instance()).isEqualTo("a");
			assertThat(run.seconds()).isPositive();
		});
	}

	@Test
	void statesComeInOrderAndProgressNamesTheNode() throws Exception {
		running("a", false);
		JobHandle job = service.execute(workflow(SLOW), WorkflowOptions.defaults());
		JobSnapshot slow = await(job, next -> next.progress() != null && next.progress().steps() > 0);
		assertThat(slow.state()).isEqualTo(JobState.RUNNING);
		assertThat(slow.progress().nodeTitle()).isEqualTo("SlowSteps");
		assertThat(slow.progress().nodesTotal()).isEqualTo(3);
		assertThat(job.cancel().get().state()).isEqualTo(JobState.CANCELLED);
	}

	@Test
	void aCancelledJobIsInterruptedAtTheServerWhichThenTakesTheNext() throws Exception {
		running("a", false);
		JobHandle slow = service.execute(workflow(SLOW), WorkflowOptions.defaults());
		JobHandle next = service.execute(workflow(IMAGE), WorkflowOptions.defaults());
		await(next, snapshot -> snapshot.why().contains("busy"));
		await(slow, snapshot -> snapshot.state() == JobState.RUNNING);
		slow.cancel();
		assertThat(next.result().get().state()).isEqualTo(JobState.DONE);
		assertThat(slow.result().get().state()).isEqualTo(JobState.CANCELLED);
	}

	@Test
	void aWaitingJobGoesWhenAnInstanceComesAndCanBeCancelledBefore() throws Exception {
		fleet.set("a", 1, InstanceStatus.STOPPED, false);
		JobHandle job = service.execute(workflow(IMAGE), WorkflowOptions.defaults());
		JobHandle unwanted = service.execute(workflow(IMAGE), WorkflowOptions.onInstance("a"));
		await(unwanted, snapshot -> snapshot.why().contains("start it"));
		assertThat(unwanted.cancel().get().state()).isEqualTo(JobState.CANCELLED);
		running("b", false);
		assertThat(job.result().get().instanceId()).isEqualTo("b");
	}

	@Test
	void namedThenActiveThenStrategy() throws Exception {
		running("a", false);
		running("b", true);
		assertThat(service.execute(workflow(IMAGE), WorkflowOptions.defaults()).result().get().instanceId()).isEqualTo("b");
		assertThat(service.execute(workflow(IMAGE), WorkflowOptions.onInstance("a")).result().get().instanceId()).isEqualTo("a");
		JobSnapshot byStrategy = service.execute(workflow(IMAGE), WorkflowOptions.withStrategy("mine")).result().get();
		assertThat(byStrategy.instanceId()).isEqualTo("a");
		assertThat(byStrategy.why()).isEqualTo("chosen by mine");
		fleet.set("b", 1, InstanceStatus.ERROR, true);
		JobSnapshot fallback = service.execute(workflow(IMAGE), WorkflowOptions.defaults()).result().get();
		assertThat(fallback.instanceId()).isEqualTo("a");
		assertThat(fallback.why()).contains("the active instance b is down");
	}

	@Test
	void aDegradedInstanceIsChosenOnlyWhenNobodyIsHealthy() throws Exception {
		EmbeddedServer a = running("a", false);
		running("b", false);
		fleet.degraded("a", a.port());
		assertThat(service.execute(workflow(IMAGE), WorkflowOptions.defaults()).result().get().instanceId()).isEqualTo("b");
		fleet.set("b", 1, InstanceStatus.STOPPED, false);
		assertThat(service.execute(workflow(IMAGE), WorkflowOptions.defaults()).result().get().instanceId()).isEqualTo("a");
	}

	@Test
	void aJobFallsBackAndTheNextReturnsWhenTheActiveInstanceIsBack() throws Exception {
		running("a", false);
		EmbeddedServer b = running("b", true);
		fleet.unhealthy("b", b.port());
		JobSnapshot elsewhere = service.execute(workflow(IMAGE), WorkflowOptions.defaults()).result().get();
		assertThat(elsewhere.instanceId()).isEqualTo("a");
		assertThat(elsewhere.why()).contains("chosen by", "the active instance b is unhealthy: no answer");
		fleet.set("b", b.port(), InstanceStatus.RUNNING, true);
		assertThat(service.execute(workflow(IMAGE), WorkflowOptions.defaults()).result().get().instanceId()).isEqualTo("b");
	}

	@Test
	void aJobWaitsForTheActiveInstanceWhereTheUserWantsThat() throws Exception {
		fleet.settings = FleetSettings.DEFAULTS.activeFallback(ActiveFallback.WAIT);
		running("a", false);
		fleet.set("b", 1, InstanceStatus.STOPPED, true);
		JobHandle job = service.execute(workflow(IMAGE), WorkflowOptions.defaults());
		await(job, snapshot -> snapshot.why().contains("waits for the active instance; b is stopped"));
		assertThat(service.execute(workflow(IMAGE), WorkflowOptions.onInstance("a")).result().get().instanceId()).isEqualTo("a");
		running("b", true);
		assertThat(job.result().get().instanceId()).isEqualTo("b");
	}

	@Test
	void whyAJobWaitsForAnInstanceIsASentenceForEachStatus() throws Exception {
		Map<InstanceStatus, String> sentences = Map.of(InstanceStatus.STOPPED, "b is stopped: start it", InstanceStatus.STARTING, "b is still starting",
				InstanceStatus.STOPPING, "b is being stopped", InstanceStatus.PAUSED, "b is paused", InstanceStatus.ERROR,
				"b is down: check its log, then start it again");
		for (Map.Entry<InstanceStatus, String> each : sentences.entrySet()) {
			fleet.set("b", 1, each.getKey(), false);
			assertThat(service.explain(workflow(IMAGE), WorkflowOptions.onInstance("b")).get().reason()).isEqualTo(each.getValue());
		}
		fleet.unhealthy("b", 1);
		assertThat(service.explain(workflow(IMAGE), WorkflowOptions.onInstance("b")).get().reason()).isEqualTo("b is unhealthy");
	}

	@Test
	void aJobFailsWithTheActiveInstanceWhereTheUserWantsThat() throws Exception {
		fleet.settings = FleetSettings.DEFAULTS.activeFallback(ActiveFallback.FAIL);
		running("a", false);
		fleet.set("b", 1, InstanceStatus.ERROR, true);
		JobSnapshot failed = service.execute(workflow(IMAGE), WorkflowOptions.defaults()).result().get();
		assertThat(failed.state()).isEqualTo(JobState.FAILED);
		assertThat(failed.error().kind()).isEqualTo(Kind.NO_INSTANCE);
		assertThat(failed.error().message()).contains("b is down", "fall back to the strategy");
		assertThat(service.execute(workflow(IMAGE), WorkflowOptions.withStrategy("mine")).result().get().instanceId()).isEqualTo("a");
		fleet.set("b", 1, InstanceStatus.STARTING, true);
		JobHandle patient = service.execute(workflow(IMAGE), WorkflowOptions.defaults());
		await(patient, snapshot -> snapshot.why().contains("b is still starting"));
		running("b", true);
		assertThat(patient.result().get().instanceId()).isEqualTo("b");
	}

	@Test
	void higherPriorityGoesFirst() throws Exception {
		fleet.set("a", 1, InstanceStatus.STOPPED, false);
		JobHandle low = service.execute(workflow(IMAGE), WorkflowOptions.defaults());
		JobHandle high = service.execute(workflow(IMAGE), WorkflowOptions.defaults().priority(5));
		running("b", false);
		List<String> order = new ArrayList<>();
		while (order.size() < 2) {
			JobSnapshot next = changes.take();
			if (next.state() != JobState.WAITING && !order.contains(next.id()))
				order.add(next.id());
		}
		assertThat(order).containsExactly(high.id(), low.id());
		low.result().get();
	}

	@Test
	void aRefusedWorkflowNamesNodeAndInput() throws Exception {
		running("a", false);
		JobSnapshot end = service.execute(workflow(IMAGE.replace("\"width\": 32, ", "")), WorkflowOptions.defaults()).result().get();
		assertThat(end.state()).isEqualTo(JobState.FAILED);
		assertThat(error(end).kind()).isEqualTo(Kind.INVALID_WORKFLOW);
		assertThat(error(end).nodes()).singleElement().satisfies(problem -> {
			assertThat(problem.nodeId()).isEqualTo("1");
			assertThat(problem.classType()).isEqualTo("EmptyImage");
			assertThat(problem.input()).isEqualTo("width");
		});
		JobSnapshot titled = service.execute(workflow(IMAGE.replace("\"width\": 32, ", "").replace("\"EmptyImage\"", "\"EmptyImage\", \"_meta\": {\"title\": \"My canvas\"}")),
				WorkflowOptions.defaults()).result().get();
		assertThat(error(titled).nodes().getFirst().title()).isEqualTo("My canvas");
		assertThat(error(titled).message()).contains("Node 1 'My canvas' (EmptyImage), input width: ");
		JobSnapshot unknown = service.execute(workflow(IMAGE.replace("EmptyImage", "NoSuchNode")), WorkflowOptions.defaults()).result().get();
		assertThat(error(unknown).message()).contains("NoSuchNode");
	}

	@Test
	void aNodeThatFailsIsNamed() throws Exception {
		running("a", false);
		String boom = SLOW.replaceFirst("\"SlowSteps\", \"inputs\": \\{[^}]*}", "\"Boom\", \"inputs\": {\"image\": [\"1\", 0], \"message\": \"on purpose\"}");
		JobSnapshot end = service.execute(workflow(boom), WorkflowOptions.defaults()).result().get();
		assertThat(error(end).kind()).isEqualTo(Kind.EXECUTION);
		assertThat(error(end).message()).contains("Node 5 (Boom) failed on", "on purpose");
		JobSnapshot titled = service.execute(workflow(boom.replace("\"Boom\"", "\"Boom\", \"_meta\": {\"title\": \"Mine\"}")), WorkflowOptions.defaults())
				.result().get();
		assertThat(error(titled).message()).contains("Node 5 'Mine' (Boom) failed on");
	}

	@Test
	void aRunThatTakesTooLongIsInterrupted() throws Exception {
		running("a", false);
		JobSnapshot end = service.execute(workflow(SLOW), WorkflowOptions.defaults().timeout(Duration.ofMillis(1))).result().get();
		assertThat(error(end).kind()).isEqualTo(Kind.TIMEOUT);
	}

	@Test
	void aJobGoesElsewhereWhenItsInstanceDiesAndIsStoppedWhenItKillsAnother() throws Exception {
		EmbeddedServer first = running("a", false);
		JobHandle job = service.execute(workflow(SLOW), WorkflowOptions.defaults());
		await(job, snapshot -> snapshot.state() == JobState.RUNNING);
		EmbeddedServer second = running("b", false);
		// In this order: a server that is closed politely interrupts its work first, which no kill does.
		fleet.set("a", first.port(), InstanceStatus.ERROR, false);
		first.close();
		JobSnapshot again = await(job, snapshot -> snapshot.state() == JobState.RUNNING && "b".equals(snapshot.instanceId()));
		assertThat(again.why()).contains("sent again");
		fleet.set("b", second.port(), InstanceStatus.ERROR, false);
		second.close();
		JobError error = error(job.result().get());
		assertThat(error.kind()).isEqualTo(Kind.INSTANCE);
		assertThat(error.message()).contains("2 different instances died");
	}

	@Test
	void withoutAnyInstanceAJobFailsAtOnce() throws Exception {
		assertThat(error(service.execute(workflow(IMAGE), WorkflowOptions.defaults()).result().get()).kind()).isEqualTo(Kind.NO_INSTANCE);
	}

	@Test
	void theEditorsFormatIsConvertedByTheInstanceAndStoredInTheImage() throws Exception {
		running("a", false);
		String editor = "{\"nodes\": [{\"id\": 1, \"type\": \"EmptyImage\", \"widgets_values\": [24, 12, 1, 77]},"
				+ "{\"id\": 9, \"type\": \"SaveImage\", \"inputs\": [{\"name\": \"images\", \"type\": \"IMAGE\", \"link\": 3}], \"widgets_values\": [\"e\"]}],"
				+ "\"links\": [[3, 1, 0, 9, 0, \"IMAGE\"]], \"version\": 0.4}";
		JobSnapshot end = service.execute(workflow(editor), WorkflowOptions.defaults()).result().get();
		assertThat(end.error()).isNull();
		Path file = end.outputs().get(0);
		assertThat(ImageIO.read(file.toFile()).getWidth()).isEqualTo(24);
		assertThat(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1)).contains("workflow", "\"type\": \"SaveImage\"");
	}

	@Test
	void aSeedIsWrittenWhereTheGraphHasOne() throws Exception {
		EmbeddedServer server = running("a", false);
		JobHandle job = service.execute(workflow(SLOW), WorkflowOptions.defaults().seed(4242L));
		await(job, snapshot -> snapshot.state() == JobState.RUNNING);
		String queue = fleet.client("a").queue().get().running().get(0).graph().toString();
		assertThat(queue).contains("\"seed\":4242");
		job.cancel().get();
		assertThat(server.port()).isPositive();
	}

	@Test
	void finalJobsCanBeForgottenOthersNot() throws Exception {
		running("a", false);
		JobHandle done = service.execute(workflow(IMAGE), WorkflowOptions.defaults());
		done.result().get();
		service.remove(done.id());
		JobHandle next = service.execute(workflow(IMAGE), WorkflowOptions.defaults());
		service.remove(next.id());
		next.result().get();
		assertThat(service.getJobs()).extracting(JobSnapshot::id).containsExactly(next.id());
		assertThat(service.getJob(next.id())).isPresent();
	}

	@Test
	void aJobEndsAfterAnErrorOfItsThreadAndTheNextIsRun() throws Exception {
		AtomicBoolean broken = new AtomicBoolean(true);
		fleet.around = client -> (ComfyClient) Proxy.newProxyInstance(ComfyClient.class.getClassLoader(), new Class<?>[] { ComfyClient.class },
				(proxy, method, arguments) -> {
					if (method.getName().equals("submit") && broken.getAndSet(false))
						throw new NoClassDefFoundError("on purpose");
					return method.invoke(client, arguments);
				});
		running("a", true);
		JobSnapshot end = service.execute(workflow(IMAGE), WorkflowOptions.defaults()).result().get(60, TimeUnit.SECONDS);
		assertThat(end.state()).isEqualTo(JobState.FAILED);
		assertThat(error(end).message()).contains("on purpose");
		assertThat(service.execute(workflow(IMAGE), WorkflowOptions.defaults()).result().get(60, TimeUnit.SECONDS).state()).isEqualTo(JobState.DONE);
	}

	@Test
	@Timeout(60)
	void aJobThatCannotBeWrittenDownFailsAndTheOthersGoOn() throws Exception {
		running("a", true);
		Path odd = (Path) Proxy.newProxyInstance(Path.class.getClassLoader(), new Class<?>[] { Path.class }, (proxy, method, arguments) -> {
			throw new IllegalStateException("on purpose");
		});
		JobHandle unstorable = service.execute(new Workflow("odd.json", Format.API, workflow(IMAGE).graph(), odd), WorkflowOptions.defaults());
		JobHandle other = service.execute(workflow(IMAGE), WorkflowOptions.defaults());
		assertThat(unstorable.result().get().state()).isEqualTo(JobState.FAILED);
		assertThat(error(unstorable.snapshot()).message()).contains("can't be stored", "its record cannot be written");
		assertThat(unstorable.snapshot().outputs()).isEmpty();
		assertThat(other.result().get().state()).isEqualTo(JobState.DONE);
	}

	@Test
	@Timeout(60)
	void whatWaitsIsLookedAtThoughTheFilesOfOtherProgramsCannotBeRead() throws Exception {
		service.execute(workflow(IMAGE), WorkflowOptions.defaults()).result().get(); // fails, and makes the program's directory
		try (Stream<Path> programs = Files.list(home.jobs())) {
			Path program = programs.filter(Files::isDirectory).findFirst().orElseThrow();
			Files.createDirectories(program.resolve("requests/no file.request"));
		}
		try (ReservedPort port = new ReservedPort()) {
			fleet.set("a", port.number(), InstanceStatus.RUNNING, true);
			JobHandle job = service.execute(workflow(IMAGE), WorkflowOptions.defaults());
			await(job, snapshot -> snapshot.why().contains("did not take"));
			servers.add(EmbeddedServer.start(ServerOptions.inDirectory(directory.resolve("a")).withPort(port.number())));
			assertThat(job.result().get().state()).isEqualTo(JobState.DONE);
		}
	}
}
