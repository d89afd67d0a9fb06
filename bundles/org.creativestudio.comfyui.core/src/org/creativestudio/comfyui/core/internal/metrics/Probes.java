// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal.metrics;

import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.launching.DeviceTelemetry;
import org.creativestudio.comfyui.core.launching.DeviceTelemetry.Reading;
import org.creativestudio.comfyui.core.launching.ProcessUsage;
import org.creativestudio.comfyui.core.launching.ProcessUsage.Usage;
import org.eclipse.jdt.annotation.Nullable;

/** What this computer tells of its GPUs and of the processes of instances. One thread refreshes; any may read. */
final class Probes {

	private static final System.Logger LOG = System.getLogger(Probes.class.getName());
	/** Instances that are asked within this time share one look. */
	private static final Duration FRESH = Duration.ofSeconds(4);
	/** Between two looks at a process that are told as one use of the processor. */
	private static final Duration LONGEST = Duration.ofMinutes(10);

	/**
	 * What was seen at one moment.
	 *
	 * @param cpu cores that a process tree used since the look before, by the pid of its root
	 */
	record Seen(Instant at, List<Reading> devices, Map<Long, Usage> usage, Map<Long, Double> cpu) {
	}

	private static final Seen NOTHING = new Seen(Instant.MIN, List.of(), Map.of(), Map.of());

	private final Clock clock;
	private volatile @Nullable DeviceTelemetry devices;
	private volatile @Nullable ProcessUsage processes;
	private volatile Seen seen = NOTHING;

	Probes(Clock clock) {
		this.clock = clock;
	}

	void devices(@Nullable DeviceTelemetry service) {
		devices = service;
	}

	void processes(@Nullable ProcessUsage service) {
		processes = service;
	}

	Seen seen() {
		return seen;
	}

	/** Looks again unless it did a moment ago. Blocks for the makers' tools. */
	void refresh(Supplier<? extends Collection<InstanceSnapshot>> instances) {
		Seen before = seen;
		Instant now = clock.instant();
		if (before != NOTHING && !before.at.isAfter(now) && Duration.between(before.at, now).compareTo(FRESH) < 0)
			return;
		Set<Long> pids = instances.get().stream().map(InstanceSnapshot::process).filter(process -> process != null)
				.map(process -> Long.valueOf(process.pid())).collect(Collectors.toSet());
		if (pids.isEmpty()) { // what runs elsewhere can't be seen from here
			seen = new Seen(now, List.of(), Map.of(), Map.of());
			return;
		}
		Map<Long, Usage> usage = usage(pids);
		Map<Long, Double> cpu = new HashMap<>();
		usage.forEach((pid, its) -> {
			Double used = cpu(before, now, before.usage.get(pid), its);
			if (used != null)
				cpu.put(pid, used);
		});
		seen = new Seen(now, readings(), usage, cpu);
	}

	private static @Nullable Double cpu(Seen before, Instant now, @Nullable Usage then, Usage usage) {
		Double from = then == null ? null : then.cpuSeconds();
		Double to = usage.cpuSeconds();
		if (from == null || to == null || to < from)
			return null;
		Duration time = Duration.between(before.at, now);
		return time.isZero() || time.compareTo(LONGEST) > 0 ? null : Double.valueOf((to - from) / (time.toNanos() / 1e9));
	}

	private Map<Long, Usage> usage(Set<Long> pids) {
		ProcessUsage service = processes;
		try {
			return service == null ? Map.of() : service.read(pids);
		} catch (RuntimeException e) {
			LOG.log(Level.WARNING, "What processes use could not be read", e); //$NON-NLS-1$
			return Map.of();
		}
	}

	private List<Reading> readings() {
		DeviceTelemetry service = devices;
		try {
			return service == null ? List.of() : service.read();
		} catch (RuntimeException e) {
			LOG.log(Level.WARNING, "The GPUs could not be read", e); //$NON-NLS-1$
			return List.of();
		}
	}
}
