// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.health.Health;
import org.creativestudio.comfyui.core.metrics.Metric;
import org.creativestudio.comfyui.core.metrics.MetricSample;

/**
 * The latest figures in the text formats of Prometheus 0.0.4 and OpenMetrics 1.0. Names are those of OpenTelemetry's conventions where
 * there are any ({@code hw.gpu.utilization}, {@code process.cpu.utilization}), with the unit appended as those formats want it. What is
 * not known is left out. Pure.
 */
final class PrometheusText {

	static final String PROMETHEUS_TYPE = "text/plain; version=0.0.4; charset=utf-8"; //$NON-NLS-1$
	static final String OPENMETRICS_TYPE = "application/openmetrics-text; version=1.0.0; charset=utf-8"; //$NON-NLS-1$

	/** An older sample tells nothing of now. */
	private static final Duration FRESH = Duration.ofMinutes(5);

	/** @param unit empty: none */
	private record Family(Metric metric, String name, String unit, String help) {
	}

	private static final List<Family> FAMILIES = List.of(
			new Family(Metric.RESPONSE_TIME, "comfyui_response_time_seconds", "seconds", "Time in which the server answered when it was last asked."), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			new Family(Metric.RUNNING_JOBS, "comfyui_queue_running_jobs", "", "Prompts that the server executes."), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			new Family(Metric.PENDING_JOBS, "comfyui_queue_pending_jobs", "", "Prompts that wait in the server's queue."), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			new Family(Metric.VRAM_TOTAL, "comfyui_vram_limit_bytes", "bytes", "Memory of the server's device."), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			new Family(Metric.VRAM_FREE, "comfyui_vram_free_bytes", "bytes", "Memory of the server's device that it could use."), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			new Family(Metric.TORCH_VRAM_TOTAL, "comfyui_torch_vram_reserved_bytes", "bytes", "Memory of the device that torch has taken."), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			new Family(Metric.TORCH_VRAM_FREE, "comfyui_torch_vram_free_bytes", "bytes", "What of that torch could use again."), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			new Family(Metric.RAM_TOTAL, "comfyui_ram_limit_bytes", "bytes", "Memory of the server's computer."), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			new Family(Metric.RAM_FREE, "comfyui_ram_free_bytes", "bytes", "Memory of the server's computer that is free."), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			new Family(Metric.GPU_UTILIZATION, "hw_gpu_utilization_ratio", "ratio", "Use of the GPU by all programs."), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			new Family(Metric.GPU_MEMORY_USED, "hw_gpu_memory_usage_bytes", "bytes", "Memory of the GPU that all programs hold."), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			new Family(Metric.GPU_MEMORY_TOTAL, "hw_gpu_memory_limit_bytes", "bytes", "Memory of the GPU."), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			new Family(Metric.GPU_TEMPERATURE, "hw_temperature_celsius", "celsius", "Temperature of the GPU."), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			new Family(Metric.GPU_POWER, "hw_power_watts", "watts", "Power that the GPU draws."), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			new Family(Metric.GPU_CLOCK, "comfyui_gpu_clock_hertz", "hertz", "Clock of the GPU's processors."), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			new Family(Metric.GPU_MEMORY_CLOCK, "comfyui_gpu_memory_clock_hertz", "hertz", "Clock of the GPU's memory."), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			new Family(Metric.PROCESS_CPU, "process_cpu_utilization_ratio", "ratio", "Use of processors by the server's process tree; 1 is one core."), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			new Family(Metric.PROCESS_MEMORY, "process_memory_usage_bytes", "bytes", "Resident memory of the server's process tree."), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			new Family(Metric.UPTIME, "process_uptime_seconds", "seconds", "Time since the server's process began."), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			new Family(Metric.JOB_TIME, "comfyui_job_time_seconds", "seconds", "Mean time of the jobs that ended last."), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			new Family(Metric.JOBS_DONE, "comfyui_jobs_done", "", "Jobs that succeeded, of the program that serves this."), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			new Family(Metric.JOBS_FAILED, "comfyui_jobs_failed", "", "Jobs that failed, of the program that serves this."), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			new Family(Metric.RESTARTS, "comfyui_restarts", "", "Automatic starts after a crash.")); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$

	private final StringBuilder text = new StringBuilder();
	private final boolean openMetrics;

	private PrometheusText(boolean openMetrics) {
		this.openMetrics = openMetrics;
	}

	/** @param openMetrics the other format */
	static String of(List<InstanceSnapshot> instances, Function<String, Optional<MetricSample>> latest, Instant now, boolean openMetrics) {
		PrometheusText page = new PrometheusText(openMetrics);
		page.states(instances);
		record Measured(InstanceSnapshot instance, Map<Metric, Double> values) {
		}
		List<Measured> measured = new ArrayList<>();
		for (InstanceSnapshot instance : instances)
			if (instance.status().isUp() && !instance.suspended())
				latest.apply(instance.id()).filter(sample -> Duration.between(sample.at(), now).compareTo(FRESH) < 0)
						.ifPresent(sample -> measured.add(new Measured(instance, sample.values())));
		for (Family family : FAMILIES) {
			boolean counter = family.unit.isEmpty() && family.metric.isCumulative();
			boolean headed = false;
			for (Measured one : measured) {
				Double value = one.values.get(family.metric);
				if (value == null)
					continue;
				if (!headed)
					page.head(family.name, counter, family.unit, family.help);
				headed = true;
				page.line(counter ? family.name + "_total" : family.name, one.instance, //$NON-NLS-1$
						family.name.startsWith("hw_") ? ",hw_type=\"gpu\"" : "", value); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			}
		}
		if (openMetrics)
			page.text.append("# EOF\n"); //$NON-NLS-1$
		return page.text.toString();
	}

	private void states(List<InstanceSnapshot> instances) {
		if (instances.isEmpty())
			return;
		head("comfyui_instance_up", false, "", "Whether the server of an instance is expected to answer."); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
		for (InstanceSnapshot instance : instances)
			line("comfyui_instance_up", instance, "", instance.status().isUp() ? 1 : 0); //$NON-NLS-1$ //$NON-NLS-2$
		head("comfyui_instance_health", false, "", "How the server of an instance answers: 1 for the word that holds."); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
		for (InstanceSnapshot instance : instances)
			for (Health health : Health.values())
				line("comfyui_instance_health", instance, ",health=\"" + health.name().toLowerCase(Locale.ROOT) + '"', //$NON-NLS-1$ //$NON-NLS-2$
						instance.health().health() == health ? 1 : 0);
	}

	private void head(String name, boolean counter, String unit, String help) {
		String family = counter && !openMetrics ? name + "_total" : name; //$NON-NLS-1$
		text.append("# HELP ").append(family).append(' ').append(help).append('\n'); //$NON-NLS-1$
		text.append("# TYPE ").append(family).append(counter ? " counter\n" : " gauge\n"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
		if (openMetrics && !unit.isEmpty())
			text.append("# UNIT ").append(family).append(' ').append(unit).append('\n'); //$NON-NLS-1$
	}

	private void line(String name, InstanceSnapshot instance, String labels, double value) {
		text.append(name).append("{comfyui_id=\"").append(escaped(instance.id())).append("\",comfyui_name=\"") //$NON-NLS-1$ //$NON-NLS-2$
				.append(escaped(instance.name())).append('"').append(labels).append("} "); //$NON-NLS-1$
		if (value == Math.rint(value) && Math.abs(value) < 1e15)
			text.append((long) value);
		else
			text.append(value);
		text.append('\n');
	}

	private static String escaped(String value) {
		return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$ //$NON-NLS-6$
	}
}
