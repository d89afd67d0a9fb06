// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.metrics;

import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

import org.creativestudio.comfyui.core.metrics.Metric;
import org.creativestudio.comfyui.core.metrics.Metric.Unit;
import org.creativestudio.comfyui.core.metrics.MetricSample;
import org.eclipse.jdt.annotation.Nullable;

/** What can be plotted: a metric, or what is used as the difference of what there is and what is free. */
public enum Figure {
	RESPONSE_TIME(Group.RESPONSE, Metric.RESPONSE_TIME, null), RUNNING_JOBS(Group.JOBS, Metric.RUNNING_JOBS, null),
	PENDING_JOBS(Group.JOBS, Metric.PENDING_JOBS, null), JOB_TIME(Group.JOBS, Metric.JOB_TIME, null),
	JOBS_DONE(Group.JOBS, Metric.JOBS_DONE, null), JOBS_FAILED(Group.JOBS, Metric.JOBS_FAILED, null),
	VRAM(Group.MEMORY, Metric.VRAM_TOTAL, Metric.VRAM_FREE), TORCH_VRAM(Group.MEMORY, Metric.TORCH_VRAM_TOTAL, Metric.TORCH_VRAM_FREE),
	GPU_MEMORY(Group.MEMORY, Metric.GPU_MEMORY_USED, null), RAM(Group.MEMORY, Metric.RAM_TOTAL, Metric.RAM_FREE),
	GPU_UTILIZATION(Group.GPU, Metric.GPU_UTILIZATION, null), GPU_TEMPERATURE(Group.GPU, Metric.GPU_TEMPERATURE, null),
	GPU_POWER(Group.GPU, Metric.GPU_POWER, null), GPU_CLOCK(Group.GPU, Metric.GPU_CLOCK, null),
	GPU_MEMORY_CLOCK(Group.GPU, Metric.GPU_MEMORY_CLOCK, null), PROCESS_CPU(Group.PROCESS, Metric.PROCESS_CPU, null),
	PROCESS_MEMORY(Group.PROCESS, Metric.PROCESS_MEMORY, null), UPTIME(Group.PROCESS, Metric.UPTIME, null),
	RESTARTS(Group.PROCESS, Metric.RESTARTS, null);

	/** What belongs together in a menu. */
	enum Group {
		RESPONSE, JOBS, MEMORY, GPU, PROCESS
	}

	/** Shown before the user chooses. */
	static final Set<Figure> USUAL = EnumSet.of(RESPONSE_TIME, PENDING_JOBS, VRAM, GPU_UTILIZATION);

	private final Group group;
	private final Metric metric;
	private final @Nullable Metric minus;

	Figure(Group group, Metric metric, @Nullable Metric minus) {
		this.group = group;
		this.metric = metric;
		this.minus = minus;
	}

	Group group() {
		return group;
	}

	public Unit unit() {
		return metric.unit();
	}

	/** What is measured. */
	public Metric metric() {
		return metric;
	}

	/** What is taken from it; null for a figure that is measured itself. */
	public @Nullable Metric minus() {
		return minus;
	}

	/** Its value in a sample; empty when it is not known. */
	public OptionalDouble of(MetricSample sample) {
		OptionalDouble value = sample.get(metric);
		Metric other = minus;
		if (other == null || value.isEmpty())
			return value;
		OptionalDouble free = sample.get(other);
		return free.isEmpty() ? free : OptionalDouble.of(value.getAsDouble() - free.getAsDouble());
	}

	/** All that is needed for these figures. */
	static Set<Metric> metrics(List<Figure> figures) {
		Set<Metric> needed = new LinkedHashSet<>();
		for (Figure figure : figures) {
			needed.add(figure.metric);
			Metric other = figure.minus;
			if (other != null)
				needed.add(other);
		}
		return needed;
	}

	/** In the user's language. */
	public String label() {
		return switch (this) {
		case RESPONSE_TIME -> Messages.figure_responseTime;
		case RUNNING_JOBS -> Messages.figure_runningJobs;
		case PENDING_JOBS -> Messages.figure_pendingJobs;
		case JOB_TIME -> Messages.figure_jobTime;
		case JOBS_DONE -> Messages.figure_jobsDone;
		case JOBS_FAILED -> Messages.figure_jobsFailed;
		case VRAM -> Messages.figure_vram;
		case TORCH_VRAM -> Messages.figure_torchVram;
		case GPU_MEMORY -> Messages.figure_gpuMemory;
		case RAM -> Messages.figure_ram;
		case GPU_UTILIZATION -> Messages.figure_gpuUtilization;
		case GPU_TEMPERATURE -> Messages.figure_gpuTemperature;
		case GPU_POWER -> Messages.figure_gpuPower;
		case GPU_CLOCK -> Messages.figure_gpuClock;
		case GPU_MEMORY_CLOCK -> Messages.figure_gpuMemoryClock;
		case PROCESS_CPU -> Messages.figure_processCpu;
		case PROCESS_MEMORY -> Messages.figure_processMemory;
		case UPTIME -> Messages.figure_uptime;
		case RESTARTS -> Messages.figure_restarts;
		};
	}
}
