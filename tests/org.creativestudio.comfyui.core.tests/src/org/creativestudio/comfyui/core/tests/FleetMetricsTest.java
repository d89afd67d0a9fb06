// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.PendingRestart;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.core.health.Health;
import org.creativestudio.comfyui.core.internal.metrics.FleetMetrics;
import org.creativestudio.comfyui.core.launching.ComputeDevice;
import org.creativestudio.comfyui.core.launching.ComputeDevice.Maker;
import org.creativestudio.comfyui.core.launching.DeviceTelemetry.Holder;
import org.creativestudio.comfyui.core.launching.DeviceTelemetry.Reading;
import org.creativestudio.comfyui.core.launching.ProcessUsage.Usage;
import org.creativestudio.comfyui.core.metrics.Metric;
import org.creativestudio.comfyui.core.metrics.MetricEvent;
import org.creativestudio.comfyui.core.metrics.MetricEvent.Kind;
import org.creativestudio.comfyui.core.metrics.MetricSeries;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is recorded of instances, in memory and on the disk. */
class FleetMetricsTest {

	private static final long GIB = 1L << 30;
	private static final Duration STEP = Duration.ofSeconds(5);

	@TempDir
	private Path directory;
	private final ManualTime time = new ManualTime();
	private final StagedFleet fleet = new StagedFleet(time);
	private FleetMetrics metrics;

	@BeforeEach
	void begin() {
		metrics = program();
		fleet.add("a");
	}

	@AfterEach
	void end() {
		metrics.close();
	}

	private FleetMetrics program() {
		return new FleetMetrics(fleet, new StudioHome(directory), time, Runnable::run);
	}

	private double latest(Metric metric) {
		return metrics.latest("a").orElseThrow().get(metric).orElse(Double.NaN);
	}

	private MetricSeries series(Metric metric, int points) {
		return metrics.series("a", metric, time.instant().minus(Duration.ofDays(40)), time.instant(), points);
	}

	@Test
	void aCheckMakesASampleAndWhatIsNotKnownIsNotZero() {
		List<String> told = new ArrayList<>();
		metrics.addListener(told::add);
		fleet.up("a", null);
		assertThat(metrics.latest("a")).isEmpty();
		fleet.answers("a", 14, 1, 3);
		assertThat(told).containsExactly("a");
		assertThat(metrics.latest("a").orElseThrow().values()).containsEntry(Metric.RESPONSE_TIME, 0.014)
				.containsEntry(Metric.RUNNING_JOBS, 1.0).containsEntry(Metric.PENDING_JOBS, 3.0)
				.containsEntry(Metric.VRAM_FREE, 12.0 * GIB).containsEntry(Metric.TORCH_VRAM_TOTAL, 4.0 * GIB)
				.containsEntry(Metric.TORCH_VRAM_FREE, (double) GIB).containsEntry(Metric.RAM_TOTAL, 64.0 * GIB)
				.containsEntry(Metric.JOBS_DONE, 0.0)
				.doesNotContainKeys(Metric.UPTIME, Metric.PROCESS_CPU, Metric.GPU_UTILIZATION, Metric.JOB_TIME);
		assertThat(metrics.known("a")).contains(Metric.VRAM_FREE).doesNotContain(Metric.GPU_POWER);
		time.advance(STEP);
		fleet.health("a", Health.DEGRADED, "no answer");
		assertThat(metrics.latest("a").orElseThrow().values()).doesNotContainKeys(Metric.RESPONSE_TIME, Metric.VRAM_FREE);
	}

	@Test
	void aChangeOfTheQueueIsRecordedBetweenChecks() {
		fleet.up("a", null);
		fleet.answers("a", 10, 0, 0);
		time.advance(STEP);
		fleet.queue("a", 1, 7);
		assertThat(latest(Metric.PENDING_JOBS)).isEqualTo(7);
		assertThat(series(Metric.PENDING_JOBS, 10).values()).containsExactly(0, 7);
	}

