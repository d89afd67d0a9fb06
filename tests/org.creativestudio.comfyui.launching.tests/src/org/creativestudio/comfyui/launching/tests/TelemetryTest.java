// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.launching.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

import org.creativestudio.comfyui.core.launching.ComputeDevice;
import org.creativestudio.comfyui.core.launching.ComputeDevice.Maker;
import org.creativestudio.comfyui.core.launching.DeviceTelemetry.Holder;
import org.creativestudio.comfyui.core.launching.DeviceTelemetry.Reading;
import org.creativestudio.comfyui.launching.internal.SmiReadings;
import org.creativestudio.comfyui.launching.internal.SmiTelemetry;
import org.creativestudio.comfyui.launching.internal.Tool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What GPUs do, as the makers' tools print it in the forms that they document. */
class TelemetryTest {

	private static final long MIB = 1L << 20;
	private static final String GPUS = """
			0, GPU-8f6e, NVIDIA GeForce RTX 4090, 24564, 23800, 97, 71, 305.12, 2520, 10501
			1, GPU-1c2d, NVIDIA A100-SXM4-80GB MIG, Mixed, 81920, [N/A], [N/A], 33, [Not Supported], [Unknown Error], ERR!
			Unable to determine the device handle for GPU 0000:65:00.0: Unknown Error
			""";
	private static final String HOLDERS = """
			GPU-8f6e, 4711, /usr/bin/python3, 22000
			GPU-8f6e, 815, C:\\Program Files\\Blender, 4\\blender.exe, [N/A]
			GPU-8f6e, 816, [Insufficient Permissions], 12
			[Unknown Error]
			""";

	@Test
	void nvidiaIsReadAndWhatIsNoNumberIsNotKnown() {
		List<Reading> readings = SmiReadings.nvidia(GPUS, HOLDERS);
		assertThat(readings).containsExactly(
				new Reading(new ComputeDevice(Maker.NVIDIA, 0, "GPU-8f6e", "NVIDIA GeForce RTX 4090", 24564 * MIB, 23800 * MIB), 0.97, 71.0,
						305.12, 2.52e9, 1.0501e10,
						List.of(new Holder(4711, "python3", 22000 * MIB), new Holder(815, "blender.exe", null), new Holder(816, null, 12 * MIB))),
				new Reading(new ComputeDevice(Maker.NVIDIA, 1, "GPU-1c2d", "NVIDIA A100-SXM4-80GB MIG, Mixed", 81920 * MIB, null), null, 33.0,
						null, null, null, List.of()));
		assertThat(SmiReadings.nvidia("No devices were found\n", "")).isEmpty();
		assertThat(SmiReadings.nvidia("", "")).isEmpty();
	}

	@Test
	void rocmIsReadInItsVersions() {
		String five = """
				WARNING: AMD GPU device(s) is/are in a low-power state. Check power control/runtime_status
				{"card0": {"Unique ID": "0x719d230578348e8c", "Temperature (Sensor edge) (C)": "32.0",
				"Temperature (Sensor junction) (C)": "35.0", "mclk clock speed:": "(1600Mhz)", "sclk clock speed:": "(800Mhz)",
				"Average Graphics Package Power (W)": "89.0", "GPU use (%)": "10", "Card series": "AMD INSTINCT MI250",
				"VRAM Total Memory (B)": "68702699520", "VRAM Total Used Memory (B)": "11534336"},
				"system": {"Driver version": "6.14.14", "PID710898": "python3, 1, 200145596416, 0, 88", "PID721888": "worker, 0, 0, 0, 0"}}
				""";
		assertThat(SmiReadings.rocm(five)).containsExactly(new Reading(
				new ComputeDevice(Maker.AMD, 0, "0x719d230578348e8c", "AMD INSTINCT MI250", 68702699520L, 11534336L), 0.1, 32.0, 89.0, 8e8, 1.6e9,
				List.of(new Holder(710898, "python3", 200145596416L))));
		String six = """
				{"card0": {"Temperature (Sensor junction) (C)": "60.0", "Current Socket Graphics Package Power (W)": "266.0",
				"sclk clock speed:": "N/A", "GPU use (%)": "N/A"}, "card1": {}, "system": {"PID1": "python3, 2, 5, 0, 0"}}
				""";
		List<Reading> readings = SmiReadings.rocm(six);
		assertThat(readings).hasSize(2);
		assertThat(readings.get(0).temperature()).isEqualTo(60.0);
		assertThat(readings.get(0).power()).isEqualTo(266.0);
		assertThat(readings.get(0).clock()).isNull();
		assertThat(readings.get(0).utilization()).isNull();
		assertThat(readings.get(0).holders()).as("which GPU it is on is not told").isEmpty();
		assertThat(SmiReadings.rocm("{\"card0\": 3}")).isEmpty();
		assertThat(SmiReadings.rocm("No AMD GPUs")).isEmpty();
	}

	@Test
	void itIsAskedAtMostOnceASecondAndASilentToolOnceAMinute() {
		AtomicLong now = new AtomicLong();
		List<String> asked = new ArrayList<>();
		Function<List<String>, String> tools = command -> {
			asked.add(command.get(0) + ' ' + command.get(1).substring(0, 9));
			return command.get(1).startsWith("--query-gpu") ? GPUS : "";
		};
		SmiTelemetry telemetry = new SmiTelemetry(tools, now::get);
		assertThat(telemetry.read()).hasSize(2);
		assertThat(asked).containsExactly("nvidia-smi --query-g", "nvidia-smi --query-c", "rocm-smi --showpro");
		now.addAndGet(Duration.ofMillis(900).toNanos());
		assertThat(telemetry.read()).hasSize(2);
		assertThat(asked).hasSize(3);
		now.addAndGet(Duration.ofMillis(100).toNanos());
		telemetry.read();
		assertThat(asked).hasSize(5);
		now.addAndGet(Duration.ofMinutes(1).toNanos());
		telemetry.read();
		assertThat(asked).hasSize(8).last().isEqualTo("rocm-smi --showpro");
	}

	private static Function<List<String>, String> in(Path directory, Duration deadline) {
		return command -> {
			List<String> there = new ArrayList<>(command);
			there.set(0, directory.resolve(command.get(0)).toString());
			return Tool.run(there, deadline);
		};
	}

	private static void tool(Path directory, String script) throws IOException {
		Path file = Files.writeString(directory.resolve("nvidia-smi"), "#!/bin/sh\n" + script);
		Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void aToolThatHangsOrFailsIsNoGpu(@TempDir Path directory) throws IOException {
		Duration deadline = Duration.ofMillis(300);
		tool(directory, "case \"$1\" in --query-gpu*) echo '0, GPU-a, RTX, 24564, 1, 2, 3, 4, 5, 6';; *) echo 'GPU-a, 7, python, 8';; esac");
		assertThat(new SmiTelemetry(in(directory, Duration.ofSeconds(20)), System::nanoTime).read()).singleElement()
				.satisfies(reading -> assertThat(reading.holders()).containsExactly(new Holder(7, "python", 8 * MIB)));
		tool(directory, "sleep 1000; echo late");
		assertThat(new SmiTelemetry(in(directory, deadline), System::nanoTime).read()).isEmpty();
		tool(directory, "echo '0, GPU-a, RTX, 24564, 1, 2, 3, 4, 5, 6'; exit 9");
		assertThat(new SmiTelemetry(in(directory, Duration.ofSeconds(20)), System::nanoTime).read()).isEmpty();
	}
}
