// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.launching.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;

import org.creativestudio.comfyui.core.launching.DeviceTelemetry;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Asks the makers' tools what GPUs do. One that tells nothing is not asked again for a minute. */
@Component(service = DeviceTelemetry.class)
public final class SmiTelemetry implements DeviceTelemetry {

	private static final long FRESH = Duration.ofSeconds(1).toNanos();
	private static final long AGAIN = Duration.ofMinutes(1).toNanos();

	/** A tool and when it may be asked again. */
	private static final class Source {
		private boolean silent;
		private long since;

		/** Whether it is to be asked at that time. */
		boolean isDue(long now) {
			return !silent || now - since >= AGAIN;
		}

		List<Reading> heard(List<Reading> readings, long now) {
			silent = readings.isEmpty();
			since = now;
			return readings;
		}
	}

	private final Function<List<String>, String> tools;
	private final LongSupplier nanos;
	private final Source nvidia = new Source();
	private final Source rocm = new Source();
	private List<Reading> last = List.of();
	private long read;
	private boolean hasRead;

	@Activate
	public SmiTelemetry() {
		this(Tool::run, System::nanoTime);
	}

	/** @param tools runs a command for what it prints; empty when it fails */
	public SmiTelemetry(Function<List<String>, String> tools, LongSupplier nanos) {
		this.tools = tools;
		this.nanos = nanos;
	}

	@Override
	public synchronized List<Reading> read() {
		long now = nanos.getAsLong();
		if (hasRead && now - read < FRESH)
			return last;
		List<Reading> readings = new ArrayList<>();
		if (nvidia.isDue(now)) {
			String gpus = tools.apply(SmiReadings.NVIDIA);
			String holders = gpus.isBlank() ? "" : tools.apply(SmiReadings.NVIDIA_HOLDERS); //$NON-NLS-1$
			readings.addAll(nvidia.heard(SmiReadings.nvidia(gpus, holders), now));
		}
		if (rocm.isDue(now))
			readings.addAll(rocm.heard(SmiReadings.rocm(tools.apply(SmiReadings.ROCM)), now));
		last = List.copyOf(readings);
		// From the end: a tool that takes long is not asked without a pause.
		read = nanos.getAsLong();
		hasRead = true;
		return last;
	}
}
