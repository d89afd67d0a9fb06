// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.util.concurrent.CompletableFuture;

import org.creativestudio.comfyui.core.QueueLoad;
import org.creativestudio.comfyui.core.ServerFacts;
import org.creativestudio.comfyui.core.health.HealthReport;
import org.eclipse.jdt.annotation.Nullable;

/** Where the health monitor puts what it found. Returns at once and calls nobody back meanwhile. */
public interface HealthSink {
	/**
	 * Completes when snapshots tell it; never fails.
	 *
	 * @param facts null when the server said nothing, which keeps what it said last
	 */
	CompletableFuture<Void> checked(String id, HealthReport report, @Nullable ServerFacts facts, @Nullable QueueLoad queue);

	/** The server's queue changed, as it said itself. */
	void queued(String id, QueueLoad queue);
}
