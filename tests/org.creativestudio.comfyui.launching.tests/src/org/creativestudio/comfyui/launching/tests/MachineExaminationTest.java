// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.launching.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.doctor.Check;
import org.creativestudio.comfyui.core.doctor.Check.State;
import org.creativestudio.comfyui.core.health.Health;
import org.creativestudio.comfyui.core.health.HealthReport;
import org.creativestudio.comfyui.core.launching.ComputeDevice;
import org.creativestudio.comfyui.core.launching.ComputeDevice.Maker;
import org.creativestudio.comfyui.launching.internal.MachineExamination;
import org.creativestudio.comfyui.testing.InstanceManagerStub;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor says of drivers, devices, ComfyUI and Python. */
class MachineExaminationTest {

	@TempDir
	Path directory;
	private final List<InstanceConfiguration> instances = new ArrayList<>();
	private List<ComputeDevice> devices = List.of();
	private String python = "3.12.3\n";
	private int pythonRuns;
	private Map<String, String> environment = Map.of();

	private List<Check> examine() {
		InstanceManagerStub manager = new InstanceManagerStub() {
			@Override
			public List<InstanceSnapshot> getInstances() {
				return instances.stream().map(configuration -> new InstanceSnapshot(configuration, 1, InstanceStatus.STOPPED, "", Instant.EPOCH,
						new HealthReport(Health.UNKNOWN, "", null, null), null, null, null, false)).toList();
			}
		};
		return new MachineExamination(manager, () -> devices, environment, command -> {
			if (command.get(0).equals("nvidia-smi"))
				return "550.54.14\n";
			pythonRuns++;
			return python;
		}).examine();
	}

	private InstanceConfiguration.Builder comfyui() throws IOException {
		Files.createDirectories(directory.resolve("comfy"));
		Files.writeString(directory.resolve("main.py"), "");
		return InstanceConfiguration.builder("a", "A").comfyuiDirectory(directory).python(Path.of("/opt/python"));
	}

	@Test
	void driversAndDevicesAreNamed() {
		devices = List.of(new ComputeDevice(Maker.NVIDIA, 0, "GPU-aaaa", "RTX 4090", 24L << 30, null));
		assertThat(examine()).extracting(Check::message).anyMatch(message -> message.contains("550.54.14"))
				.anyMatch(message -> message.equals("cuda:0 is RTX 4090 with 24 GiB."));
	}

	@Test
	void aDeviceThatIsNotThereIsAnError() throws IOException {
		devices = List.of(new ComputeDevice(Maker.NVIDIA, 0, "GPU-aaaa", "RTX 4090", null, null));
		instances.add(comfyui().gpuDevice("cuda:1").build());
		instances.add(comfyui().id("b").gpuDevice("GPU-aaaa").build());
		instances.add(comfyui().id("c").gpuDevice("auto").build());
		assertThat(examine()).filteredOn(check -> check.state() == State.ERROR).singleElement()
				.satisfies(check -> assertThat(check.message()).contains("cuda:1")).extracting(Check::instanceId).isEqualTo("a");
	}

	@Test
	void aPythonThatIsTooOldOrSilentIsAnErrorAndEachIsAskedOnce() throws IOException {
		instances.add(comfyui().build());
		instances.add(comfyui().id("b").build());
		assertThat(examine()).extracting(Check::state).containsOnly(State.OK);
		assertThat(pythonRuns).isEqualTo(1);
		python = "3.9.18\n";
		assertThat(examine()).filteredOn(check -> check.state() == State.ERROR).hasSize(2)
				.allSatisfy(check -> assertThat(check.message()).contains("3.9.18").contains("3.10"));
		python = "";
		assertThat(examine()).filteredOn(check -> check.state() == State.ERROR).hasSize(2);
	}

	@Test
	void whatIsNoPathInTheEnvironmentIsPassedOver() throws IOException {
		environment = Map.of("CONDA_PREFIX", "no\0path", "PATH", "no\0path");
		instances.add(comfyui().python(null).build());
		assertThat(examine()).filteredOn(check -> check.state() == State.ERROR).singleElement()
				.satisfies(check -> assertThat(check.message()).contains("Python"));
	}

	@Test
	void aDirectoryWithoutComfyUIIsAnError() {
		instances.add(InstanceConfiguration.builder("a", "A").comfyuiDirectory(directory).build());
		assertThat(examine()).filteredOn(check -> check.state() == State.ERROR).singleElement()
				.satisfies(check -> assertThat(check.advice()).contains("--comfyui"));
	}
}
