// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.metrics;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A figure of an instance over time. Sizes are bytes, times seconds, shares 0 to 1. */
public enum Metric {
	RESPONSE_TIME(Unit.SECONDS), RUNNING_JOBS(Unit.COUNT), PENDING_JOBS(Unit.COUNT), VRAM_TOTAL(Unit.BYTES), VRAM_FREE(Unit.BYTES),
	TORCH_VRAM_TOTAL(Unit.BYTES), TORCH_VRAM_FREE(Unit.BYTES), RAM_TOTAL(Unit.BYTES), RAM_FREE(Unit.BYTES),
	/** Of the device, all programs counted. */
	GPU_UTILIZATION(Unit.RATIO), GPU_MEMORY_USED(Unit.BYTES), GPU_MEMORY_TOTAL(Unit.BYTES), GPU_TEMPERATURE(Unit.CELSIUS), GPU_POWER(Unit.WATTS),
	GPU_CLOCK(Unit.HERTZ), GPU_MEMORY_CLOCK(Unit.HERTZ),
	/** Of the whole process tree; 1 is one core. */
	PROCESS_CPU(Unit.RATIO), PROCESS_MEMORY(Unit.BYTES),
	/** Jobs of this program since it began, as {@link #JOBS_FAILED} and {@link #RESTARTS}. */
	JOBS_DONE(Unit.COUNT), JOBS_FAILED(Unit.COUNT),
	/** Mean time of the jobs that ended since the sample before; not known where none did. */
	JOB_TIME(Unit.SECONDS),
	/** Of the process. */
	UPTIME(Unit.SECONDS), RESTARTS(Unit.COUNT);

	/** What a value counts. */
	public enum Unit {
		SECONDS, COUNT, BYTES, RATIO, CELSIUS, WATTS, HERTZ
	}

	private final Unit unit;

	Metric(Unit unit) {
		this.unit = unit;
	}

	public Unit unit() {
		return unit;
	}

	/** Whether it only grows, so that of several values the last one tells all; begins anew with the program or the process. */
	public boolean isCumulative() {
		return this == JOBS_DONE || this == JOBS_FAILED || this == RESTARTS || this == UPTIME;
	}

	/** As in files and on the command line: {@code response-time}. */
	public String word() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/** The one of that {@link #word()}. */
	public static Optional<Metric> of(String word) {
		return Stream.of(values()).filter(metric -> metric.word().equals(word)).findFirst();
	}
}
