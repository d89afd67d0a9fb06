// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.health.Health;
import org.creativestudio.comfyui.core.metrics.MetricEvent;
import org.creativestudio.comfyui.core.metrics.MetricEvent.Kind;
import org.eclipse.jdt.annotation.Nullable;

/** The latest events of one instance. Not thread-safe. */
final class EventLog {

	/** Of one instance at most, and at least. */
	private static final int MOST = 500;
	private static final int LEAST = 20;
	/** Of all instances. */
	private static final int ALL = 20_000;
	private static final int LONGEST_TEXT = 300;

	private final Deque<MetricEvent> events = new ArrayDeque<>();

	/** @param instances so many share the memory */
	void add(MetricEvent event, int instances) {
		int capacity = Math.clamp(ALL / Math.max(1, instances), LEAST, MOST);
		while (events.size() >= capacity)
			events.removeFirst();
		events.add(event);
	}

	List<MetricEvent> between(Instant from, Instant to) {
		return events.stream().filter(event -> !event.at().isBefore(from) && !event.at().isAfter(to)).toList();
	}

	/** What a change is to be told as; several where an instance that crashed is unhealthy too. */
	static List<MetricEvent> of(@Nullable InstanceSnapshot before, InstanceSnapshot after, Instant now) {
		List<MetricEvent> found = new ArrayList<>();
		InstanceStatus then = before == null ? null : before.status();
		InstanceStatus status = after.status();
		if (before != null && then != status) {
			if (status.isUp() && !before.status().isUp())
				found.add(event(after, now, Kind.STARTED, started(after)));
			else if (status == InstanceStatus.STOPPED)
				found.add(event(after, now, Kind.STOPPED, after.activity()));
			else if (status == InstanceStatus.ERROR)
				found.add(event(after, now, Kind.CRASHED, after.activity()));
		}
		Health health = after.health().health();
		if (before != null && status.isUp() && health != before.health().health() && health != Health.UNKNOWN
				&& before.health().health() != Health.UNKNOWN)
			found.add(event(after, now, Kind.HEALTH, word(health) + ": " + after.health().reason())); //$NON-NLS-1$
		return found;
	}

	private static String started(InstanceSnapshot after) {
		Duration time = after.starting() == null ? null : after.starting().answering();
		return time == null ? Messages.eventLog_runs
				: String.format(Locale.ROOT, Messages.eventLog_startedFS, Double.valueOf(time.toMillis() / 1000.0));
	}

	private static String word(Health health) {
		return switch (health) {
		case HEALTHY -> Messages.eventLog_healthy;
		case DEGRADED -> Messages.eventLog_degraded;
		case UNHEALTHY -> Messages.eventLog_unhealthy;
		case UNKNOWN -> Messages.eventLog_unknown;
		};
	}

	private static MetricEvent event(InstanceSnapshot instance, Instant now, Kind kind, String text) {
		return new MetricEvent(instance.id(), now, kind, shortened(text));
	}

	/** One line that is not too long to be shown and kept. */
	static String shortened(String text) {
		String line = text.lines().findFirst().orElse(""); //$NON-NLS-1$
		return line.length() <= LONGEST_TEXT ? line : line.substring(0, LONGEST_TEXT) + "..."; //$NON-NLS-1$
	}
}
