// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import java.util.List;

import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.QueueLoad;
import org.creativestudio.comfyui.core.health.Health;
import org.eclipse.osgi.util.NLS;

/**
 * How all instances are, in numbers.
 *
 * @param queued    what waits at all servers and in our own queue
 * @param unhealthy that are in error, or do not answer
 */
public record FleetSummary(int instances, int running, int queued, int unhealthy) {

	/** @param waiting jobs that no server has yet */
	public static FleetSummary of(List<InstanceSnapshot> all, int waiting) {
		int running = 0;
		int queued = waiting;
		int unhealthy = 0;
		for (InstanceSnapshot instance : all) {
			QueueLoad queue = instance.queue();
			running += instance.status() == InstanceStatus.RUNNING ? 1 : 0;
			queued += queue == null ? 0 : queue.pending();
			boolean silent = instance.status().isUp() && instance.health().health() == Health.UNHEALTHY;
			unhealthy += silent || instance.status() == InstanceStatus.ERROR ? 1 : 0;
		}
		return new FleetSummary(all.size(), running, queued, unhealthy);
	}

	/** For the status line: what is not well only when there is something. */
	public String line() {
		if (instances == 0)
			return Messages.fleet_none;
		return NLS.bind(unhealthy > 0 ? Messages.fleet_ill : Messages.fleet_well, new Object[] { running, queued, unhealthy });
	}

	/** For the view: how many are shown, of how many. */
	String count(int shown) {
		String pattern = shown != instances ? Messages.count_filtered : instances == 1 ? Messages.count_one : Messages.count_all;
		return NLS.bind(pattern, new Object[] { instances, running, queued, shown });
	}
}