	@Test
	void aStopIsAGapAndTheLastHourIsKeptWhole() {
		fleet.up("a", null);
		for (int i = 0; i < 1000; i++) {
			fleet.answers("a", 100 + i, 0, 0);
			time.advance(STEP);
		}
		MetricSeries hour = series(Metric.RESPONSE_TIME, 5000);
		Instant kept = time.instant().minus(STEP).minus(Duration.ofHours(1));
		long full = Arrays.stream(hour.times()).filter(at -> at >= kept.toEpochMilli()).count();
		assertThat(full).isEqualTo(721);
		assertThat(hour.values()).doesNotContain(Double.NaN);
		fleet.status("a", InstanceStatus.STOPPED, "Stopped", null);
		time.advance(Duration.ofMinutes(2));
		fleet.up("a", null);
		fleet.answers("a", 7, 0, 0);
		double[] values = series(Metric.RESPONSE_TIME, 5000).values();
		assertThat(Arrays.copyOfRange(values, values.length - 3, values.length)).usingComparatorWithPrecision(1e-6)
				.containsExactly(1.099, Double.NaN, 0.007);
	}

	/** Figures are kept in few bits, whose steps are as small as the largest value of the hour lets them be. */
	@Test
	void smallValuesAreKeptBesideLargeOnesAndExactlyWhenThoseAreGone() {
		fleet.up("a", null);
		for (int i = 0; i < 100; i++) {
			fleet.answers("a", i == 50 ? 9_876 : 14 + i % 3, 0, i * 900);
			time.advance(STEP);
		}
		double[] times = series(Metric.RESPONSE_TIME, 5000).values();
		assertThat(times).hasSize(100);
		assertThat(times[50]).isEqualTo(9.876, within(2e-4));
		assertThat(times[49]).isEqualTo(0.015, within(2e-4));
		assertThat(times[99]).isEqualTo(0.014, within(2e-4));
		double[] waiting = series(Metric.PENDING_JOBS, 5000).values();
		assertThat(waiting[10]).isEqualTo(9_000, within(2.0));
		assertThat(waiting[99]).isEqualTo(89_100, within(2.0));
		for (int i = 0; i < 2_000; i++) {
			fleet.answers("a", 14 + i % 3, 0, i % 5);
			time.advance(STEP);
		}
		times = series(Metric.RESPONSE_TIME, 5000).values();
		assertThat(Arrays.copyOfRange(times, times.length - 3, times.length)).usingComparatorWithPrecision(1e-9).containsExactly(0.016, 0.014, 0.015);
		waiting = series(Metric.PENDING_JOBS, 5000).values();
		assertThat(Arrays.copyOfRange(waiting, waiting.length - 3, waiting.length)).containsExactly(2, 3, 4);
	}

	@Test
	void aSeriesIsThinnedByMeansAndGapsStay() {
		fleet.up("a", null);
		for (int i = 0; i < 100; i++) {
			fleet.answers("a", i < 50 ? 10 : 30, 0, i);
			time.advance(STEP);
		}
		fleet.status("a", InstanceStatus.STOPPED, "Stopped", null);
		time.advance(Duration.ofMinutes(30));
		fleet.up("a", null);
		for (int i = 0; i < 100; i++) {
			fleet.answers("a", 50, 0, 0);
			time.advance(STEP);
		}
		Instant begin = Instant.parse("2026-01-01T00:00:00Z");
		MetricSeries thin = metrics.series("a", Metric.RESPONSE_TIME, begin, time.instant(), 20);
		assertThat(thin.times()).hasSizeLessThanOrEqualTo(20).isSorted();
		assertThat(thin.values()).hasSameSizeAs(thin.times());
		assertThat(Arrays.stream(thin.values()).filter(Double::isNaN).count()).isEqualTo(1);
		assertThat(thin.values()[0]).isEqualTo(0.010, within(1e-6));
		assertThat(thin.values()[thin.values().length - 1]).isEqualTo(0.050, within(1e-6));
		assertThat(Arrays.stream(thin.values()).filter(value -> value > 0.0101 && value < 0.0299).count()).isLessThanOrEqualTo(1);
	}

	@Test
	void whatOnlyGrowsIsThinnedToItsLastValue() {
		fleet.up("a", null);
		for (int i = 0; i < 10; i++) {
			metrics.jobEnded("a", time.instant(), true, Duration.ofSeconds(2), "Done");
			fleet.answers("a", 10, 0, 0);
			time.advance(STEP);
		}
		assertThat(metrics.series("a", Metric.JOBS_DONE, Instant.EPOCH, time.instant(), 1).values()).containsExactly(10);
	}

