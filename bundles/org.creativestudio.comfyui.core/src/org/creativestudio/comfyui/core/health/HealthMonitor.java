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

	/** Asks all instances that are up now; completes when all have answered or failed to. Never fails. */
	CompletableFuture<Void> checkAll();

	/**
	 * Monitors all instances in the background until the returned handle is closed: for as long as a program is open. Several may be
	 * open; monitoring ends with the last handle, those of {@link #watch()} included.
	 */
	default Watch monitor() {
		return watch();
	}

	/** Monitors all instances, and more often: somebody looks at them. */
	Watch watch();

	/** Somebody looks at one instance: it is asked more often, as long as there is monitoring at all. */
	default Watch watch(String id) {
		return () -> {
			// not told apart
		};
	}

	/** Open monitoring. */
	interface Watch extends AutoCloseable {
		/** Ends it; further calls have no effect. */
		@Override
		void close();
	}
}
