// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceException.Reason;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.RestartPolicy;
import org.creativestudio.comfyui.core.VramMode;
import org.creativestudio.comfyui.core.validation.Field;
import org.creativestudio.comfyui.core.validation.Finding;
import org.creativestudio.comfyui.core.validation.Finding.Severity;
import org.creativestudio.comfyui.testing.Recordings;
import org.creativestudio.comfyui.testing.ScriptedServer;
import org.creativestudio.comfyui.testing.ScriptedServer.Reply;
import org.creativestudio.comfyui.testing.ScriptedServer.Request;
import org.junit.jupiter.api.Test;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

class InstanceVerbsTest {

	private final Program program = new Program();

	private void twoInstances() {
		program.instances.add("a", "Größe 🚀", InstanceStatus.RUNNING);
		program.instances.add("instance_002", "Second", InstanceStatus.STOPPED);
		program.instances.activate("instance_002");
	}

	@Test
	void listAlignsColumnsAndAsksOnlyThoseThatRun() {
		twoInstances();
		assertThat(program.run("instance", "list")).isZero();
		assertThat(program.out().lines()).containsExactly( //
				"NAME     STATUS   HEALTH   ADDRESS         DEVICE  QUEUE  ACTIVE  ID", //
				"Größe 🚀  running  healthy  localhost:8188  auto    -      -       a", //
				"Second   stopped  -        localhost:8189  auto    -      active  instance_002");
		assertThat(program.err()).isEmpty();
		assertThat(program.instances.calls).containsExactly("check a");
	}

	@Test
	void anEmptyListIsATableAndAMessage() {
		assertThat(program.run("instance", "list")).isZero();
		assertThat(program.out()).startsWith("NAME").hasLineCount(1);
		assertThat(program.err()).contains("There is no instance");
		assertThat(program.run("instance", "list", "--json")).isZero();
		assertThat(program.json().getAsJsonArray("instances")).isEmpty();
	}

	@Test
	void listIsOneDocumentOfPlainAscii() {
		twoInstances();
		assertThat(program.run("instance", "list", "--json")).isZero();
		assertThat(program.out()).isASCII();
		JsonObject first = program.json().getAsJsonArray("instances").get(0).getAsJsonObject();
		assertThat(first.keySet()).containsExactly("id", "name", "description", "kind", "status", "activity", "since", "health",
				"healthReason", "host", "port", "url", "device", "active", "queue", "server", "pid", "suspended", "start", "restart");
		assertThat(first.get("name").getAsString()).isEqualTo("Größe 🚀");
		assertThat(first.get("status").getAsString()).isEqualTo("running");
		assertThat(first.get("port").getAsInt()).isEqualTo(8188);
		assertThat(first.get("queue").isJsonNull()).isTrue();
	}

	@Test
	void aServerThatDoesNotAnswerDoesNotHoldUpTheList() {
		twoInstances();
		program.instances.nextCheck = new CompletableFuture<>();
		assertThat(program.run("instance", "list")).isZero();
		assertThat(program.out()).contains("running  unknown");
	}

	@Test
	void showById() {
		twoInstances();
		assertThat(program.run("instance", "show", "a")).isZero();
		assertThat(program.out()).containsPattern("Status +running").containsPattern("Address +http://localhost:8188");
		assertThat(program.run("instance", "show", "Second", "--json")).isZero();
		assertThat(program.json().get("id").getAsString()).isEqualTo("instance_002");
	}

	@Test
	void anUnknownOneIsThreeAndNamesTheOthers() {
		twoInstances();
		assertThat(program.run("instance", "show", "third")).isEqualTo(3);
		assertThat(program.err()).contains("third", "Second");
		assertThat(program.out()).isEmpty();
	}

	@Test
	void nothingIsStartedWhenOneOfThemIsUnknown() {
		twoInstances();
		assertThat(program.run("instance", "start", "Second", "third")).isEqualTo(3);
		assertThat(program.instances.calls).isEmpty();
	}

	@Test
	void startByNameAndIdOnce() {
		twoInstances();
		assertThat(program.run("instance", "start", "Second", "instance_002")).isZero();
		assertThat(program.instances.calls).containsExactly("start instance_002", "check instance_002");
		assertThat(program.out()).containsPattern("Second +running +healthy");
		assertThat(program.err()).contains("Starting Second...");
	}

	@Test
	void stopAll() {
		twoInstances();
		assertThat(program.run("instance", "stop", "all", "--json")).isZero();
		assertThat(program.instances.calls).containsExactly("stop a", "stop instance_002");
		assertThat(program.json().getAsJsonArray("instances")).hasSize(2);
		assertThat(program.json().getAsJsonArray("failures")).isEmpty();
	}

