// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.metrics;

import java.time.Instant;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What was measured of an instance at one moment.
 *
 * @param values what is not among them is not known, which is never 0
 */
public record MetricSample(Instant at, Map<Metric, Double> values) {
	public MetricSample {
		values = Map.copyOf(values);
	}

	public OptionalDouble get(Metric metric) {
		Double value = values.get(metric);
		return value == null ? OptionalDouble.empty() : OptionalDouble.of(value.doubleValue());
	}
}
