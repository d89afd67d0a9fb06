// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal.metrics;

import java.io.IOException;
import java.io.Writer;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.creativestudio.comfyui.core.InstanceChange;
import org.creativestudio.comfyui.core.InstanceListener;
import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.core.launching.DeviceTelemetry;
import org.creativestudio.comfyui.core.launching.ProcessUsage;
import org.creativestudio.comfyui.core.metrics.JobRecorder;
import org.creativestudio.comfyui.core.metrics.Metric;
import org.creativestudio.comfyui.core.metrics.MetricEvent;
import org.creativestudio.comfyui.core.metrics.MetricEvent.Kind;
import org.creativestudio.comfyui.core.metrics.MetricSample;
import org.creativestudio.comfyui.core.metrics.MetricSeries;
import org.creativestudio.comfyui.core.metrics.Metrics;
import org.eclipse.jdt.annotation.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * Records a sample of an instance whenever it was asked how it is or its queue has changed. What blocks runs on one thread of its own.
 * Only the program that supervises writes samples to the disk, so that they are there once.
 */
@Component(service = { Metrics.class, JobRecorder.class })
public final class FleetMetrics implements Metrics, JobRecorder, AutoCloseable {

	private static final System.Logger LOG = System.getLogger(FleetMetrics.class.getName());
	/** In memory, nothing is known of a time in which nobody asked for so long. */
	private static final long GAP = Duration.ofMinutes(5).toMillis();
	/** How often is looked for periods that have ended without another sample, and for old files. */
	private static final Duration SWEEP = Duration.ofMinutes(1);
	/** A maker's tool that hangs does not hold up the end of the program. */
	private static final Duration CLOSING = Duration.ofSeconds(3);
	private static final long DISK_GAP = 3 * Means.PERIOD;

	private final InstanceManager manager;
	private final Clock clock;
	private final Instant begun;
	private final MetricFiles files;
	private final Probes probes;
	private final Executor recorder;
	private final @Nullable ExecutorService own;
	private final Map<String, InstanceFigures> figures = new ConcurrentHashMap<>();
	private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
	private final InstanceListener listener = this::changed;
	/** Only touched by the recorder. */
	private Instant swept = Instant.EPOCH;
	/** Whether this program supervised when it recorded last: at its end it has given that up already. */
	private boolean led;

	@Activate
	public FleetMetrics(@Reference InstanceManager manager) {
		this(manager, StudioHome.current(), Clock.systemUTC(), null);
	}

	/** @param recorder runs what blocks, one thing after the other; null: a thread of its own */
	public FleetMetrics(InstanceManager manager, StudioHome home, Clock clock, @Nullable Executor recorder) {
		this.manager = manager;
		this.clock = clock;
		begun = clock.instant();
		files = new MetricFiles(home, clock);
		probes = new Probes(clock);
		own = recorder != null ? null : Executors.newSingleThreadExecutor(Thread.ofVirtual().name("metrics").factory()); //$NON-NLS-1$
		this.recorder = recorder != null ? recorder : own;
		manager.addListener(listener);
	}

	/** GPUs can be seen from now on. */
	@Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
	public void setDevices(DeviceTelemetry service) {
		probes.devices(service);
	}

	public void unsetDevices(DeviceTelemetry service) {
		probes.devices(null);
	}

	/** Processes can be seen from now on. */
	@Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
	public void setProcesses(ProcessUsage service) {
		probes.processes(service);
	}

	public void unsetProcesses(ProcessUsage service) {
		probes.processes(null);
	}

	private InstanceFigures of(String id) {
		return figures.computeIfAbsent(id, key -> new InstanceFigures());
	}

	private void changed(InstanceChange change) {
		InstanceSnapshot after = change.after();
		if (after == null) {
			figures.remove(change.id());
			return;
		}
		Instant now = clock.instant();
		for (MetricEvent event : EventLog.of(change.before(), after, now)) {
			of(after.id()).add(event, figures.size());
			if (manager.isSupervising())
				record(() -> files.append(event));
		}
		if (of(after.id()).changed(change.before(), after, now))
			record(() -> sample(after));
	}

	/** On the recorder. */
	private void sample(InstanceSnapshot instance) {
		InstanceFigures its = figures.get(instance.id());
		if (its == null)
			return;
		led = manager.isSupervising();
		probes.refresh(manager::getInstances);
		Instant asked = instance.health().checkedAt();
		// A change of the queue comes between two checks.
		Instant before = its.latest() instanceof MetricSample sample ? sample.at() : Instant.MIN;
		Instant at = asked != null && asked.isAfter(before) ? asked : clock.instant();
		write(instance.id(), its.sample(instance, at, probes.seen()));
		if (Duration.between(swept, at).abs().compareTo(SWEEP) >= 0) {
			swept = at;
			figures.forEach((id, other) -> write(id, other.endedBy(at)));
			if (manager.isSupervising())
				files.forgetOld();
		}
		for (Consumer<String> each : listeners)
			try {
				each.accept(instance.id());
			} catch (RuntimeException | LinkageError e) {
				LOG.log(Level.WARNING, "A listener failed for a sample of " + instance.id(), e); //$NON-NLS-1$
			}
	}

