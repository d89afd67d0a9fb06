// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.creativestudio.comfyui.core.ActiveFallback;
import org.creativestudio.comfyui.core.InstanceChange;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.PendingRestart;
import org.creativestudio.comfyui.core.metrics.Metric;
import org.creativestudio.comfyui.core.metrics.MetricSample;
import org.creativestudio.comfyui.core.notifications.Notification;
import org.creativestudio.comfyui.core.notifications.NotificationKind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/** How instances are, what was measured of them, and what holds for all. */
class StatusVerbsTest {

	private final Program program = new Program();

	@BeforeEach
	void fleet() {
		program.instances.add("a", "Alpha", InstanceStatus.RUNNING);
		program.instances.add("b", "Beta", InstanceStatus.STOPPED);
		program.instances.checked = program.figures::measured;
		program.figures.latest.put("a", new MetricSample(Instant.now(), Map.of(Metric.GPU_UTILIZATION, 0.874, Metric.RESPONSE_TIME, 0.014)));
	}

	@Test
	void statusAsksAndShowsATable() {
		assertThat(program.run("instance", "status")).isZero();
		assertThat(program.instances.calls).contains("check a").doesNotContain("check b");
		assertThat(program.out().lines().map(line -> line.split(" {2,}")[0])).containsExactly("NAME", "Alpha", "Beta");
		assertThat(program.out().lines().toList().get(1)).contains("running", "healthy", "87 %");
		assertThat(program.out().lines().toList().get(2)).contains("stopped").doesNotContain("%");
		assertThat(program.run("instance", "status", "Beta")).isZero();
		assertThat(program.out()).doesNotContain("Alpha");
		assertThat(program.run("instance", "status", "nobody")).isEqualTo(3);
		assertThat(program.run("instance", "status", "--interval", "0.1")).isEqualTo(2);
	}

	@Test
	void statusAsOneDocument() {
		assertThat(program.run("instance", "status", "--json")).isZero();
		JsonObject first = program.json().getAsJsonArray("instances").get(0).getAsJsonObject();
		assertThat(first.get("gpuUtilization").getAsDouble()).isEqualTo(0.874);
		assertThat(first.get("processCpu").isJsonNull()).isTrue();
		assertThat(program.json().getAsJsonArray("instances").get(1).getAsJsonObject().get("gpuUtilization").isJsonNull()).isTrue();
	}

	/** After so many questions the user has seen enough; before, an instance changes. */
	private void watched() {
		int[] count = { 0 };
		program.instances.checked = id -> {
			program.figures.measured(id);
			count[0]++;
			if (count[0] == 3)
				program.instances.add("b", "Beta", InstanceStatus.ERROR);
			if (count[0] == 4)
				program.interruption.interrupt();
		};
	}

	@Test
	void watchPrintsALineForEachChangeWhereNobodyLooks() {
		watched();
		assertThat(program.run("instance", "status", "--watch", "--interval", "0.2")).isEqualTo(130);
		List<String> lines = program.out().lines().toList();
		assertThat(lines).hasSize(3).allMatch(line -> line.matches("\\d\\d:\\d\\d:\\d\\d {2}.*"));
		assertThat(lines.get(2)).contains("Beta", "error");
		assertThat(program.out()).doesNotContain("\u001b");
	}

	@Test
	void watchRedrawsATerminalAndLeavesTheLastTable() {
		watched();
		program.live = true;
		assertThat(program.run("instance", "status", "--watch", "--interval", "0.2")).isEqualTo(130);
		assertThat(program.out()).startsWith("\u001b[?1049h\u001b[H").contains("\u001b[J\u001b[H");
		String left = program.out().substring(program.out().indexOf("\u001b[?1049l") + 8);
		assertThat(left).startsWith("NAME").contains("Alpha").doesNotContain("\u001b");
	}

	@Test
	void watchAsJsonIsOneDocumentInALine() {
		watched();
		assertThat(program.run("instance", "status", "--watch", "--json", "--interval", "0.2")).isEqualTo(130);
		assertThat(program.out().lines().map(line -> JsonParser.parseString(line).getAsJsonObject().getAsJsonObject("instance").get("status").getAsString()))
				.containsExactly("running", "stopped", "error");
	}

