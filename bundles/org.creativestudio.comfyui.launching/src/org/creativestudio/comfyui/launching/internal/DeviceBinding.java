// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.launching.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceException.Reason;
import org.creativestudio.comfyui.core.launching.ComputeDevice;
import org.creativestudio.comfyui.core.launching.ComputeDevice.Maker;
import org.eclipse.osgi.util.NLS;

/**
 * How a ComfyUI process is bound to the device that the user chose: through the environment where every version understands it,
 * for NVIDIA by the GPU's UUID, so that it is the same card also when another one is added.
 *
 * @param environment in addition to others
 * @param arguments   for ComfyUI's command line
 */
public record DeviceBinding(Map<String, String> environment, List<String> arguments) {

	private static final Pattern NUMBERED = Pattern.compile("(cuda|rocm|hip|xpu|npu|directml):(\\d{1,3})"); //$NON-NLS-1$
	private static final Pattern UUID = Pattern.compile("(GPU|MIG)-[0-9A-Fa-f/-]+"); //$NON-NLS-1$

	/**
	 * @param devices what the makers' tools tell of this computer
	 * @throws InstanceException for a device that is not there, and names those that are
	 */
	public static DeviceBinding of(String device, List<ComputeDevice> devices) {
		Matcher numbered = NUMBERED.matcher(device);
		if (numbered.matches())
			return numbered(numbered.group(1), Integer.parseInt(numbered.group(2)), devices);
		if (UUID.matcher(device).matches())
			return uuid(device, devices);
		return switch (device) {
		// The rest is for ComfyUI to choose.
		case "auto", "cuda", "mps", "xpu", "npu" -> new DeviceBinding(Map.of(), List.of()); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$
		case "cpu" -> new DeviceBinding(Map.of(), List.of("--cpu")); //$NON-NLS-1$ //$NON-NLS-2$
		case "directml" -> new DeviceBinding(Map.of(), List.of("--directml")); //$NON-NLS-1$ //$NON-NLS-2$
		default -> throw new InstanceException(Reason.INVALID, NLS.bind(Messages.deviceBinding_noDeviceKnownHere, device));
		};
	}

	private static DeviceBinding numbered(String kind, int number, List<ComputeDevice> devices) {
		String text = Integer.toString(number);
		return switch (kind) {
		case "xpu" -> new DeviceBinding(Map.of(), List.of("--oneapi-device-selector", "level_zero:" + number)); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
		case "npu" -> new DeviceBinding(Map.of("ASCEND_RT_VISIBLE_DEVICES", text), List.of()); //$NON-NLS-1$ //$NON-NLS-2$
		case "directml" -> new DeviceBinding(Map.of(), List.of("--directml", text)); //$NON-NLS-1$ //$NON-NLS-2$
		case "rocm", "hip" -> amd(number, devices); //$NON-NLS-1$ //$NON-NLS-2$
		default -> devices.stream().allMatch(device -> device.maker() == Maker.AMD) && !devices.isEmpty() ? amd(number, devices)
				: nvidia(number, devices);
		};
	}

	private static DeviceBinding nvidia(int number, List<ComputeDevice> devices) {
		List<ComputeDevice> cards = devices.stream().filter(device -> device.maker() == Maker.NVIDIA).toList();
		String visible = Integer.toString(number);
		if (!cards.isEmpty()) {
			ComputeDevice card = cards.stream().filter(device -> device.index() == number).findFirst()
					.orElseThrow(() -> missing("cuda:" + number, cards)); //$NON-NLS-1$
			if (card.uuid() instanceof String uuid)
				visible = uuid;
		}
		return cuda(visible);
	}

	private static DeviceBinding uuid(String uuid, List<ComputeDevice> devices) {
		List<ComputeDevice> cards = devices.stream().filter(device -> device.maker() == Maker.NVIDIA).toList();
		// A slice of a GPU (MIG) is not in the list.
		if (uuid.startsWith("GPU-") && !cards.isEmpty() && cards.stream().noneMatch(card -> uuid.equals(card.uuid()))) //$NON-NLS-1$
			throw missing(uuid, cards);
		return cuda(uuid);
	}

	private static DeviceBinding cuda(String visible) {
		Map<String, String> environment = new LinkedHashMap<>();
		environment.put("CUDA_DEVICE_ORDER", "PCI_BUS_ID"); //$NON-NLS-1$ //$NON-NLS-2$
		environment.put("CUDA_VISIBLE_DEVICES", visible); //$NON-NLS-1$
		return new DeviceBinding(environment, List.of());
	}

	private static DeviceBinding amd(int number, List<ComputeDevice> devices) {
		List<ComputeDevice> cards = devices.stream().filter(device -> device.maker() == Maker.AMD).toList();
		if (!cards.isEmpty() && cards.stream().noneMatch(card -> card.index() == number))
			throw missing(NLS.bind(Messages.deviceBinding_gpu, number), cards);
		return new DeviceBinding(Map.of("HIP_VISIBLE_DEVICES", Integer.toString(number)), List.of()); //$NON-NLS-1$
	}

	private static InstanceException missing(String wanted, List<ComputeDevice> cards) {
		return new InstanceException(Reason.INVALID,
				NLS.bind(Messages.deviceBinding_notComputerThere, wanted,
				cards.stream().map(card -> card.device() + " (" + card.name() + ')').collect(Collectors.joining(", ")))); //$NON-NLS-1$ //$NON-NLS-2$
	}
}