	@Test
	void aFailedStartTellsWhyAndTheReasonIsTheExitCode() {
		twoInstances();
		program.instances.nextStart = CompletableFuture
				.failedFuture(new InstanceException(Reason.TIMEOUT, "It did not answer in time."));
		assertThat(program.run("instance", "start", "Second", "--json")).isEqualTo(5);
		assertThat(program.err()).contains("Second: It did not answer in time.");
		JsonObject failure = program.json().getAsJsonArray("failures").get(0).getAsJsonObject();
		assertThat(failure.get("id").getAsString()).isEqualTo("instance_002");
		program.instances.nextStart = CompletableFuture.failedFuture(new InstanceException(Reason.INVALID, "No."));
		assertThat(program.run("instance", "start", "Second")).isEqualTo(4);
		program.instances.nextStart = CompletableFuture.failedFuture(new InstanceException(Reason.FAILED, "No."));
		assertThat(program.run("instance", "start", "Second")).isEqualTo(1);
	}

	@Test
	void controlCTakesAStartBack() {
		twoInstances();
		program.instances.nextStart = new CompletableFuture<>();
		program.interruption.interrupt();
		assertThat(program.run("instance", "start", "Second")).isEqualTo(130);
		assertThat(program.instances.nextStart).isCancelled();
		assertThat(program.instances.calls).containsExactly("start instance_002", "stop instance_002");
		assertThat(program.out()).isEmpty();
	}

	@Test
	void restartPauseAndResume() {
		twoInstances();
		assertThat(program.run("instance", "restart", "a")).isZero();
		assertThat(program.run("instance", "pause", "a", "--interrupt", "--suspend")).isZero();
		assertThat(program.out()).contains("paused");
		assertThat(program.run("instance", "resume", "a")).isZero();
		assertThat(program.run("instance", "stop", "a", "--when-idle")).isZero();
		assertThat(program.instances.calls).contains("restart a", "pause a PauseOptions[interrupt=true, freeMemory=false, suspend=true]",
				"resume a", "stop when idle a");
	}

	@Test
	void diagnosticsArePrintedAsTheyAre() {
		twoInstances();
		assertThat(program.run("instance", "diagnostics", "a")).isZero();
		assertThat(program.out()).isEqualTo("diagnostics of a\n");
	}

	@Test
	void superviseStaysUntilControlC() {
		twoInstances();
		program.interruption.interrupt();
		assertThat(program.run("supervise")).isEqualTo(130);
		assertThat(program.instances.calls).containsExactly("supervise", "monitor", "monitor no more", "supervise no more");
		assertThat(program.instances.listener).isNull();
		assertThat(program.err()).contains("Supervising");
	}

	@Test
	void devicesByNameMemoryAndUuid() {
		assertThat(program.run("devices")).isZero();
		assertThat(program.out().lines()).containsExactly( //
				"DEVICE  NAME                     MEMORY    UUID", //
				"cuda:0  NVIDIA GeForce RTX 4090  24.0 GiB  GPU-aaaa", //
				"cuda:1  Radeon                   -         -");
		assertThat(program.run("devices", "--json")).isZero();
		assertThat(program.json().getAsJsonArray("devices").get(0).getAsJsonObject().get("uuid").getAsString()).isEqualTo("GPU-aaaa");
	}

	@Test
	void logsWantASensibleNumberOfLines() {
		twoInstances();
		assertThat(program.run("instance", "logs", "a", "--lines", "0")).isEqualTo(2);
		assertThat(program.run("instance", "logs", "third")).isEqualTo(3);
	}

	@Test
	void createTakesEveryOption() {
		assertThat(program.run("instance", "create", "--name", "New", "--gpu", "cuda:1", "--comfyui", "/opt/ComfyUI", "--vram", "low", "--env",
				"A=1", "--env", "B=x=y", "--argument=--preview-method", "--argument=auto", "--models", "/m1", "--models", "/m2", "--timeout",
				"600000", "--restart", "always", "--auto-start", "--no-queue-monitoring", "--max-concurrent", "2")).isZero();
		assertThat(program.instances.stored).isEqualTo(InstanceConfiguration.builder("instance_007", "New").port(8190).gpuDevice("cuda:1")
				.comfyuiDirectory(Path.of("/opt/ComfyUI")).vramMode(VramMode.LOW).environment(Map.of("A", "1", "B", "x=y"))
				.extraArguments(List.of("--preview-method", "auto")).modelDirectories(List.of(Path.of("/m1"), Path.of("/m2")))
				.timeout(Duration.ofMinutes(10)).restartPolicy(RestartPolicy.ALWAYS).autoStart(true).queueMonitoring(false)
				.maxConcurrentWorkflows(2).build());
	}

	@Test
	void createUsesTheComfyuiThatIsThere() {
		assertThat(program.run("instance", "create", "--name", "New")).isZero();
		assertThat(program.instances.stored.comfyuiDirectory()).isEqualTo(Path.of("/found/ComfyUI"));
		assertThat(program.err()).contains("/found/ComfyUI");
	}

