// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal.metrics;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;

import org.creativestudio.comfyui.core.Housekeeping;
import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.internal.Timer;
import org.creativestudio.comfyui.core.internal.notifications.Notifier;
import org.creativestudio.comfyui.core.launching.DeviceTelemetry;
import org.creativestudio.comfyui.core.launching.ProcessUsage;
import org.creativestudio.comfyui.core.metrics.Metrics;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Looks every few seconds what is to be done, on one thread of its own. */
@Component(service = Housekeeping.class)
public final class FleetHousekeeping implements Housekeeping, AutoCloseable {

	static final Duration EVERY = Duration.ofSeconds(5);

	private static final System.Logger LOG = System.getLogger(FleetHousekeeping.class.getName());
	private static final Duration MEMORY_EVERY = Duration.ofSeconds(30);
	private static final Duration REQUEST = Duration.ofSeconds(5);

	private final InstanceManager manager;
	private final Metrics metrics;
	private final Clock clock;
	private final Timer timer;
	private final @Nullable ScheduledExecutorService own;
	private final IdleMemory idle;
	private final MemoryWatch memory;
	private final Probes probes;
	private volatile @Nullable MetricsEndpoint endpoint;
	private volatile @Nullable String problem;
	private volatile boolean closed;
	/** Only touched by the timer's thread. */
	private int complained;
	private Instant memoryLooked = Instant.EPOCH;

	@Activate
	public FleetHousekeeping(@Reference InstanceManager manager, @Reference Metrics metrics, @Reference Notifier notifier) {
		this(manager, metrics, notifier, Clock.systemUTC(), null);
	}

	/** @param timer one thread; null: one that follows the real time */
	public FleetHousekeeping(InstanceManager manager, Metrics metrics, Notifier notifier, Clock clock, @Nullable Timer timer) {
		this.manager = manager;
		this.metrics = metrics;
		this.clock = clock;
		idle = new IdleMemory(manager, clock);
		memory = new MemoryWatch(notifier);
		probes = new Probes(clock);
		own = timer != null ? null
				: Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("housekeeping").factory()); //$NON-NLS-1$
		ScheduledExecutorService executor = own;
		this.timer = timer != null ? timer : executor != null ? Timer.on(executor) : (delay, task) -> task;
		manager.addListener(idle);
		schedule(Duration.ZERO);
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

	private void schedule(Duration delay) {
		try {
			timer.schedule(delay, this::look);
		} catch (RejectedExecutionException e) {
			LOG.log(Level.DEBUG, "Housekeeping has ended"); //$NON-NLS-1$
		}
	}

	private void look() {
		if (closed)
			return;
		try {
			serve(manager.isSupervising() ? manager.getSettings().metricsPort() : 0);
			idle.look();
			Instant now = clock.instant();
			if (Duration.between(memoryLooked, now).abs().compareTo(MEMORY_EVERY) >= 0) {
				memoryLooked = now;
				probes.refresh(manager::getInstances);
				memory.look(manager.getInstances(), probes.seen());
			}
		} catch (RuntimeException e) {
			LOG.log(Level.ERROR, "Housekeeping failed", e); //$NON-NLS-1$
		} finally {
			schedule(EVERY);
		}
	}

	/** @param port 0: nobody is served */
	private synchronized void serve(int port) {
		MetricsEndpoint serving = endpoint;
		if (closed || serving != null && serving.port() == port)
			return;
		if (serving != null) {
			serving.close();
			endpoint = null;
		}
		if (port == 0) {
			problem = null;
			complained = 0;
			return;
		}
		try {
			endpoint = new MetricsEndpoint(port, REQUEST,
					openMetrics -> PrometheusText.of(manager.getInstances(), metrics::latest, clock.instant(), openMetrics));
			problem = null;
			complained = 0;
		} catch (IOException e) {
			problem = NLS.bind(Messages.fleetHousekeeping_figuresCannotServedPort, port, e.getMessage());
			if (complained != port)
				LOG.log(Level.WARNING, "{0}", problem); //$NON-NLS-1$
			complained = port;
		}
	}

	@Override
	public Optional<URI> metricsEndpoint() {
		MetricsEndpoint serving = endpoint;
		return serving == null ? Optional.empty() : Optional.of(URI.create("http://127.0.0.1:" + serving.port() + "/metrics")); //$NON-NLS-1$ //$NON-NLS-2$
	}

	@Override
	public Optional<String> metricsProblem() {
		return Optional.ofNullable(problem);
	}

	@Override
	@Deactivate
	public void close() {
		closed = true;
		manager.removeListener(idle);
		ScheduledExecutorService executor = own;
		if (executor != null)
			executor.shutdownNow();
		synchronized (this) {
			MetricsEndpoint serving = endpoint;
			endpoint = null;
			if (serving != null)
				serving.close();
		}
	}
}