	private void write(String id, Means.@Nullable Row row) {
		if (row != null && led)
			files.append(id, row);
	}

	private void record(Runnable work) {
		try {
			recorder.execute(() -> {
				try {
					work.run();
				} catch (RuntimeException e) {
					LOG.log(Level.ERROR, "A figure could not be recorded", e); //$NON-NLS-1$
				}
			});
		} catch (RejectedExecutionException e) {
			LOG.log(Level.DEBUG, "A figure came after the end"); //$NON-NLS-1$
		}
	}

	@Override
	public void jobEnded(String instanceId, Instant at, boolean done, @Nullable Duration time, String text) {
		of(instanceId).job(done, time);
		MetricEvent event = new MetricEvent(instanceId, at, done ? Kind.JOB_DONE : Kind.JOB_FAILED, EventLog.shortened(text));
		of(instanceId).add(event, figures.size());
		// Nobody else knows of it.
		record(() -> files.append(event));
	}

	@Override
	public Optional<MetricSample> latest(String instanceId) {
		return Optional.ofNullable(figures.get(instanceId)).map(InstanceFigures::latest);
	}

	@Override
	public MetricSeries series(String instanceId, Metric metric, Instant from, Instant to, int maxPoints) {
		if (maxPoints < 1)
			throw new IllegalArgumentException("at least one point"); //$NON-NLS-1$
		InstanceFigures its = figures.get(instanceId);
		long memory = its == null ? Long.MAX_VALUE : its.oldest();
		long first = from.toEpochMilli();
		long last = to.toEpochMilli();
		Points points = new Points();
		if (first < memory)
			files.read(instanceId, first, Math.min(last, memory - 1), row -> points.add(row.at(), row.values()[metric.ordinal()], DISK_GAP));
		if (its != null)
			its.read(metric, first, last, (time, value) -> points.add(time, value, GAP));
		return points.thin(instanceId, metric, first, last, maxPoints);
	}

	@Override
	public List<MetricEvent> events(String instanceId, Instant from, Instant to) {
		Set<MetricEvent> found = new LinkedHashSet<>();
		for (MetricEvent event : files.events(instanceId, from, to))
			// What happened to the instance since is in memory, maybe at another millisecond.
			if (event.at().isBefore(begun) || event.kind() == Kind.JOB_DONE || event.kind() == Kind.JOB_FAILED)
				found.add(event);
		InstanceFigures its = figures.get(instanceId);
		if (its != null)
			found.addAll(its.events(from, to));
		List<MetricEvent> all = new ArrayList<>(found);
		all.sort(Comparator.comparing(MetricEvent::at));
		return all.size() <= MetricFiles.MAX_EVENTS ? all : all.subList(all.size() - MetricFiles.MAX_EVENTS, all.size());
	}

	@Override
	public Set<Metric> known(String instanceId) {
		InstanceFigures its = figures.get(instanceId);
		return its == null ? Set.of() : its.known();
	}

	@Override
	public void exportCsv(Collection<String> instanceIds, Collection<Metric> metrics, Instant from, Instant to, Writer target)
			throws IOException {
		List<Metric> columns = List.copyOf(new LinkedHashSet<>(metrics));
		CsvExport csv = new CsvExport(columns, target);
		for (String id : new LinkedHashSet<>(instanceIds)) {
			String name = manager.getInstance(id).map(InstanceSnapshot::name).orElse(id);
			csv.instance(id, name, columns.stream().map(metric -> series(id, metric, from, to, Integer.MAX_VALUE)).toList());
		}
	}

	@Override
	public void addListener(Consumer<String> added) {
		if (!listeners.contains(added))
			listeners.add(added);
	}

	@Override
	public void removeListener(Consumer<String> removed) {
		listeners.remove(removed);
	}

	/** Writes what is not on the disk yet. */
	@Override
	@Deactivate
	public void close() {
		manager.removeListener(listener);
		record(() -> figures.forEach((id, its) -> write(id, its.end())));
		ExecutorService executor = own;
		if (executor == null)
			return;
		executor.shutdown();
		try {
			if (!executor.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS))
				executor.shutdownNow();
		} catch (InterruptedException e) {
			executor.shutdownNow();
			Thread.currentThread().interrupt();
		}
	}
}
