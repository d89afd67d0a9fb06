// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

import org.creativestudio.comfyui.core.PendingRestart;

/** When a crashed instance may be started again. Pure; not thread-safe. */
public final class RestartBudget {

	static final Duration WINDOW = Duration.ofMinutes(5);
	static final Duration FIRST_DELAY = Duration.ofSeconds(1);
	static final Duration LONGEST_DELAY = Duration.ofSeconds(60);
	/** Who ran so long has recovered. */
	static final Duration STEADY = Duration.ofMinutes(10);

	private final Deque<Instant> starts = new ArrayDeque<>();
	private Duration delay = FIRST_DELAY;

	/**
	 * The next start after a crash; counts as tried.
	 *
	 * @param upFor how long it had run
	 * @param limit so many starts may be within 5 minutes
	 * @return empty when it was tried too often
	 */
	public Optional<PendingRestart> next(Instant now, Duration upFor, int limit) {
		if (upFor.compareTo(STEADY) >= 0)
			forgive();
		starts.removeIf(start -> start.isBefore(now.minus(WINDOW)));
		if (starts.size() >= limit)
			return Optional.empty();
		Instant at = now.plus(delay);
		starts.addLast(at);
		delay = delay.multipliedBy(2).compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : delay.multipliedBy(2);
		return Optional.of(new PendingRestart(starts.size(), limit, at));
	}

	/** Begins anew: the user has started it himself, or it ran long. */
	public void forgive() {
		starts.clear();
		delay = FIRST_DELAY;
	}
}