	@Test
	void createAttachedAndEmbedded() {
		assertThat(program.run("instance", "create", "--name", "R", "--attach", "render7:8188")).isZero();
		assertThat(program.instances.stored).extracting(InstanceConfiguration::kind, InstanceConfiguration::host, InstanceConfiguration::port)
				.containsExactly("attached", "render7", 8188);
		assertThat(program.run("instance", "create", "--name", "O", "--attach", "gpu.01:8190")).isZero();
		assertThat(program.instances.stored).extracting(InstanceConfiguration::host, InstanceConfiguration::port).containsExactly("gpu.01", 8190);
		assertThat(program.instances.stored.baseUri()).hasToString("http://gpu.01:8190");
		assertThat(program.run("instance", "create", "--name", "E", "--embedded")).isZero();
		assertThat(program.instances.stored.kind()).isEqualTo("embedded");
		assertThat(program.run("instance", "create", "--name", "R", "--attach", "render7")).isEqualTo(2);
		assertThat(program.run("instance", "create")).isEqualTo(2);
		assertThat(program.run("instance", "create", "--name", "X", "--vram", "much")).isEqualTo(2);
	}

	@Test
	void editChangesOnlyWhatIsGivenAndWarns() {
		twoInstances();
		program.instances.findings = List.of(new Finding(Severity.WARNING, Field.PORT, "Port 9000 is in use.", null));
		InstanceConfiguration before = program.instances.getInstance("a").orElseThrow().configuration();
		assertThat(program.run("instance", "edit", "a", "--port", "9000")).isZero();
		assertThat(program.instances.stored).isEqualTo(before.toBuilder().port(9000).build());
		assertThat(program.err()).contains("Warning: Port 9000 is in use.", "until it is restarted");
	}

	@Test
	void duplicateDeleteAndActivate() {
		twoInstances();
		assertThat(program.run("instance", "duplicate", "a", "--name", "Twin")).isZero();
		assertThat(program.instances.stored.name()).isEqualTo("Twin");
		assertThat(program.run("instance", "delete", "Second")).isZero();
		assertThat(program.run("instance", "activate", "a")).isZero();
		assertThat(program.run("instance", "activate", "none")).isZero();
		assertThat(program.instances.calls).containsExactly("delete instance_002", "activate a", "activate null");
	}

	@Test
	void testTellsEachStepWithItsAdvice() throws Exception {
		try (ScriptedServer server = new ScriptedServer(InstanceVerbsTest::comfy)) {
			program.instances.add("s", "Server", InstanceStatus.RUNNING);
			program.instances.update(InstanceConfiguration.builder("s", "Server").kind(InstanceConfiguration.ATTACHED).host("127.0.0.1")
					.port(server.port()).build());
			assertThat(program.run("instance", "test", "Server")).isZero();
			assertThat(program.out().lines().filter(line -> !line.startsWith(" "))).hasSize(9)
					.first().asString().startsWith("passed").contains("Configuration is valid: Everything is well.");
			assertThat(program.out()).contains("Takes connections: 127.0.0.1:" + server.port() + " accepts connections.");
		}
	}

	private static Reply comfy(Request request) {
		if (request.path().startsWith("/ws"))
			return new Reply.Upgrade(ScriptedServer.Frames::awaitEnd);
		return Reply.json(Recordings.http(request.path().equals("/queue") ? "queue_busy" : "system_stats").body().toString());
	}

	@Test
	void testIsOneWhenAStepFails() {
		twoInstances();
		program.instances.findings = List.of(new Finding(Severity.ERROR, Field.NAME, "Bad name.", null));
		assertThat(program.run("instance", "test", "Second", "--json")).isEqualTo(1);
		assertThat(program.json().get("passed").getAsBoolean()).isFalse();
		JsonArray checks = program.json().getAsJsonArray("checks");
		assertThat(checks).hasSize(9);
		JsonObject configuration = checks.get(0).getAsJsonObject();
		assertThat(configuration.get("step").getAsString()).isEqualTo("configuration");
		assertThat(configuration.get("state").getAsString()).isEqualTo("failed");
		assertThat(configuration.get("result").getAsString()).isEqualTo("Bad name.");
		assertThat(configuration.get("advice").getAsString()).isNotEmpty();
		assertThat(program.run("instance", "test", "nobody")).isEqualTo(3);
	}

	@Test
	void superviseBeginsAnEmptyHomeUnlessItIsToldNotTo() {
		program.interruption.interrupt();
		program.run("supervise", "--auto-start", "--no-first-launch");
		assertThat(program.instances.getInstances()).isEmpty();
		program.run("supervise", "--auto-start");
		String id = program.instances.getInstances().get(0).id();
		assertThat(program.instances.calls).contains("start " + id);
		assertThat(program.err()).contains(program.instances.getInstances().get(0).name());
	}
}
