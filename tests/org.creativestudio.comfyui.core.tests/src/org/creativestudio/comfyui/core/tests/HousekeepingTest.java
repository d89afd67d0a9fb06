// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.assertj.core.api.Assertions;
import org.creativestudio.comfyui.client.ClientOptions;
import org.creativestudio.comfyui.client.ComfyClient;
import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.core.internal.metrics.FleetHousekeeping;
import org.creativestudio.comfyui.core.internal.metrics.FleetMetrics;
import org.creativestudio.comfyui.core.launching.ComputeDevice;
import org.creativestudio.comfyui.core.launching.ComputeDevice.Maker;
import org.creativestudio.comfyui.core.launching.DeviceTelemetry.Holder;
import org.creativestudio.comfyui.core.launching.DeviceTelemetry.Reading;
import org.creativestudio.comfyui.core.launching.ProcessUsage.Usage;
import org.creativestudio.comfyui.testing.ScriptedServer;
import org.creativestudio.comfyui.testing.ScriptedServer.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Figures for machines, memory of idle servers, and warnings of full GPUs. */
class HousekeepingTest {

	private static final Duration LOOK = Duration.ofSeconds(5);
	private static final long GIB = 1L << 30;
	private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)\\{((?:[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\n]|\\\\[\\\\\"n])*\",?)*)\\} (\\S+)");

	@TempDir
	private Path directory;
	private final ManualTime time = new ManualTime();
	private final StagedFleet fleet = new StagedFleet(time);
	private final List<String> warnings = new ArrayList<>();
	private FleetMetrics metrics;
	private FleetHousekeeping keeping;
	private int port;

	@BeforeEach
	void begin() {
		port = freePort();
		metrics = new FleetMetrics(fleet, new StudioHome(directory), time, Runnable::run);
		keeping = new FleetHousekeeping(fleet, metrics, (kind, ids, message) -> warnings.add(ids + " " + message), time, time);
	}

	/** Below those that the system gives to whoever asks. */
	private static int freePort() {
		while (true) {
			int candidate = ThreadLocalRandom.current().nextInt(15_000, 32_000);
			try (ServerSocket free = new ServerSocket(candidate, 1, InetAddress.getByName("127.0.0.1"))) {
				return free.getLocalPort();
			} catch (IOException e) {
				continue;
			}
		}
	}

	@AfterEach
	void end() {
		keeping.close();
		metrics.close();
	}

	private String ask(String request) throws IOException {
		try (Socket socket = new Socket("127.0.0.1", port)) {
			socket.getOutputStream().write(request.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	private String get(String more) throws IOException {
		return ask("GET /metrics HTTP/1.1\nHost: 127.0.0.1:" + port + "\n" + more + "\n");
	}

	/** Values by name and labels; fails for what is not in the format. */
	private static Map<String, Double> parsed(String answer, Map<String, String> types) {
		Map<String, Double> values = new LinkedHashMap<>();
		String family = "";
		for (String line : answer.substring(answer.indexOf("\r\n\r\n") + 4).split("\n")) {
			String[] words = line.split(" ", 4);
			if (words[0].equals("#") && words.length > 3 && words[1].equals("TYPE")) {
				family = words[2];
				assertThat(types.put(family, words[3])).as("one type of " + family).isNull();
			} else if (!words[0].equals("#")) {
				Matcher matcher = LINE.matcher(line);
				assertThat(matcher.matches()).as(line).isTrue();
				assertThat(matcher.group(1)).as("under its type").startsWith(family);
				String key = matcher.group(1) + '{' + matcher.group(2) + '}';
				assertThat(values.put(key, Double.valueOf(matcher.group(3)))).as("once: " + key).isNull();
			}
		}
		return values;
	}

	@Test
	void figuresAreServedToMachinesOnlyWhenTheUserWantsItAndThisProgramSupervises() throws IOException {
		time.advance(LOOK);
		assertThat(keeping.metricsEndpoint()).isEmpty();
		Assertions.assertThatThrownBy(() -> get("")).isInstanceOf(ConnectException.class);
		fleet.changeSettings(settings -> settings.metricsPort(port));
		fleet.supervising = false;
		time.advance(LOOK);
		assertThat(keeping.metricsEndpoint()).isEmpty();
		fleet.supervising = true;
		time.advance(LOOK);
		assertThat(keeping.metricsEndpoint().orElseThrow()).hasToString("http://127.0.0.1:" + port + "/metrics");
		assertThat(get("")).startsWith("HTTP/1.1 200 OK\r\n");
		fleet.changeSettings(settings -> settings.metricsPort(0));
		time.advance(LOOK);
		assertThat(keeping.metricsEndpoint()).isEmpty();
		Assertions.assertThatThrownBy(() -> get("")).isInstanceOf(ConnectException.class);
	}

	@Test
	void theTextIsOfTheFormatAndWhatIsNotKnownIsLeftOut() throws IOException {
		fleet.add(InstanceConfiguration.builder("a", "Odd \"name\\\n").build());
		fleet.add("stopped");
		fleet.up("a", 41L);
		metrics.jobEnded("a", time.instant(), true, null, "done");
		fleet.answers("a", 14, 1, 3);
		fleet.changeSettings(settings -> settings.metricsPort(port));
		time.advance(LOOK);
		Map<String, String> types = new HashMap<>();
		String a = "comfyui_id=\"a\",comfyui_name=\"Odd \\\"name\\\\\\n\"";
		String text = get("");
		assertThat(text).contains("Content-Type: text/plain; version=0.0.4; charset=utf-8\r\n").doesNotContain("# EOF");
		assertThat(parsed(text, types)).containsEntry("comfyui_response_time_seconds{" + a + "}", 0.014)
				.containsEntry("comfyui_queue_pending_jobs{" + a + "}", 3.0).containsEntry("comfyui_jobs_done_total{" + a + "}", 1.0)
				.containsEntry("comfyui_vram_free_bytes{" + a + "}", 12.0 * GIB).containsEntry("comfyui_instance_up{" + a + "}", 1.0)
				.containsEntry("process_uptime_seconds{" + a + "}", 10.0)
				.containsEntry("comfyui_instance_health{" + a + ",health=\"healthy\"}", 1.0)
				.containsEntry("comfyui_instance_up{comfyui_id=\"stopped\",comfyui_name=\"STOPPED\"}", 0.0)
				.doesNotContainKey("comfyui_jobs_done_total{comfyui_id=\"stopped\",comfyui_name=\"STOPPED\"}");
		assertThat(types).containsEntry("comfyui_jobs_done_total", "counter").containsEntry("comfyui_vram_free_bytes", "gauge")
				.doesNotContainKey("hw_gpu_utilization_ratio");
		types.clear();
		String open = get("Accept: application/openmetrics-text;version=1.0.0;q=0.8,text/plain;q=0.5\n");
		assertThat(open).contains("Content-Type: application/openmetrics-text; version=1.0.0; charset=utf-8\r\n").endsWith("# EOF\n")
				.contains("# UNIT comfyui_response_time_seconds seconds\n");
		assertThat(parsed(open, types)).containsEntry("comfyui_jobs_done_total{" + a + "}", 1.0);
		assertThat(types).containsEntry("comfyui_jobs_done", "counter");
		time.advance(Duration.ofMinutes(6));
		assertThat(get("")).as("old figures").doesNotContain("comfyui_response_time_seconds");
	}

	@Test
	void nothingElseIsServedToNobodyElse() throws IOException {
		fleet.changeSettings(settings -> settings.metricsPort(port));
		time.advance(LOOK);
		assertThat(ask("GET /metrics HTTP/1.1\nHost: evil.example:" + port + "\n\n")).startsWith("HTTP/1.1 403 ");
		assertThat(ask("GET /metrics HTTP/1.1\nHost: localhost\nHost: evil.example\n\n")).startsWith("HTTP/1.1 403 ");
		assertThat(ask("GET /metrics HTTP/1.1\n\n")).startsWith("HTTP/1.1 403 ");
		assertThat(ask("GET /metrics HTTP/1.1\nHost: LOCALHOST:" + port + "\n\n")).startsWith("HTTP/1.1 200 ");
		assertThat(ask("GET /metrics?x=y HTTP/1.1\nHost: [::1]:" + port + "\n\n")).startsWith("HTTP/1.1 200 ");
		assertThat(ask("GET /other HTTP/1.1\nHost: localhost\n\n")).startsWith("HTTP/1.1 404 ");
		assertThat(ask("POST /metrics HTTP/1.1\nHost: localhost\n\n")).startsWith("HTTP/1.1 405 ").contains("Allow: GET\r\n");
		assertThat(ask("nonsense\n\n")).startsWith("HTTP/1.1 400 ");
	}

	@Test
	void manyOpenConnectionsKeepNobodyOutForEver() throws IOException {
		fleet.changeSettings(settings -> settings.metricsPort(port));
		time.advance(LOOK);
		List<Socket> silent = new ArrayList<>();
		try {
			for (int i = 0; i < 16; i++)
				silent.add(new Socket("127.0.0.1", port));
			try (Socket more = new Socket("127.0.0.1", port)) {
				assertThat(more.getInputStream().read()).as("one too many").isEqualTo(-1);
			}
			// The deadline of a connection ends them.
			for (Socket socket : silent)
				assertThat(socket.getInputStream().read()).isEqualTo(-1);
			assertThat(get("")).startsWith("HTTP/1.1 200 ");
		} finally {
			for (Socket socket : silent)
				socket.close();
		}
	}

	@Test
	void aPortThatIsTakenIsToldAndTriedAgain() throws IOException {
		try (ServerSocket other = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
			fleet.changeSettings(settings -> settings.metricsPort(port));
			time.advance(LOOK);
			assertThat(keeping.metricsEndpoint()).isEmpty();
			assertThat(keeping.metricsProblem().orElseThrow()).contains("port " + other.getLocalPort()).contains("Choose another");
		}
		time.advance(LOOK);
		assertThat(keeping.metricsProblem()).isEmpty();
		assertThat(get("")).startsWith("HTTP/1.1 200 ");
	}

	private ScriptedServer server(String queue) throws IOException {
		ScriptedServer server = new ScriptedServer(request -> Reply.json(queue));
		fleet.client("a", ComfyClient.create(ClientOptions.of(java.net.URI.create("http://127.0.0.1:" + server.port()))));
		return server;
	}

	private void idleFor(Duration after, String queue) throws Exception {
		fleet.add(InstanceConfiguration.builder("a", "A").freeMemoryAfter(after).build());
		try (ScriptedServer server = server(queue)) {
			fleet.up("a", null);
			fleet.answers("a", 10, 0, 0);
			time.advance(Duration.ofMinutes(9));
			assertThat(fleet.freed).isEmpty();
			time.advance(Duration.ofMinutes(2));
			fleet.client("a").queue().join();
			time.advance(Duration.ofMinutes(30));
			fleet.client("a").queue().join();
			fleet.client("a").close();
		}
	}

	@Test
	void anIdleServerGivesItsMemoryBackOnce() throws Exception {
		fleet.add(InstanceConfiguration.builder("a", "A").freeMemoryAfter(Duration.ofMinutes(10)).build());
		try (ScriptedServer server = server("{\"queue_running\":[],\"queue_pending\":[]}")) {
			fleet.up("a", null);
			fleet.answers("a", 10, 0, 0);
			time.advance(Duration.ofMinutes(9));
			assertThat(fleet.freed.isEmpty()).isTrue();
			time.advance(Duration.ofMinutes(2));
			assertThat(fleet.freed.take()).isEqualTo("a");
			time.advance(Duration.ofMinutes(30));
			fleet.queue("a", 1, 0);
			fleet.queue("a", 0, 0);
			time.advance(Duration.ofMinutes(9));
			assertThat(fleet.freed.isEmpty()).as("once, and the next time after another ten minutes").isTrue();
			time.advance(Duration.ofMinutes(2));
			assertThat(fleet.freed.take()).isEqualTo("a");
			fleet.client("a").close();
		}
	}

	@Test
	void memoryIsKeptWhereItIsNotWantedOrTheServerWorks() throws Exception {
		idleFor(Duration.ZERO, "{\"queue_running\":[],\"queue_pending\":[]}");
		assertThat(fleet.freed.isEmpty()).isTrue();
		fleet.remove("a");
		idleFor(Duration.ofMinutes(10), "{\"queue_running\":[],\"queue_pending\":[[1,\"p\",{},{},[]]]}");
		assertThat(fleet.freed.isEmpty()).as("it got work since it was last asked").isTrue();
		fleet.remove("a");
		fleet.supervising = false;
		idleFor(Duration.ofMinutes(10), "{\"queue_running\":[],\"queue_pending\":[]}");
		assertThat(fleet.freed.isEmpty()).as("another program supervises").isTrue();
	}

	private void gpu(long used, Holder... holders) {
		Reading reading = new Reading(new ComputeDevice(Maker.NVIDIA, 0, "GPU-0", "RTX 4090", 24 * GIB, used), null, null, null, null, null,
				List.of(holders));
		keeping.setDevices(() -> List.of(reading));
		keeping.setProcesses(pids -> Map.of(41L, new Usage(null, null, Set.of(41L, 42L))));
	}

	@Test
	void aGpuThatStaysFullIsToldOnceWithItsHolders() {
		fleet.add(InstanceConfiguration.builder("a", "A").gpuDevice("cuda:0").build());
		fleet.up("a", 41L);
		gpu(23 * GIB + GIB / 2, new Holder(42, "python", 23 * GIB), new Holder(7, null, null));
		Duration half = Duration.ofSeconds(30);
		time.advance(half);
		time.advance(half);
		assertThat(warnings).isEmpty();
		time.advance(half);
		assertThat(warnings).containsExactly("[a] The memory of cuda:0 (RTX 4090) is nearly full: 23.5 of 24.0 GiB. Held by 'A' (pid 42), "
				+ "23.0 GiB; A program (pid 7). Free the memory of idle instances, or close other programs.");
		time.advance(half);
		gpu(22 * GIB);
		time.advance(half);
		gpu(23 * GIB + GIB / 2);
		time.advance(half);
		time.advance(half);
		time.advance(half);
		assertThat(warnings).hasSize(1);
		gpu(10 * GIB);
		time.advance(half);
		gpu(24 * GIB);
		time.advance(half);
		time.advance(half);
		time.advance(half);
		assertThat(warnings).hasSize(2);
	}

	@Test
	void anotherProgramThatHoldsMuchIsNamedWithItsPid() {
		fleet.add(InstanceConfiguration.builder("a", "A").gpuDevice("cuda:0").build());
		gpu(5 * GIB, new Holder(815, "blender", 5 * GIB));
		time.advance(Duration.ofSeconds(30));
		assertThat(warnings).as("no instance uses it").isEmpty();
		fleet.up("a", 41L);
		gpu(6 * GIB, new Holder(815, "blender", 5 * GIB), new Holder(816, "Xorg", GIB / 8));
		time.advance(Duration.ofSeconds(30));
		time.advance(Duration.ofSeconds(30));
		assertThat(warnings).containsExactly("[a] blender (pid 815) holds 5.0 of 24.0 GiB of the memory of cuda:0 (RTX 4090), which 'A' uses "
				+ "too. Close it if it is not needed, or give the instance another device.");
		fleet.status("a", InstanceStatus.STOPPED, "Stopped", null);
	}
}
