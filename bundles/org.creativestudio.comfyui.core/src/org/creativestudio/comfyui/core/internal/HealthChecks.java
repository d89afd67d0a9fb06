// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

import org.creativestudio.comfyui.client.SystemStats;
import org.creativestudio.comfyui.core.ServerFacts;
import org.creativestudio.comfyui.core.health.Health;
import org.creativestudio.comfyui.core.health.HealthReport;
import org.eclipse.jdt.annotation.Nullable;

/** The memory of one instance's checks, and the word for it. Pure; not thread-safe. */
final class HealthChecks {

	/** So many failures in a row are unhealthy, as in the first Creative Studio; fewer are degraded. */
	private static final int FALL = 3;
	/** So many successes in a row make an unhealthy instance healthy again. */
	private static final int RISE = 2;
	private static final int HISTORY = 20;
	/** Slow: many times the usual time, and slow for a person too. */
	private static final int SLOW_FACTOR = 8;
	private static final Duration SLOW = Duration.ofMillis(1000);

	private final Deque<Duration> times = new ArrayDeque<>();
	private int failures;
	private int successes;
	private Health health = Health.UNKNOWN;

	HealthReport answered(Duration time, Instant at) {
		failures = 0;
		successes++;
		Duration usual = usual();
		boolean slow = usual != null && time.compareTo(SLOW) > 0 && time.compareTo(usual.multipliedBy(SLOW_FACTOR)) > 0;
		times.addLast(time);
		if (times.size() > HISTORY)
			times.removeFirst();
		if (health == Health.UNHEALTHY && successes < RISE)
			return report(Health.UNHEALTHY, "answers again, once in " + time.toMillis() + " ms", time, at); //$NON-NLS-1$ //$NON-NLS-2$
		health = slow ? Health.DEGRADED : Health.HEALTHY;
		return report(health, "answers in " + time.toMillis() + " ms" //$NON-NLS-1$ //$NON-NLS-2$
				+ (slow && usual != null ? ", usually " + usual.toMillis() + " ms" : ""), time, at); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
	}

	HealthReport failed(String why, Instant at) {
		successes = 0;
		failures++;
		health = failures >= FALL || health == Health.UNHEALTHY ? Health.UNHEALTHY : Health.DEGRADED;
		return report(health, failures == 1 ? why : failures + " checks in a row failed: " + why, null, at); //$NON-NLS-1$
	}

	private static HealthReport report(Health health, String reason, @Nullable Duration time, Instant at) {
		return new HealthReport(health, reason, time, at);
	}

	private @Nullable Duration usual() {
		if (times.size() < 3)
			return null;
		return times.stream().sorted().skip(times.size() / 2).findFirst().orElse(null);
	}

	static ServerFacts facts(SystemStats stats) {
		SystemStats.Device device = stats.devices().isEmpty() ? null : stats.devices().get(0);
		boolean demo = stats.raw().has("creative_studio_embedded"); //$NON-NLS-1$
		return new ServerFacts(stats.comfyuiVersion(), stats.pythonVersion(), device == null ? null : device.name(),
				device == null ? null : device.type(), device == null ? null : device.vramTotal(),
				device == null ? null : device.vramFree(), stats.ramTotal(), stats.ramFree(),
				device == null ? null : device.torchVramTotal(), device == null ? null : device.torchVramFree(), demo);
	}
}
