// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests.instances;

import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.creativestudio.comfyui.core.metrics.Metric;
import org.creativestudio.comfyui.core.metrics.MetricEvent;
import org.creativestudio.comfyui.core.metrics.MetricSample;
import org.creativestudio.comfyui.core.metrics.MetricSeries;
import org.creativestudio.comfyui.core.metrics.Metrics;
import org.eclipse.ui.PlatformUI;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/** Metrics that a test wrote. */
class FakeMetrics implements Metrics, AutoCloseable {

	private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
	private final Map<String, List<MetricSample>> samples = new ConcurrentHashMap<>();
	final List<MetricEvent> events = new CopyOnWriteArrayList<>();
	final AtomicInteger reads = new AtomicInteger();
	private ServiceRegistration<?> registration;

	/** Takes the place of the real service until it is closed. */
	FakeMetrics register() {
		Hashtable<String, Object> first = new Hashtable<>(Map.of(Constants.SERVICE_RANKING, 1000));
		registration = FrameworkUtil.getBundle(PlatformUI.class).getBundleContext().registerService(Metrics.class, this, first);
		return this;
	}

	void add(String id, Instant at, Map<Metric, Double> values) {
		samples.computeIfAbsent(id, key -> new CopyOnWriteArrayList<>()).add(new MetricSample(at, values));
		listeners.forEach(listener -> listener.accept(id));
	}

	int listenerCount() {
		return listeners.size();
	}

	@Override
	public Optional<MetricSample> latest(String id) {
		return Optional.ofNullable(samples.get(id)).map(List::getLast);
	}

	@Override
	public MetricSeries series(String id, Metric metric, Instant from, Instant to, int maxPoints) {
		reads.incrementAndGet();
		List<MetricSample> inside = new ArrayList<>(samples.getOrDefault(id, List.of()));
		inside.removeIf(sample -> sample.at().isBefore(from) || sample.at().isAfter(to));
		return new MetricSeries(id, metric, inside.stream().mapToLong(sample -> sample.at().toEpochMilli()).toArray(),
				inside.stream().mapToDouble(sample -> sample.get(metric).orElse(Double.NaN)).toArray());
	}

	@Override
	public List<MetricEvent> events(String id, Instant from, Instant to) {
		return events.stream()
				.filter(event -> event.instanceId().equals(id) && !event.at().isBefore(from) && !event.at().isAfter(to)).toList();
	}

	@Override
	public Set<Metric> known(String id) {
		return Set.of();
	}

	@Override
	public void exportCsv(Collection<String> ids, Collection<Metric> metrics, Instant from, Instant to, Writer target) throws IOException {
		target.write(ids + " " + metrics);
	}

	@Override
	public void addListener(Consumer<String> listener) {
		listeners.add(listener);
	}

	@Override
	public void removeListener(Consumer<String> listener) {
		listeners.remove(listener);
	}

	@Override
	public void close() {
		if (registration != null)
			registration.unregister();
	}
}
