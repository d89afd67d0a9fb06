// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;

import org.creativestudio.comfyui.workflow.internal.journal.SharedPlaces.Wish;

/** Who goes first: higher priority, then the order of asking. Ten minutes of waiting count as one priority more. */
final class Ranking {

	/** So long a job must wait to be treated as one of the next priority: nothing waits for ever behind what comes later. */
	private static final Duration AGING = Duration.ofMinutes(10);
	private static final int MAX_PRIORITY = 100;

	private Ranking() {
	}

	/** Who goes first at that moment. */
	static Comparator<Job> at(Instant now) {
		return Comparator.<Job>comparingLong(job -> -rank(job.snapshot().options().priority(), job.snapshot().created(), now))
				.thenComparing(job -> job.turn);
	}

	/** Whether a job of another program goes before one of this. Of two alike none does. */
	static boolean goesBefore(Wish other, Wish own, Instant now) {
		long difference = rank(other.priority(), other.created(), now) - rank(own.priority(), own.created(), now);
		return difference > 0 || difference == 0 && other.created().toEpochMilli() < own.created().toEpochMilli();
	}

	private static long rank(int wanted, Instant created, Instant now) {
		int priority = Math.clamp(wanted, -MAX_PRIORITY, MAX_PRIORITY);
		return priority + Math.max(0, Duration.between(created, now).dividedBy(AGING));
	}
}
