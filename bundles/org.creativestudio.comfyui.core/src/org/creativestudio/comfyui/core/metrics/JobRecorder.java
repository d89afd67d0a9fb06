// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.metrics;

import java.time.Duration;
import java.time.Instant;

import org.eclipse.jdt.annotation.Nullable;

/** Is told of jobs that ended, so that they are counted. An OSGi service; safe for any thread; never blocks. */
public interface JobRecorder {

	/**
	 * @param done whether it succeeded; jobs that were cancelled are not told
	 * @param time in which the instance worked on it; null when not known
	 * @param text what ended, in one sentence for the user
	 */
	void jobEnded(String instanceId, Instant at, boolean done, @Nullable Duration time, String text);
}
