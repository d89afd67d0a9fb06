// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import org.creativestudio.comfyui.core.QueueLoad;
import org.creativestudio.comfyui.core.ServerFacts;
import org.creativestudio.comfyui.core.health.HealthReport;
import org.eclipse.jdt.annotation.Nullable;

/** Where the health monitor puts what it found. Returns at once and calls nobody back meanwhile. */
public interface HealthSink {
	/** @param facts null when the server said nothing, which keeps what it said last */
	void checked(String id, HealthReport report, @Nullable ServerFacts facts, @Nullable QueueLoad queue);

	/** The server's queue changed, as it said itself. */
	void queued(String id, QueueLoad queue);
}