	@Test
	void metricsShowWhatIsKnown() {
		assertThat(program.run("instance", "metrics", "Alpha")).isZero();
		assertThat(program.figures.asked).isEqualTo(Duration.ofHours(1));
		assertThat(program.out().lines().map(line -> line.split(" {2,}")))
				.containsExactly(new String[] { "NAME", "METRIC", "NOW", "LEAST", "MEAN", "MOST" },
						new String[] { "Alpha", "response-time", "14.0 ms", "10.0 ms", "20.0 ms", "30.0 ms" },
						new String[] { "Alpha", "gpu-utilization", "87.4 %", "-", "-", "-" });
		assertThat(program.run("instance", "metrics", "all", "--since", "7d", "--metric", "gpu-power")).isZero();
		assertThat(program.figures.asked).isEqualTo(Duration.ofDays(7));
		assertThat(program.out()).contains("Beta").contains("gpu-power").doesNotContain("response-time");
		assertThat(program.run("instance", "metrics", "a", "--metric", "speed")).isEqualTo(2);
		assertThat(program.err()).contains("\"speed\"", "response-time");
		for (String wrong : List.of("1", "31d", "0s", "x"))
			assertThat(program.run("instance", "metrics", "a", "--since", wrong)).isEqualTo(2);
	}

	@Test
	void metricsAsJsonAndAsCsv(@TempDir Path directory) throws IOException {
		assertThat(program.run("instance", "metrics", "a", "--json", "--metric", "response-time")).isZero();
		JsonObject alpha = program.json().getAsJsonArray("instances").get(0).getAsJsonObject();
		JsonObject figure = alpha.getAsJsonArray("metrics").get(0).getAsJsonObject();
		assertThat(figure.get("unit").getAsString()).isEqualTo("seconds");
		assertThat(figure.getAsJsonArray("points").toString())
				.isEqualTo("[[\"1970-01-01T00:00:01Z\",0.01],[\"1970-01-01T00:00:02Z\",null],[\"1970-01-01T00:00:03Z\",0.03]]");
		assertThat(alpha.getAsJsonArray("events").get(0).getAsJsonObject().get("kind").getAsString()).isEqualTo("crashed");
		Path file = directory.resolve("figures.csv");
		assertThat(program.run("instance", "metrics", "a", "--csv", file.toString(), "--metric", "gpu-power")).isZero();
		assertThat(file).hasContent("[a] [GPU_POWER]\n");
		assertThat(program.run("instance", "metrics", "a", "--csv", file.toString())).isEqualTo(4);
		assertThat(program.err()).contains("is there already");
		Files.delete(file);
		assertThat(program.run("instance", "metrics", "a", "--csv", "-", "--metric", "gpu-power")).isZero();
		assertThat(program.out()).isEqualTo("[a] [GPU_POWER]\n");
	}

	@Test
	void memoryIsFreedOfThoseThatRun() {
		assertThat(program.run("instance", "free", "all")).isZero();
		assertThat(program.instances.calls).contains("free a").doesNotContain("free b");
		assertThat(program.run("instance", "free", "b")).isEqualTo(4);
		assertThat(program.run("instance", "free", "a", "b", "--json")).isEqualTo(1);
		assertThat(program.json().getAsJsonArray("instances")).hasSize(2);
	}

	@Test
	void settingsAreShownAndChanged() {
		assertThat(program.run("settings")).isZero();
		assertThat(program.out()).contains("metrics-port", "off", "health-interval", "30s");
		for (String[] change : new String[][] { { "metrics-port", "9464" }, { "active-fallback", "wait" }, { "health-interval", "1m" },
				{ "health-fall", "5" }, { "health-rise", "1" }, { "health-slow", "1500ms" }, { "health-slow-factor", "4" },
				{ "health-deadline", "20s" }, { "strategy", "round-robin" }, { "muted-notifications", "recovered, memory" },
				{ "first-port", "9000" }, { "restarts", "0" }, { "start-deadline", "10m" }, { "readable-secrets", "refuse" },
				{ "open-servers", "refuse" }, { "result-gib", "2" }, { "jobs-kept", "50" }, { "jobs-days", "7" }, { "round-robin:laps", "7" } })
			assertThat(program.run("settings", "set", change[0], change[1])).as(change[0]).isZero();
		assertThat(program.instances.settings.metricsPort()).isEqualTo(9464);
		assertThat(program.instances.settings.activeFallback()).isEqualTo(ActiveFallback.WAIT);
		assertThat(program.instances.settings.health().slow()).isEqualTo(Duration.ofMillis(1500));
		assertThat(program.instances.settings.mutedNotifications()).containsExactlyInAnyOrder("recovered", "memory");
		assertThat(program.run("settings", "show", "--json")).isZero();
		assertThat(program.json().toString()).isEqualTo("{\"strategy\":\"round-robin\",\"active-fallback\":\"wait\",\"health-interval\":\"60s\","
				+ "\"health-fall\":\"5\",\"health-rise\":\"1\",\"health-slow-factor\":\"4\",\"health-slow\":\"1500ms\",\"health-deadline\":\"20s\","
				+ "\"metrics-port\":\"9464\",\"muted-notifications\":\"memory,recovered\",\"first-port\":\"9000\",\"restarts\":\"0\",\"start-deadline\":\"600s\","
				+ "\"readable-secrets\":\"refuse\",\"open-servers\":\"refuse\",\"result-gib\":\"2\",\"jobs-kept\":\"50\",\"jobs-days\":\"7\",\"round-robin:laps\":\"7\"}");
		for (String[] change : new String[][] { { "metrics-port", "off" }, { "strategy", "default" }, { "muted-notifications", "none" },
				{ "round-robin:laps", "default" } })
			assertThat(program.run("settings", "set", change[0], change[1])).as(change[0]).isZero();
		assertThat(program.instances.settings.metricsPort()).isZero();
		assertThat(program.instances.settings.strategy()).isNull();
		assertThat(program.instances.settings.mutedNotifications()).isEmpty();
		assertThat(program.instances.settings).isEqualTo(program.instances.settings.strategyOptions("round-robin", Map.of()));
	}

