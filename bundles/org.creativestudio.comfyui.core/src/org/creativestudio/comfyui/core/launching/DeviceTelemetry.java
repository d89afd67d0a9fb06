// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.launching;

import java.util.List;

import org.eclipse.jdt.annotation.Nullable;

/** What the GPUs of this computer do now. An OSGi service; safe for any thread. */
public interface DeviceTelemetry {

	/** Reads all GPUs, at most once a second whoever asks. Blocks, at most about 10 s. Empty where there are none or no tool tells. */
	List<Reading> read();

	/**
	 * One GPU now. Null is "not known".
	 *
	 * @param utilization  0 to 1
	 * @param temperature  degrees Celsius
	 * @param power        watts
	 * @param clock        hertz of its processors
	 * @param memoryClock  hertz of its memory
	 * @param holders      who holds its memory
	 */
	record Reading(ComputeDevice device, @Nullable Double utilization, @Nullable Double temperature, @Nullable Double power,
			@Nullable Double clock, @Nullable Double memoryClock, List<Holder> holders) {
		public Reading {
			holders = List.copyOf(holders);
		}
	}

	/**
	 * A process that holds memory of a GPU.
	 *
	 * @param name   of its program; null when not known
	 * @param memory bytes; null when not known
	 */
	record Holder(long pid, @Nullable String name, @Nullable Long memory) {
	}
}
