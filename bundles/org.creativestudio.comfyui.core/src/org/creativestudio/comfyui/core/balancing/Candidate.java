// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.balancing;

import org.creativestudio.comfyui.core.InstanceSnapshot;

/**
 * An instance that may take work.
 *
 * @param instance as last seen
 * @param ownJobs  jobs of this program that are at the instance or on the way to it
 * @param full     whether it has as many of our jobs as it may have; only offered to strategies that
 *                 {@linkplain BalancingStrategy#considersFull() consider} such
 * @param forecast when the work would be done there
 */
public record Candidate(InstanceSnapshot instance, int ownJobs, boolean full, Forecast forecast) {

	/** One that is not full and of which nothing is predicted. */
	public Candidate(InstanceSnapshot instance, int ownJobs) {
		this(instance, ownJobs, false, Forecast.NONE);
	}
}
