// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.PendingRestart;
import org.creativestudio.comfyui.core.QueueLoad;
import org.creativestudio.comfyui.core.metrics.Metric;
import org.creativestudio.comfyui.core.metrics.MetricEvent;
import org.creativestudio.comfyui.core.metrics.MetricSample;
import org.eclipse.jdt.annotation.Nullable;

/** All that is recorded of one instance in memory. Safe for any thread; never blocks for long. */
final class InstanceFigures {

	/** A restart is an automatic one when it comes no earlier before its time. */
	private static final Duration EARLY = Duration.ofMillis(500);

	private final Samples samples = new Samples();
	private final Means means = new Means();
	private final EventLog events = new EventLog();
	private volatile @Nullable MetricSample latest;
	private @Nullable Instant sampled;
	private @Nullable QueueLoad queue;
	private @Nullable PendingRestart planned;
	private int restarts;
	private int done;
	private int failed;
	private double jobSeconds;
	private int timedJobs;

	/** Notes a change; tells whether it brings news that are worth a sample. */
	synchronized boolean changed(@Nullable InstanceSnapshot before, InstanceSnapshot after, Instant now) {
		if (after.restart() != null)
			planned = after.restart();
		if (before != null && before.status() != after.status() && after.status() == InstanceStatus.STARTING) {
			PendingRestart restart = planned;
			if (restart != null && !now.isBefore(restart.at().minus(EARLY)))
				restarts++;
			planned = null;
		}
		if (before != null && before.status().isUp() && (!after.status().isUp() || after.suspended()))
			samples.add(now.toEpochMilli(), null);
		Instant asked = after.health().checkedAt();
		if (!after.status().isUp() || after.suspended() || asked == null)
			return false;
		boolean news = !asked.equals(sampled) || after.queue() != null && !after.queue().equals(queue);
		sampled = asked;
		queue = after.queue();
		return news;
	}

	/** @param instances so many share the memory for events */
	synchronized void add(MetricEvent event, int instances) {
		events.add(event, instances);
	}

	synchronized void job(boolean wasDone, @Nullable Duration time) {
		if (wasDone)
			done++;
		else
			failed++;
		if (time != null) {
			jobSeconds += time.toMillis() / 1000.0;
			timedJobs++;
		}
	}

	/**
	 * Adds a sample.
	 *
	 * @return the means of the period before when it is over; else null
	 */
	synchronized Means.@Nullable Row sample(InstanceSnapshot instance, Instant at, Probes.Seen seen) {
		Figures figures = new Figures();
		figures.collect(instance, at, seen);
		figures.put(Metric.JOBS_DONE, done);
		figures.put(Metric.JOBS_FAILED, failed);
		figures.put(Metric.JOB_TIME, timedJobs == 0 ? null : Double.valueOf(jobSeconds / timedJobs));
		figures.put(Metric.RESTARTS, restarts);
		jobSeconds = 0;
		timedJobs = 0;
		samples.add(at.toEpochMilli(), figures.values);
		latest = figures.sample(at);
		return means.add(at.toEpochMilli(), figures.values);
	}

	synchronized Means.@Nullable Row endedBy(Instant now) {
		return means.endedBy(now.toEpochMilli());
	}

	synchronized Means.@Nullable Row end() {
		return means.end();
	}

	@Nullable
	MetricSample latest() {
		return latest;
	}

	synchronized Set<Metric> known() {
		Set<Metric> known = EnumSet.noneOf(Metric.class);
		for (Metric metric : Metric.values())
			if (samples.knows(metric))
				known.add(metric);
		return known;
	}

	synchronized long oldest() {
		return samples.oldest();
	}

	synchronized void read(Metric metric, long from, long to, Samples.Sink sink) {
		samples.read(metric, from, to, sink);
	}

	synchronized List<MetricEvent> events(Instant from, Instant to) {
		return events.between(from, to);
	}
}
