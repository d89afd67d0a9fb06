// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.QueueLoad;
import org.creativestudio.comfyui.core.ServerFacts;
import org.creativestudio.comfyui.core.launching.ComputeDevice;
import org.creativestudio.comfyui.core.launching.DeviceTelemetry.Reading;
import org.creativestudio.comfyui.core.launching.ProcessIdentity;
import org.creativestudio.comfyui.core.launching.ProcessUsage.Usage;
import org.creativestudio.comfyui.core.metrics.Metric;
import org.creativestudio.comfyui.core.metrics.MetricSample;
import org.eclipse.jdt.annotation.Nullable;

/** The values of one sample while they are collected, by the ordinal of their metric; NaN is not known. */
final class Figures {

	private static final Metric[] METRICS = Metric.values();

	final double[] values = new double[METRICS.length];

	Figures() {
		Arrays.fill(values, Double.NaN);
	}

	void put(Metric metric, @Nullable Number value) {
		if (value != null && Double.isFinite(value.doubleValue()))
			values[metric.ordinal()] = value.doubleValue();
	}

	/** What the server and the computer tell. */
	void collect(InstanceSnapshot instance, Instant at, Probes.Seen seen) {
		Duration response = instance.health().responseTime();
		put(Metric.RESPONSE_TIME, response == null ? null : Double.valueOf(response.toNanos() / 1e9));
		QueueLoad queue = instance.queue();
		if (queue != null) {
			put(Metric.RUNNING_JOBS, queue.running());
			put(Metric.PENDING_JOBS, queue.pending());
		}
		ServerFacts server = instance.server();
		// An old answer says nothing of now.
		if (server != null && response != null) {
			put(Metric.VRAM_TOTAL, server.vramTotal());
			put(Metric.VRAM_FREE, server.vramFree());
			put(Metric.TORCH_VRAM_TOTAL, server.torchVramTotal());
			put(Metric.TORCH_VRAM_FREE, server.torchVramFree());
			put(Metric.RAM_TOTAL, server.ramTotal());
			put(Metric.RAM_FREE, server.ramFree());
		}
		ProcessIdentity process = instance.process();
		if (process == null)
			return;
		Instant start = process.start();
		if (start != null && !start.isAfter(at))
			put(Metric.UPTIME, Duration.between(start, at).toMillis() / 1000.0);
		Long pid = Long.valueOf(process.pid());
		Usage usage = seen.usage().get(pid);
		if (usage != null)
			put(Metric.PROCESS_MEMORY, usage.memory());
		put(Metric.PROCESS_CPU, seen.cpu().get(pid));
		DeviceMatch.of(instance, usage == null ? Set.of(pid) : usage.pids(), seen.devices()).ifPresent(this::device);
	}

	private void device(Reading reading) {
		ComputeDevice device = reading.device();
		put(Metric.GPU_UTILIZATION, reading.utilization());
		put(Metric.GPU_MEMORY_USED, device.memoryUsed());
		put(Metric.GPU_MEMORY_TOTAL, device.memoryTotal());
		put(Metric.GPU_TEMPERATURE, reading.temperature());
		put(Metric.GPU_POWER, reading.power());
		put(Metric.GPU_CLOCK, reading.clock());
		put(Metric.GPU_MEMORY_CLOCK, reading.memoryClock());
	}

	MetricSample sample(Instant at) {
		Map<Metric, Double> known = new EnumMap<>(Metric.class);
		for (Metric metric : METRICS)
			if (!Double.isNaN(values[metric.ordinal()]))
				known.put(metric, Double.valueOf(values[metric.ordinal()]));
		return new MetricSample(at, known);
	}
}
