// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal.metrics;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.ServerFacts;
import org.creativestudio.comfyui.core.launching.ComputeDevice.Maker;
import org.creativestudio.comfyui.core.launching.DeviceTelemetry.Reading;

/** Which GPU an instance of this computer uses. Pure. */
final class DeviceMatch {

	private static final Pattern NUMBERED = Pattern.compile("(cuda|rocm|hip):(\\d{1,3})"); //$NON-NLS-1$

	private DeviceMatch() {
	}

	/**
	 * The GPU whose memory the instance holds, as its maker's tool tells; else the one it is bound to; else the only one. Empty where
	 * that can't be known, as of an instance whose process can't be seen.
	 *
	 * @param pids the instance's processes
	 */
	static Optional<Reading> of(InstanceSnapshot instance, Set<Long> pids, List<Reading> readings) {
		if (instance.process() == null || readings.isEmpty())
			return Optional.empty();
		List<Reading> held = readings.stream()
				.filter(reading -> reading.holders().stream().anyMatch(holder -> pids.contains(Long.valueOf(holder.pid())))).toList();
		if (held.size() == 1)
			return Optional.of(held.get(0));
		String device = instance.configuration().gpuDevice();
		Optional<Reading> uuid = readings.stream().filter(reading -> device.equals(reading.device().uuid())).findFirst();
		if (uuid.isPresent())
			return uuid;
		Matcher numbered = NUMBERED.matcher(device);
		if (numbered.matches())
			return numbered(numbered.group(1), Integer.parseInt(numbered.group(2)), readings);
		ServerFacts server = instance.server();
		boolean onGpu = server != null && "cuda".equals(server.deviceType()) && (device.equals("auto") || device.equals("cuda")); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
		return onGpu && readings.size() == 1 ? Optional.of(readings.get(0)) : Optional.empty();
	}

	/** As the launcher binds: {@code cuda:N} is an AMD GPU where there are no others. */
	private static Optional<Reading> numbered(String kind, int number, List<Reading> readings) {
		boolean nvidia = kind.equals("cuda") && readings.stream().anyMatch(reading -> reading.device().maker() == Maker.NVIDIA); //$NON-NLS-1$
		Maker maker = nvidia ? Maker.NVIDIA : Maker.AMD;
		return readings.stream().filter(reading -> reading.device().maker() == maker && reading.device().index() == number).findFirst();
	}
}
