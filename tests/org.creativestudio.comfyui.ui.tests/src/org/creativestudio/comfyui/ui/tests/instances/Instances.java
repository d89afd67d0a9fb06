// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests.instances;

import java.time.Instant;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.QueueLoad;
import org.creativestudio.comfyui.core.ServerFacts;
import org.creativestudio.comfyui.core.health.Health;
import org.creativestudio.comfyui.core.health.HealthReport;
import org.eclipse.jdt.annotation.Nullable;

/** Snapshots for tests. */
final class Instances {

	static final long GIB = 1L << 30;
	private static final Instant SINCE = Instant.parse("2026-01-01T10:00:00Z");
	static final Instant NOW = SINCE.plusSeconds(60);

	private Instances() {
	}

	static InstanceSnapshot of(InstanceConfiguration configuration, InstanceStatus status, Health health, String activity,
			@Nullable ServerFacts server, @Nullable QueueLoad queue, boolean active) {
		return new InstanceSnapshot(configuration, 1, status, activity, SINCE, new HealthReport(health, "Answers in 1.8 s", null, null),
				null, server, queue, active);
	}

	static InstanceSnapshot of(String id, String name, InstanceStatus status) {
		return of(InstanceConfiguration.builder(id, name).build(), status,
				status == InstanceStatus.RUNNING ? Health.HEALTHY : Health.UNKNOWN, "", null, null, false);
	}

	static InstanceSnapshot with(InstanceSnapshot instance, InstanceStatus status, String activity) {
		return new InstanceSnapshot(instance.configuration(), instance.revision() + 1, status, activity, instance.since(),
				instance.health(), null, instance.server(), instance.queue(), instance.active());
	}

	static InstanceSnapshot active(InstanceSnapshot instance, boolean active) {
		return new InstanceSnapshot(instance.configuration(), instance.revision() + 1, instance.status(), instance.activity(),
				instance.since(), instance.health(), null, instance.server(), instance.queue(), active);
	}

	static ServerFacts server(@Nullable String device, @Nullable Long total, @Nullable Long free) {
		return new ServerFacts("0.3.64", "3.12", device, "cuda", total, free, null, null, false);
	}

	/** One that runs and has work to do. */
	static InstanceSnapshot busy(String id, String name) {
		return of(InstanceConfiguration.builder(id, name).build(), InstanceStatus.RUNNING, Health.HEALTHY, "", null, new QueueLoad(1, 2), false);
	}
}
