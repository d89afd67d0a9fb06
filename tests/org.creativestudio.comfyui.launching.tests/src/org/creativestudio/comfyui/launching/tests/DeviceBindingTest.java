// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.launching.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;

import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.launching.ComputeDevice;
import org.creativestudio.comfyui.core.launching.ComputeDevice.Maker;
import org.creativestudio.comfyui.launching.internal.DeviceBinding;
import org.creativestudio.comfyui.launching.internal.SmiTools;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From what the makers' tools print to what a process is given. */
class DeviceBindingTest {

	/** As nvidia-smi 550 prints it. */
	private static final String NVIDIA = """
			0, GPU-3f2a9d51-7f4e-1c6b-9a0d-2b1c3d4e5f60, NVIDIA GeForce RTX 4090, 24564, 1203
			1, GPU-99999999-7f4e-1c6b-9a0d-2b1c3d4e5f60, NVIDIA H100 80GB HBM3, 81559, [N/A]
			Warning: something
			""";
	private static final String ROCM = """
			WARNING: AMD GPU device(s) is/are in a low-power state.
			{"card1": {"Card Series": "N/A", "Card Model": "0x744c", "VRAM Total Memory (B)": "100"},
			 "card0": {"Unique ID": "0x5c88", "Card series": "Radeon RX 7900 XTX", "VRAM Total Memory (B)": "25753026560", "VRAM Total Used Memory (B)": "27951104"},
			 "system": {"Driver version": "6.7"}}
			""";

	private static final List<ComputeDevice> CARDS = SmiTools.nvidia(NVIDIA);
	private static final List<ComputeDevice> RADEONS = SmiTools.rocm(ROCM);

	@Test
	void whatNvidiaSmiPrints() {
		assertThat(CARDS).containsExactly(
				new ComputeDevice(Maker.NVIDIA, 0, "GPU-3f2a9d51-7f4e-1c6b-9a0d-2b1c3d4e5f60", "NVIDIA GeForce RTX 4090", 24564L << 20, 1203L << 20),
				new ComputeDevice(Maker.NVIDIA, 1, "GPU-99999999-7f4e-1c6b-9a0d-2b1c3d4e5f60", "NVIDIA H100 80GB HBM3", 81559L << 20, null));
		assertThat(SmiTools.nvidia("NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.")).isEmpty();
	}

	@Test
	void whatRocmSmiPrints() {
		assertThat(RADEONS).containsExactly(new ComputeDevice(Maker.AMD, 0, "0x5c88", "Radeon RX 7900 XTX", 25753026560L, 27951104L),
				new ComputeDevice(Maker.AMD, 1, null, "0x744c", 100L, null));
		assertThat(SmiTools.rocm("{ broken")).isEmpty();
		assertThat(SmiTools.rocm("")).isEmpty();
	}

	@Test
	void aNumberIsBoundByItsUuidInTheOrderOfTheBus() {
		assertThat(DeviceBinding.of("cuda:1", CARDS).environment()).containsExactlyInAnyOrderEntriesOf(
				Map.of("CUDA_DEVICE_ORDER", "PCI_BUS_ID", "CUDA_VISIBLE_DEVICES", "GPU-99999999-7f4e-1c6b-9a0d-2b1c3d4e5f60"));
		assertThat(DeviceBinding.of("cuda:1", List.of()).environment()).containsEntry("CUDA_VISIBLE_DEVICES", "1");
		assertThat(DeviceBinding.of("GPU-3f2a9d51-7f4e-1c6b-9a0d-2b1c3d4e5f60", CARDS).environment()).containsEntry("CUDA_VISIBLE_DEVICES",
				"GPU-3f2a9d51-7f4e-1c6b-9a0d-2b1c3d4e5f60");
		assertThat(DeviceBinding.of("cuda:1", RADEONS).environment()).containsExactly(Map.entry("HIP_VISIBLE_DEVICES", "1"));
		assertThat(DeviceBinding.of("rocm:0", RADEONS).environment()).containsExactly(Map.entry("HIP_VISIBLE_DEVICES", "0"));
	}

	@ParameterizedTest
	@CsvSource({ "auto,", "cpu,--cpu", "mps,", "directml,--directml", "directml:1,--directml 1", "xpu:2,--oneapi-device-selector level_zero:2" })
	void otherDevicesGoThroughTheCommandLine(String device, String arguments) {
		assertThat(String.join(" ", DeviceBinding.of(device, CARDS).arguments())).isEqualTo(arguments == null ? "" : arguments);
	}

	@ParameterizedTest
	@ValueSource(strings = { "cuda:2", "GPU-00000000-0000-0000-0000-000000000000" })
	void aCardThatIsNotThereIsRefusedAndTheOthersAreNamed(String device) {
		assertThatThrownBy(() -> DeviceBinding.of(device, CARDS)).isInstanceOf(InstanceException.class).hasMessageContaining(device)
				.hasMessageContaining("cuda:1 (NVIDIA H100 80GB HBM3)");
	}

	@Test
	void nonsenseIsRefused() {
		assertThatThrownBy(() -> DeviceBinding.of("gpu1", CARDS)).hasMessageContaining("'gpu1'").hasMessageContaining("cuda:N");
	}
}
