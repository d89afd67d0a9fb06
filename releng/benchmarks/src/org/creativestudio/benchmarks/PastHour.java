// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.benchmarks;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;

import org.creativestudio.comfyui.core.InstanceChange;
import org.creativestudio.comfyui.core.InstanceListener;
import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.QueueLoad;
import org.creativestudio.comfyui.core.ServerFacts;
import org.creativestudio.comfyui.core.health.Health;
import org.creativestudio.comfyui.core.health.HealthReport;
import org.creativestudio.comfyui.core.internal.metrics.FleetMetrics;
import org.creativestudio.comfyui.core.launching.ComputeDevice;
import org.creativestudio.comfyui.core.launching.ComputeDevice.Maker;
import org.creativestudio.comfyui.core.launching.DeviceTelemetry;
import org.creativestudio.comfyui.core.launching.ProcessIdentity;
import org.creativestudio.comfyui.core.launching.ProcessUsage;
import org.creativestudio.comfyui.testing.InstanceManagerStub;

/**
 * The hour before now of real instances, in which nearly every figure changes with each check and each instance does a job a minute;
 * then what really happens to them.
 */
final class PastHour extends InstanceManagerStub implements DeviceTelemetry, ProcessUsage {

	private static final Duration HOUR = Duration.ofHours(1);
	private static final int GPUS = 8;
	private static final int MINUTE = 60;
	private static final long GIB = 1L << 30;

	private final InstanceManager real;
	private final Duration interval;
	private final boolean local;
	private final List<InstanceListener> listeners = new CopyOnWriteArrayList<>();
	private final Map<String, InstanceSnapshot> instances = new LinkedHashMap<>();
	private final Random random = new Random(1);
	private volatile Duration ago = HOUR;
	private volatile boolean over;
	private double cpuSeconds;

	/** @param local whether to see processes and GPUs */
	PastHour(InstanceManager real, Duration interval, boolean local) {
		this.real = real;
		this.interval = interval;
		this.local = local;
		real.getInstances().forEach(instance -> instances.put(instance.id(), instance));
	}

	/** What time it is there. */
	Clock clock() {
		return new Clock() {
			@Override
			public ZoneId getZone() {
				return ZoneOffset.UTC;
			}

			@Override
			public Clock withZone(ZoneId zone) {
				return this;
			}

			@Override
			public Instant instant() {
				return Instant.now().minus(ago);
			}
		};
	}

	/** Where figures are recorded: at once, and when the hour is over on that executor. */
	Executor recorder(Executor after) {
		return task -> {
			if (over)
				after.execute(task);
			else
				task.run();
		};
	}

	/** Lives through the hour. */
	void live(FleetMetrics metrics) {
		if (local) {
			metrics.setDevices(this);
			metrics.setProcesses(this);
		}
		Instant end = Instant.now();
		int number = 0;
		for (Instant now = end.minus(HOUR); now.isBefore(end); now = now.plus(interval)) {
			ago = Duration.between(now, Instant.now());
			number++;
			for (InstanceSnapshot before : List.copyOf(instances.values())) {
				InstanceSnapshot after = checked(before, now, end);
				instances.put(after.id(), after);
				listeners.forEach(listener -> listener.instanceChanged(new InstanceChange(before, after)));
				if (random.nextInt(MINUTE) < interval.toSeconds())
					metrics.jobEnded(after.id(), now, true, Duration.ofSeconds(1 + random.nextInt(MINUTE)),
							"Workflow 'portrait' is done, job " + number); //$NON-NLS-1$
			}
		}
		metrics.unsetDevices(this);
		metrics.unsetProcesses(this);
		ago = Duration.ZERO;
		over = true;
		listeners.forEach(real::addListener);
	}

	private InstanceSnapshot checked(InstanceSnapshot instance, Instant now, Instant end) {
		HealthReport report = new HealthReport(Health.HEALTHY, "answers in 14 ms", Duration.ofNanos(5_000_000 + random.nextInt(60_000_000)), now); //$NON-NLS-1$
		ServerFacts facts = new ServerFacts("0.3.64", "3.11.4", "cuda:0 NVIDIA GeForce RTX 4090", "cuda", 24 * GIB, random.nextLong(24 * GIB), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
				64 * GIB, random.nextLong(64 * GIB), random.nextLong(20 * GIB), random.nextLong(10 * GIB), false);
		ProcessIdentity process = local ? new ProcessIdentity(pid(instance), end.minus(HOUR), List.of(), 1) : null;
		return new InstanceSnapshot(instance.configuration(), instance.revision() + 1, InstanceStatus.RUNNING, "", Instant.EPOCH, report, //$NON-NLS-1$
				process, facts, new QueueLoad(random.nextInt(2), random.nextInt(9)), false);
	}

	private static long pid(InstanceSnapshot instance) {
		return Math.abs((long) instance.id().hashCode());
	}

	@Override
	public List<Reading> read() {
		List<Holder> all = instances.values().stream().map(instance -> new Holder(pid(instance), null, null)).toList();
		Reading[] readings = new Reading[GPUS];
		for (int i = 0; i < GPUS; i++) {
			int gpu = i;
			readings[i] = new Reading(new ComputeDevice(Maker.NVIDIA, i, "GPU-" + i, "NVIDIA GeForce RTX 4090", 24 * GIB, random.nextLong(24 * GIB)), //$NON-NLS-1$ //$NON-NLS-2$
					random.nextDouble(), 40.0 + random.nextInt(40), 50 + 300 * random.nextDouble(), 1e6 * (300 + random.nextInt(2400)),
					1e6 * (400 + random.nextInt(10_000)), all.stream().filter(holder -> holder.pid() % GPUS == gpu).toList());
		}
		return List.of(readings);
	}

	@Override
	public Map<Long, Usage> read(Collection<Long> roots) {
		Map<Long, Usage> usage = new HashMap<>();
		cpuSeconds += 10;
		for (Long root : roots)
			usage.put(root, new Usage(cpuSeconds + 2 * random.nextDouble(), random.nextLong(32 * GIB), Set.of(root)));
		return usage;
	}

	@Override
	public List<InstanceSnapshot> getInstances() {
		return over ? real.getInstances() : List.copyOf(instances.values());
	}

	@Override
	public Optional<InstanceSnapshot> getInstance(String id) {
		return over ? real.getInstance(id) : Optional.ofNullable(instances.get(id));
	}

	@Override
	public boolean isSupervising() {
		return over && real.isSupervising();
	}

	@Override
	public void addListener(InstanceListener listener) {
		listeners.add(listener);
	}

	@Override
	public void removeListener(InstanceListener listener) {
		listeners.remove(listener);
		real.removeListener(listener);
	}
}
