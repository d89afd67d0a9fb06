// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.balancing;

import java.util.List;

import org.creativestudio.comfyui.workflow.simulation.Outcome;
import org.creativestudio.comfyui.workflow.simulation.Scenario;

/**
 * What several strategies make of the same work.
 *
 * @param places how many jobs an instance has at once
 * @param rows   the shortest makespan first; never empty
 */
public record Comparison(Scenario scenario, int places, List<Row> rows) {

	/**
	 * What one strategy makes of it.
	 *
	 * @param name of the strategy, for people
	 */
	public record Row(String name, Outcome outcome) {

		/** The part of the time in which a device worked, 0 to 1. */
		public double use(Scenario.Device device) {
			return outcome.use().getOrDefault(device.id(), 0.0);
		}
	}

	public Comparison {
		rows = List.copyOf(rows);
	}

	/** What no schedule can do better than, in seconds; infinite when a job can't be done at all. */
	public double lowerBound() {
		return rows.get(0).outcome().lowerBound();
	}
}