	@Test
	void jobsAreCountedAndTimed() {
		fleet.up("a", null);
		metrics.jobEnded("a", time.instant(), true, Duration.ofSeconds(2), "Portrait is done");
		metrics.jobEnded("a", time.instant(), true, Duration.ofSeconds(4), "Portrait is done");
		metrics.jobEnded("a", time.instant(), false, null, "Portrait failed");
		fleet.answers("a", 10, 0, 0);
		assertThat(latest(Metric.JOBS_DONE)).isEqualTo(2);
		assertThat(latest(Metric.JOBS_FAILED)).isEqualTo(1);
		assertThat(latest(Metric.JOB_TIME)).isEqualTo(3);
		time.advance(STEP);
		fleet.answers("a", 10, 0, 0);
		assertThat(latest(Metric.JOB_TIME)).isNaN();
		assertThat(latest(Metric.JOBS_DONE)).isEqualTo(2);
	}

	@Test
	void restartsAfterACrashAreCountedButNotThoseOfTheUser() {
		fleet.up("a", null);
		PendingRestart restart = new PendingRestart(1, 5, time.instant().plusSeconds(1));
		fleet.crash("a", "Ended by itself: killed by SIGKILL.\nand more", restart);
		time.advance(Duration.ofSeconds(1));
		fleet.restart("a", null);
		fleet.up("a", null);
		fleet.answers("a", 10, 0, 0);
		assertThat(latest(Metric.RESTARTS)).isEqualTo(1);
		fleet.crash("a", "Ended by itself", new PendingRestart(2, 5, time.instant().plusSeconds(60)));
		time.advance(STEP);
		fleet.restart("a", null);
		fleet.up("a", null);
		fleet.answers("a", 10, 0, 0);
		assertThat(latest(Metric.RESTARTS)).isEqualTo(1);
		fleet.health("a", Health.UNHEALTHY, "no answer for 90 s");
		fleet.status("a", InstanceStatus.STOPPED, "Stopped", null);
		assertThat(metrics.events("a", Instant.EPOCH, Instant.MAX)).extracting(MetricEvent::kind).containsExactly(Kind.STARTED,
				Kind.CRASHED, Kind.STARTED, Kind.CRASHED, Kind.STARTED, Kind.HEALTH, Kind.STOPPED);
		assertThat(metrics.events("a", Instant.EPOCH, Instant.MAX)).extracting(MetricEvent::text)
				.contains("Ended by itself: killed by SIGKILL.", "Unhealthy: no answer for 90 s");
	}

	@Test
	void theProcessAndItsGpuAreSeen() {
		ComputeDevice first = new ComputeDevice(Maker.NVIDIA, 0, "GPU-0", "RTX", 24 * GIB, 20 * GIB);
		ComputeDevice second = new ComputeDevice(Maker.NVIDIA, 1, "GPU-1", "RTX", 24 * GIB, 2 * GIB);
		List<Reading> readings = List.of(new Reading(first, 0.97, 70.0, 300.0, 2.1e9, null, List.of(new Holder(42, "python", 20 * GIB))),
				new Reading(second, 0.0, 30.0, null, null, null, List.of(new Holder(99, "blender", 2 * GIB))));
		double[] cpu = { 10 };
		metrics.setDevices(() -> readings);
		metrics.setProcesses(pids -> Map.of(41L, new Usage(cpu[0], 3 * GIB, Set.of(41L, 42L))));
		fleet.up("a", 41L);
		fleet.answers("a", 10, 0, 0);
		assertThat(latest(Metric.GPU_UTILIZATION)).isEqualTo(0.97);
		assertThat(latest(Metric.GPU_MEMORY_USED)).isEqualTo(20.0 * GIB);
		assertThat(latest(Metric.GPU_CLOCK)).isEqualTo(2.1e9);
		assertThat(latest(Metric.GPU_MEMORY_CLOCK)).isNaN();
		assertThat(latest(Metric.PROCESS_MEMORY)).isEqualTo(3.0 * GIB);
		assertThat(latest(Metric.PROCESS_CPU)).as("one look tells no use").isNaN();
		assertThat(latest(Metric.UPTIME)).isEqualTo(10);
		time.advance(STEP);
		cpu[0] = 20;
		fleet.answers("a", 10, 0, 0);
		assertThat(latest(Metric.PROCESS_CPU)).isEqualTo(2);
		fleet.add(InstanceConfiguration.builder("b", "B").gpuDevice("GPU-1").build());
		fleet.up("b", 43L);
		time.advance(STEP);
		fleet.answers("b", 10, 0, 0);
		assertThat(metrics.latest("b").orElseThrow().get(Metric.GPU_TEMPERATURE)).hasValue(30);
	}

