// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.QueueLoad;
import org.creativestudio.comfyui.core.ServerFacts;
import org.creativestudio.comfyui.core.metrics.Metric;
import org.creativestudio.comfyui.core.metrics.MetricSample;
import org.eclipse.jdt.annotation.Nullable;

import com.google.gson.JsonObject;

/**
 * How an instance is now, as a line of a table and as JSON.
 *
 * @param sample null when nothing was measured
 */
record StatusRow(InstanceSnapshot instance, @Nullable MetricSample sample) {

	private static final String NONE = "-"; //$NON-NLS-1$
	private static final double GIB = 1L << 30;
	private static final int LONGEST_REASON = 80;

	static Table table(List<StatusRow> rows) {
		Table table = new Table(Messages.column_name, Messages.column_status, Messages.column_health, Messages.column_queue,
				Messages.column_vram, Messages.column_gpu, Messages.column_response, Messages.column_reason);
		rows.forEach(row -> table.add(row.cells()));
		return table;
	}

	String[] cells() {
		return new String[] { instance.name() + (instance.active() ? " *" : ""), InstanceViews.word(instance.status()), //$NON-NLS-1$ //$NON-NLS-2$
				instance.status().isUp() ? InstanceViews.word(instance.health().health()) : NONE, queue(), vram(), gpu(), response(), reason() };
	}

	private String queue() {
		QueueLoad queue = instance.queue();
		return queue == null ? NONE : queue.running() + "+" + queue.pending(); //$NON-NLS-1$
	}

	private String vram() {
		ServerFacts server = instance.server();
		if (server == null || server.vramTotal() == null || server.vramFree() == null)
			return NONE;
		return String.format(Locale.ROOT, "%.1f/%.1f GiB", Double.valueOf((server.vramTotal() - server.vramFree()) / GIB), //$NON-NLS-1$
				Double.valueOf(server.vramTotal() / GIB));
	}

	private String gpu() {
		OptionalDouble use = value(Metric.GPU_UTILIZATION);
		return use.isEmpty() ? NONE : Math.round(use.getAsDouble() * 100) + " %"; //$NON-NLS-1$
	}

	private String response() {
		Duration time = instance.health().responseTime();
		return time == null ? NONE : time.toMillis() + " ms"; //$NON-NLS-1$
	}

	String reason() {
		String text = instance.status().isUp() && !instance.suspended() ? instance.health().reason() : instance.activityLine();
		String line = text.lines().findFirst().orElse(""); //$NON-NLS-1$
		return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON) + "..."; //$NON-NLS-1$
	}

	private OptionalDouble value(Metric metric) {
		return sample == null || !instance.status().isUp() ? OptionalDouble.empty() : sample.get(metric);
	}

	/** What of it is worth a new line where lines are not rewritten: the time of an answer alone is not. */
	Object news() {
		return List.of(instance.status(), instance.health().health(), queue(), Boolean.valueOf(instance.active()),
				Boolean.valueOf(instance.suspended()), String.valueOf(instance.restart()));
	}

	JsonObject json() {
		JsonObject object = InstanceViews.json(instance);
		Duration time = instance.health().responseTime();
		object.addProperty("responseTimeMs", time == null ? null : Double.valueOf(time.toNanos() / 1e6)); //$NON-NLS-1$
		object.addProperty("gpuUtilization", number(Metric.GPU_UTILIZATION)); //$NON-NLS-1$
		object.addProperty("gpuMemoryUsed", number(Metric.GPU_MEMORY_USED)); //$NON-NLS-1$
		object.addProperty("gpuMemoryTotal", number(Metric.GPU_MEMORY_TOTAL)); //$NON-NLS-1$
		object.addProperty("processCpu", number(Metric.PROCESS_CPU)); //$NON-NLS-1$
		object.addProperty("processMemory", number(Metric.PROCESS_MEMORY)); //$NON-NLS-1$
		return object;
	}

	private @Nullable Double number(Metric metric) {
		OptionalDouble value = value(metric);
		return value.isEmpty() ? null : Double.valueOf(value.getAsDouble());
	}
}
