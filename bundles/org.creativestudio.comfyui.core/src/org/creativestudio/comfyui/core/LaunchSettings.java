// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core;

import java.time.Duration;

/**
 * What the user decided for all instances about how they are made and started.
 *
 * @param firstPort     a free port for an instance is looked for from this one on; {@value #LOWEST_PORT} to {@value #HIGHEST_PORT}
 * @param restarts      so many times within 5 minutes a crashed instance is started again; 0 to {@value #MOST_RESTARTS}, 0: never
 * @param startDeadline what a new instance gets; 1 second to 1 day
 */
public record LaunchSettings(int firstPort, int restarts, Duration startDeadline) {

	public static final int LOWEST_PORT = 1024;
	public static final int HIGHEST_PORT = 65_000;
	public static final int MOST_RESTARTS = 100;

	public static final LaunchSettings DEFAULTS = new LaunchSettings(InstanceConfiguration.DEFAULT_PORT, 5,
			InstanceConfiguration.DEFAULT_START_DEADLINE);
}
