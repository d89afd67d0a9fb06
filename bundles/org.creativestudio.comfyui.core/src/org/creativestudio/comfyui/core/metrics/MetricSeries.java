// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.metrics;

/**
 * One figure of one instance over time.
 *
 * @param times  milliseconds since 1970, ascending; treat as immutable
 * @param values as many; {@code NaN} where nothing is known, which is a gap in a plot; treat as immutable
 */
public record MetricSeries(String instanceId, Metric metric, long[] times, double[] values) {
}
