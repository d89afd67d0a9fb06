// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Does something later. Tests bring one that obeys them. */
@FunctionalInterface
public interface Timer {

	/**
	 * @param task short; runs on a thread of the timer
	 * @return takes it back; harmless when it is done
	 */
	Runnable schedule(Duration delay, Runnable task);

	static Timer on(ScheduledExecutorService executor) {
		return (delay, task) -> {
			Future<?> scheduled = executor.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
			return () -> scheduled.cancel(false);
		};
	}
}
