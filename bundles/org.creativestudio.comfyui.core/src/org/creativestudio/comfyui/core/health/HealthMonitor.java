// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.health;

import java.util.concurrent.CompletableFuture;

/** Asks instances how they are. An OSGi service; results appear in the instances' snapshots. Safe for any thread. */
public interface HealthMonitor {

	/**
	 * Asks one instance now, at most once at a time: callers during a check get that check's report. Never fails because of the
	 * server: that is what the report says. Fails with an {@link org.creativestudio.comfyui.core.InstanceException} for an unknown id.
	 */
	CompletableFuture<HealthReport> check(String id);

	/**
	 * Checks all instances at intervals until the returned handle is closed. Several may be open; monitoring ends with the last.
	 */
	Watch watch();

	/** Open monitoring. */
	interface Watch extends AutoCloseable {
		/** Ends it; further calls have no effect. */
		@Override
		void close();
	}
}