	@Test
	void settingsThatCanNotBeAreRefusedWithWhatCan() {
		for (String[] change : new String[][] { { "metrics-port", "70000" }, { "metrics-port", "x" }, { "first-port", "80" }, { "restarts", "-1" }, { "start-deadline", "2d" },
				{ "readable-secrets", "yes" }, { "result-gib", "0" }, { "jobs-kept", "0" }, { "jobs-days", "x" }, { "active-fallback", "never" },
				{ "health-interval", "10ms" }, { "health-interval", "2d" }, { "health-fall", "0" }, { "health-slow-factor", "1" },
				{ "strategy", "nonsense" }, { "muted-notifications", "noise" }, { "round-robin:laps", "10" },
				{ "round-robin:laps", "1.5" }, { "metrics-port", "8188" } })
			assertThat(program.run("settings", "set", change[0], change[1])).as(change[0] + change[1]).isEqualTo(4);
		assertThat(program.err()).contains("8188", "Alpha");
		assertThat(program.run("settings", "set", "colour", "blue")).isEqualTo(2);
		assertThat(program.err()).contains("metrics-port");
		assertThat(program.run("settings", "set", "metrics-port")).isEqualTo(2);
	}

	@Test
	void superviseTellsNotifications() {
		program.instances.monitored = () -> {
			program.figures.notified.accept(new Notification(NotificationKind.MEMORY, Instant.EPOCH, List.of("a"), "The memory is full."));
			program.figures.notified.accept(new Notification(NotificationKind.CRASHED, Instant.EPOCH, List.of("a"), "told as a change"));
			program.interruption.interrupt();
		};
		assertThat(program.run("supervise")).isEqualTo(130);
		assertThat(program.out()).contains("The memory is full.").doesNotContain("told as a change");
	}

	@Test
	void superviseTellsACrashOnceWithTheNewestLineOfItsOutput() {
		InstanceSnapshot running = program.instances.add("a", "Render", InstanceStatus.RUNNING);
		InstanceSnapshot crashed = crashed(running, new PendingRestart(1, 5, Instant.EPOCH));
		program.instances.monitored = () -> {
			program.instances.listener.instanceChanged(new InstanceChange(running, crashed));
			program.instances.listener.instanceChanged(new InstanceChange(crashed, crashed(running, null)));
			program.interruption.interrupt();
		};
		assertThat(program.run("supervise")).isEqualTo(130);
		assertThat(program.out().lines().filter(line -> line.contains("Render  error"))).singleElement().asString()
				.contains("Ended by itself. Its last output: Out of memory", "Start 1 of 5").doesNotContain("got prompt");
	}

	@Test
	void statusShowsTheNewestLineOfWhatACrashedOneSaid() {
		program.instances.become(crashed(program.instances.add("b", "Beta", InstanceStatus.RUNNING), null));
		assertThat(program.run("instance", "status", "b")).isZero();
		assertThat(program.out()).contains("Ended by itself. Its last output: Out of memory");
	}

	private static InstanceSnapshot crashed(InstanceSnapshot before, PendingRestart restart) {
		return new InstanceSnapshot(before.configuration(), 2, InstanceStatus.ERROR, "Ended by itself. Its last output:\ngot prompt\nOut of memory",
				before.since(), before.health(), null, null, null, false, null, restart, false);
	}
}
