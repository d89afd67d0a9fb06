// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.simulation;

import java.util.Comparator;
import java.util.Map;

/**
 * What came of a scenario under one strategy. All times are seconds.
 *
 * @param strategy   its id
 * @param makespan   from the first arrival to the last end
 * @param lowerBound what no schedule can do better than
 * @param waitMedian from arrival to begin, half of the jobs waited less
 * @param waitP95    95 % waited less
 * @param loads      how often models were loaded
 * @param use        by device, the part of the makespan in which it worked, 0 to 1
 * @param unfinished jobs that no device was left for
 */
public record Outcome(String strategy, double makespan, double lowerBound, double waitMedian, double waitP95, int loads,
		Map<String, Double> use, int unfinished) {
	/** Who leaves no job undone comes first, then who is done first. */
	public static final Comparator<Outcome> BEST_FIRST = Comparator.comparingInt(Outcome::unfinished).thenComparingDouble(Outcome::makespan);

	public Outcome {
		use = Map.copyOf(use);
	}

	/** How far from the best that could be; at least 1. */
	public double ratio() {
		return makespan / lowerBound;
	}
}
