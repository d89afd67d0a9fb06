// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal.tests;

import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import org.creativestudio.comfyui.core.Housekeeping;
import org.creativestudio.comfyui.core.metrics.Metric;
import org.creativestudio.comfyui.core.metrics.MetricEvent;
import org.creativestudio.comfyui.core.metrics.MetricEvent.Kind;
import org.creativestudio.comfyui.core.metrics.MetricSample;
import org.creativestudio.comfyui.core.metrics.MetricSeries;
import org.creativestudio.comfyui.core.metrics.Metrics;
import org.creativestudio.comfyui.core.notifications.Notification;
import org.creativestudio.comfyui.core.notifications.Notifications;

/** Figures that a test makes up, and notifications that it makes. */
final class FakeFigures implements Metrics, Housekeeping {

	final Map<String, MetricSample> latest = new HashMap<>();
	final List<Consumer<String>> listeners = new ArrayList<>();
	Consumer<Notification> notified;
	Duration asked;

	/** As the recorder does when an instance was asked. */
	void measured(String id) {
		List.copyOf(listeners).forEach(listener -> listener.accept(id));
	}

	@Override
	public Optional<MetricSample> latest(String instanceId) {
		return Optional.ofNullable(latest.get(instanceId));
	}

	@Override
	public MetricSeries series(String instanceId, Metric metric, Instant from, Instant to, int maxPoints) {
		asked = Duration.between(from, to);
		if (metric != Metric.RESPONSE_TIME)
			return new MetricSeries(instanceId, metric, new long[0], new double[0]);
		return new MetricSeries(instanceId, metric, new long[] { 1000, 2000, 3000 }, new double[] { 0.010, Double.NaN, 0.030 });
	}

	@Override
	public List<MetricEvent> events(String instanceId, Instant from, Instant to) {
		return List.of(new MetricEvent(instanceId, Instant.EPOCH, Kind.CRASHED, "Ended by itself."));
	}

	@Override
	public Set<Metric> known(String instanceId) {
		return Set.of();
	}

	@Override
	public void exportCsv(Collection<String> instanceIds, Collection<Metric> metrics, Instant from, Instant to, Writer target)
			throws IOException {
		target.write(instanceIds + " " + metrics + "\n");
	}

	@Override
	public void addListener(Consumer<String> listener) {
		listeners.add(listener);
	}

	@Override
	public void removeListener(Consumer<String> listener) {
		listeners.remove(listener);
	}

	/** Remembers who wants to be told. */
	Notifications notifications() {
		return new Notifications() {
			@Override
			public List<Notification> history() {
				return List.of();
			}

			@Override
			public void clear() {
				// nothing is kept
			}

			@Override
			public void addListener(Consumer<Notification> listener) {
				notified = listener;
			}

			@Override
			public void removeListener(Consumer<Notification> listener) {
				notified = null;
			}
		};
	}

	@Override
	public Optional<URI> metricsEndpoint() {
		return Optional.empty();
	}

	@Override
	public Optional<String> metricsProblem() {
		return Optional.empty();
	}
}