	@Test
	void whatIsReadBadlyCostsOnlyItself() {
		metrics.setDevices(() -> {
			throw new IllegalStateException("test");
		});
		metrics.setProcesses(pids -> Map.of(41L, new Usage(null, null, Set.of())));
		fleet.up("a", 41L);
		fleet.answers("a", 10, 0, 0);
		assertThat(latest(Metric.RESPONSE_TIME)).isEqualTo(0.010);
		assertThat(latest(Metric.PROCESS_MEMORY)).isNaN();
	}

	private void hours(int count) {
		fleet.up("a", null);
		for (int i = 0; i < count * 120; i++) {
			fleet.answers("a", i % 2 == 0 ? 10 : 20, 0, 0);
			time.advance(Duration.ofSeconds(30));
		}
	}

	@Test
	void theNextProgramFindsFiveMinuteMeansOnTheDisk() {
		hours(3);
		metrics.close();
		metrics = program();
		MetricSeries found = series(Metric.RESPONSE_TIME, 10_000);
		assertThat(found.times()).hasSize(36);
		assertThat(found.values()).usingComparatorWithPrecision(1e-6).containsOnly(0.015);
		assertThat(found.times()[1] - found.times()[0]).isEqualTo(300_000);
		assertThat(series(Metric.GPU_POWER, 100).times()).isEmpty();
		time.advance(Duration.ofHours(2));
		hours(1);
		double[] joined = series(Metric.RESPONSE_TIME, 10_000).values();
		assertThat(joined).hasSize(36 + 1 + 120);
		assertThat(joined[36]).isNaN();
	}

	@Test
	void whatWasMeasuredLastIsWrittenAtTheEndOfAProgramThatSupervisedUntilThen() {
		fleet.up("a", null);
		fleet.answers("a", 10, 0, 0);
		fleet.supervising = false;
		metrics.close();
		metrics = program();
		assertThat(series(Metric.RESPONSE_TIME, 100).times()).hasSize(1);
	}

	@Test
	void aTornRecordIsPassedOverAndCutOff() throws IOException {
		hours(1);
		metrics.close();
		Path file = files("samples").get(0);
		long whole = Files.size(file);
		byte[] content = Files.readAllBytes(file);
		Files.write(file, Arrays.copyOf(content, content.length - 3));
		metrics = program();
		assertThat(series(Metric.RESPONSE_TIME, 1000).times()).hasSize(11);
		hours(1);
		metrics.close();
		metrics = program();
		assertThat(series(Metric.RESPONSE_TIME, 1000).times()).hasSize(11 + 12);
		assertThat(Files.size(file)).isGreaterThan(whole);
		Files.write(file, new byte[] { 1, 2, 3 });
		assertThat(series(Metric.RESPONSE_TIME, 1000).times()).isEmpty();
		hours(1);
		metrics.close();
		metrics = program();
		assertThat(series(Metric.RESPONSE_TIME, 1000).times()).hasSize(12);
	}

	private List<Path> files(String what) throws IOException {
		Path its = directory.resolve("metrics/a");
		if (!Files.exists(its))
			return List.of();
		try (Stream<Path> all = Files.list(its)) {
			return all.filter(file -> file.getFileName().toString().startsWith(what)).sorted().toList();
		}
	}

