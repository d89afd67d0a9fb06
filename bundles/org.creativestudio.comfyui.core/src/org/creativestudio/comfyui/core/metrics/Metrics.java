// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.metrics;

import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Figures of instances: an hour at full grain in memory, 30 days at coarser grain on disk, shared by the programs of a home. An OSGi
 * service; safe for any thread.
 */
public interface Metrics {

	/** The newest sample of an instance; empty before the first. Never blocks. */
	Optional<MetricSample> latest(String instanceId);

	/**
	 * One figure over time, thinned to at most {@code maxPoints} by means over equal spans. Blocks for the disk when it reaches back
	 * further than an hour.
	 */
	MetricSeries series(String instanceId, Metric metric, Instant from, Instant to, int maxPoints);

	/** What happened meanwhile, oldest first; at most some thousand. May block for the disk. */
	List<MetricEvent> events(String instanceId, Instant from, Instant to);

	/** Figures that were ever known of an instance in memory. Never blocks. */
	Set<Metric> known(String instanceId);

	/** Writes samples as CSV with a header, one line for each instance and moment, empty where not known. Blocks. */
	void exportCsv(Collection<String> instanceIds, Collection<Metric> metrics, Instant from, Instant to, Writer target) throws IOException;

	/** Called with an instance's id after each new sample of it, not on the UI thread. Adding twice has no effect. */
	void addListener(Consumer<String> listener);

	void removeListener(Consumer<String> listener);
}
