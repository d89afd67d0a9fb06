// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** What an instance's process does. How the server answers is its {@linkplain org.creativestudio.comfyui.core.health.Health health}. */
public enum InstanceStatus {
	/** Nothing runs for this instance. */
	STOPPED,
	/** A process was asked for; the server does not answer yet. */
	STARTING,
	/** The server has answered and was not stopped since. */
	RUNNING,
	/** Running, but no new work goes there. */
	PAUSED,
	/** The process was asked to end and has not ended yet. */
	STOPPING,
	/** The process could not be started, or ended without being asked to. */
	ERROR;

	/** The one table of allowed changes. */
	private static final Map<InstanceStatus, Set<InstanceStatus>> NEXT = Map.of(
			STOPPED, EnumSet.of(STARTING, RUNNING, PAUSED, STOPPING, ERROR),
			STARTING, EnumSet.of(RUNNING, PAUSED, STOPPING, STOPPED, ERROR),
			RUNNING, EnumSet.of(PAUSED, STOPPING, STOPPED, ERROR),
			PAUSED, EnumSet.of(RUNNING, STOPPING, STOPPED, ERROR),
			STOPPING, EnumSet.of(STOPPED, ERROR),
			ERROR, EnumSet.of(STARTING, RUNNING, PAUSED, STOPPING, STOPPED));

	/** Whether an instance of this status may change to {@code next} in one step. */
	public boolean canBecome(InstanceStatus next) {
		return NEXT.get(this).contains(next);
	}

	/** Whether a server is expected to answer: running or paused. */
	public boolean isUp() {
		return this == RUNNING || this == PAUSED;
	}
}
