// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.metrics;

import java.time.Instant;

/**
 * Something that explains a figure.
 *
 * @param text in one sentence, for the user
 */
public record MetricEvent(String instanceId, Instant at, Kind kind, String text) {

	/** What happened. */
	public enum Kind {
		STARTED, STOPPED, CRASHED, JOB_DONE, JOB_FAILED, HEALTH
	}
}
