// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.client.internal;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Ends what takes too long. One thread for all clients, which only closes sockets. */
final class Deadlines {

	private static final ScheduledThreadPoolExecutor EXECUTOR = executor();

	private Deadlines() {
	}

	/** Forgets at once what is taken back, for almost all is. */
	private static ScheduledThreadPoolExecutor executor() {
		ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1,
				Thread.ofPlatform().daemon().name("comfyui-deadlines").factory()); //$NON-NLS-1$
		executor.setRemoveOnCancelPolicy(true);
		return executor;
	}

	/** @param end must return at once */
	static ScheduledFuture<?> in(Duration time, Runnable end) {
		return EXECUTOR.schedule(end, time.toMillis(), TimeUnit.MILLISECONDS);
	}
}