	@Test
	void whoDoesNotSuperviseWritesOnlyItsJobs() throws IOException {
		fleet.supervising = false;
		hours(1);
		assertThat(files("")).isEmpty();
		metrics.jobEnded("a", time.instant(), false, null, "Portrait failed: \"no\" such\nnode");
		assertThat(files("samples")).isEmpty();
		try (FleetMetrics other = program()) {
			assertThat(other.events("a", Instant.EPOCH, Instant.MAX)).containsExactly(
					new MetricEvent("a", time.instant(), Kind.JOB_FAILED, "Portrait failed: \"no\" such"));
		}
		assertThat(metrics.events("a", Instant.EPOCH, Instant.MAX)).extracting(MetricEvent::kind).containsExactly(Kind.STARTED, Kind.JOB_FAILED);
	}

	@Test
	void eventsOutliveTheProgramAndTornLinesAreIgnored() throws IOException {
		fleet.up("a", null);
		fleet.status("a", InstanceStatus.STOPPED, "Stopped", null);
		metrics.close();
		Files.writeString(files("events").get(0), "{\"at\":\"2026-01-01T00:0", StandardOpenOption.APPEND);
		time.advance(STEP);
		metrics = program();
		fleet.up("a", null);
		assertThat(metrics.events("a", Instant.EPOCH, Instant.MAX)).extracting(MetricEvent::kind).containsExactly(Kind.STARTED, Kind.STOPPED,
				Kind.STARTED);
		metrics.close();
		time.advance(STEP);
		metrics = program();
		assertThat(metrics.events("a", Instant.EPOCH, Instant.MAX)).hasSize(3);
	}

	@Test
	void figuresOf30DaysAreKept() throws IOException {
		hours(1);
		metrics.close();
		time.advance(Duration.ofDays(20));
		metrics = program();
		assertThat(series(Metric.RESPONSE_TIME, 100).times()).hasSize(12);
		time.advance(Duration.ofDays(11));
		assertThat(series(Metric.RESPONSE_TIME, 100).times()).isEmpty();
		time.advance(Duration.ofDays(7));
		assertThat(files("samples")).hasSize(1);
		hours(1);
		assertThat(files("samples")).as("the old one is deleted").hasSize(1);
		assertThat(series(Metric.RESPONSE_TIME, 1000).times()).hasSize(120);
	}

	@Test
	void anExportHasALineForEachMomentAndNothingForWhatIsNotKnown() throws IOException {
		fleet.add(InstanceConfiguration.builder("b", "=Evil, \"B\"").build());
		fleet.up("a", null);
		fleet.up("b", null);
		fleet.answers("a", 14, 1, 3);
		fleet.answers("b", 20, 0, 0);
		time.advance(STEP);
		fleet.health("a", Health.DEGRADED, "no answer");
		StringWriter csv = new StringWriter();
		metrics.exportCsv(List.of("a", "b"), List.of(Metric.RESPONSE_TIME, Metric.PENDING_JOBS, Metric.VRAM_FREE, Metric.GPU_POWER), Instant.EPOCH,
				time.instant(), csv);
		assertThat(csv.toString().split("\r\n")).containsExactly(
				"time,id,name,response-time-seconds,pending-jobs-count,vram-free-bytes,gpu-power-watts",
				"2026-01-01T00:00:00Z,a,A,0.014,3,12884901888,", "2026-01-01T00:00:05Z,a,A,,3,,",
				"2026-01-01T00:00:00Z,b,\"'=Evil, \"\"B\"\"\",0.02,0,12884901888,");
	}

	@Test
	void whatIsRemovedIsForgotten() {
		fleet.up("a", null);
		fleet.answers("a", 10, 0, 0);
		fleet.remove("a");
		assertThat(metrics.latest("a")).isEmpty();
		assertThat(metrics.known("a")).isEmpty();
	}

	@Test
	void aClockThatGoesBackLosesNothingThatIsThere() {
		fleet.up("a", null);
		time.advance(Duration.ofDays(60));
		fleet.answers("a", 10, 0, 0);
		time.advance(Duration.ofDays(-59));
		fleet.answers("a", 20, 0, 0);
		time.advance(Duration.ofDays(60));
		fleet.answers("a", 30, 0, 0);
		assertThat(latest(Metric.RESPONSE_TIME)).isEqualTo(0.030);
		double[] values = metrics.series("a", Metric.RESPONSE_TIME, Instant.EPOCH, time.instant(), 10).values();
		assertThat(values[values.length - 1]).isEqualTo(0.030, within(1e-6));
	}
}
