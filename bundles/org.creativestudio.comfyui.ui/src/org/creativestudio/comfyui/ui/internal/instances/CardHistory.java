// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import org.creativestudio.comfyui.core.metrics.Metric;
import org.creativestudio.comfyui.core.metrics.MetricSample;
import org.creativestudio.comfyui.core.metrics.MetricSeries;
import org.creativestudio.comfyui.core.metrics.Metrics;

/** Collects the last answers of each instance for its card, in bounded memory. Safe for any thread. */
public final class CardHistory implements AutoCloseable {

	/** As many as the line on a card can show. */
	static final int KEPT = 40;
	private static final Duration REACH = Duration.ofMinutes(10);

	private final Metrics metrics;
	private final Runnable changed;
	private final Consumer<String> listener = this::measured;
	private final Map<String, CardFigures> figures = new ConcurrentHashMap<>();

	/** @param changed runs on any thread after each sample */
	public CardHistory(Metrics metrics, Runnable changed) {
		this.metrics = metrics;
		this.changed = changed;
		metrics.addListener(listener);
	}

	/** Never blocks. */
	public CardFigures of(String instanceId) {
		return figures.getOrDefault(instanceId, CardFigures.NONE);
	}

	/** Forgets instances that are gone. */
	void retain(List<String> instanceIds) {
		figures.keySet().retainAll(Set.copyOf(instanceIds));
	}

	/** Reads what was measured before this was made; may take a moment. */
	public void fill(List<String> instanceIds) {
		for (String id : instanceIds)
			figures.computeIfAbsent(id, this::read);
		changed.run();
	}

	private void measured(String id) {
		figures.compute(id, (key, before) -> before == null ? read(id) : append(before, id));
		changed.run();
	}

	private CardFigures read(String id) {
		Instant now = Instant.now();
		MetricSeries series = metrics.series(id, Metric.RESPONSE_TIME, now.minus(REACH), now, KEPT);
		List<Double> answers = new ArrayList<>();
		for (double value : series.values())
			answers.add(value);
		return new CardFigures(metrics.latest(id).orElse(null), answers.subList(Math.max(0, answers.size() - KEPT), answers.size()));
	}

	private CardFigures append(CardFigures before, String id) {
		MetricSample latest = metrics.latest(id).orElse(null);
		if (latest == null || latest.equals(before.latest()))
			return before;
		List<Double> answers = new ArrayList<>(before.answers());
		answers.add(latest.get(Metric.RESPONSE_TIME).orElse(Double.NaN));
		return new CardFigures(latest, answers.subList(Math.max(0, answers.size() - KEPT), answers.size()));
	}

	@Override
	public void close() {
		metrics.removeListener(listener);
	}
}
