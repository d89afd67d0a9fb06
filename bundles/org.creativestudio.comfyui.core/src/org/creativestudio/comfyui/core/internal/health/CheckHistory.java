// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal.health;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

import org.creativestudio.comfyui.core.health.Health;
import org.creativestudio.comfyui.core.health.HealthReport;
import org.creativestudio.comfyui.core.health.HealthSettings;
import org.eclipse.jdt.annotation.Nullable;

/**
 * The memory of one instance's checks, and the word and sentence for it. Pure; not thread-safe. Spans are measured by a clock that
 * nobody sets; the time of day is only passed on.
 */
final class CheckHistory {

	/** Answers that "usual" is told from. */
	private static final int TIMES = 20;
	private static final int ENOUGH_TIMES = 3;
	/** Checks that "not always" is told from. */
	private static final int OUTCOMES = 5;
	private static final Duration FLAPPING_SPAN = Duration.ofMinutes(10);
	private static final int FLAPPING = 3;

	private final Deque<Duration> times = new ArrayDeque<>();
	private final Deque<Boolean> outcomes = new ArrayDeque<>();
	/** When it became unhealthy, within the span of flapping. */
	private final Deque<Long> falls = new ArrayDeque<>();
	private int failures;
	private int successes;
	private long answers;
	private Health health = Health.UNKNOWN;
	/** When anything was heard last, or when the waiting for it began. */
	private long lastSign;
	private long lastAnswer;

	/** @param now in nanoseconds of a clock that only goes forward */
	CheckHistory(long now) {
		lastSign = now;
		lastAnswer = now;
	}

	Health health() {
		return health;
	}

	/** Failures since the last answer. */
	int failures() {
		return failures;
	}

	/** Answers so far. */
	long answers() {
		return answers;
	}

	Duration silence(long now) {
		return Duration.ofNanos(now - lastSign);
	}

	/** Something was heard without being asked for. */
	void sign(long now) {
		lastSign = now;
	}

	/** @param working whether it is known to work on a job, which excuses slowness */
	HealthReport answered(HealthSettings settings, Duration time, boolean working, Instant at, long now) {
		lastSign = now;
		lastAnswer = now;
		failures = 0;
		successes++;
		answers++;
		Duration usual = usual();
		boolean slow = usual != null && time.compareTo(settings.slow()) > 0
				&& time.compareTo(usual.multipliedBy(settings.slowFactor())) > 0;
		if (!slow || !working)
			add(times, time, TIMES);
		String answer = "answers in " + Spans.of(time); //$NON-NLS-1$
		if (health == Health.UNHEALTHY && successes < settings.rise()) {
			add(outcomes, true, OUTCOMES);
			return report(Health.UNHEALTHY, "answers again, " + successes + " of the " + settings.rise() + " times that it takes, in " //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
					+ Spans.of(time), time, at);
		}
		if (successes >= settings.rise())
			outcomes.removeIf(good -> !good);
		add(outcomes, true, OUTCOMES);
		long failed = outcomes.stream().filter(good -> !good).count();
		String flapping = flapping(now);
		if (flapping != null)
			return report(Health.DEGRADED, flapping + ", now " + answer, time, at); //$NON-NLS-1$
		if (failed > 0)
			return report(Health.DEGRADED, someFailed(failed) + ", now " + answer, time, at); //$NON-NLS-1$
		if (slow && !working && usual != null)
			return report(Health.DEGRADED, answer + ", usually " + Spans.of(usual), time, at); //$NON-NLS-1$
		return report(Health.HEALTHY, slow ? answer + " while it works on a job" : answer, time, at); //$NON-NLS-1$
	}

	/**
	 * @param why    a sentence without its end
	 * @param silent whether nothing came at all within the deadline
	 */
	HealthReport failed(HealthSettings settings, String why, boolean silent, Instant at, long now) {
		successes = 0;
		failures++;
		add(outcomes, false, OUTCOMES);
		boolean falls = failures >= settings.fall() && health != Health.UNHEALTHY;
		if (falls)
			this.falls.addLast(now);
		String flapping = flapping(now);
		String end = flapping == null ? "" : "; " + flapping; //$NON-NLS-1$ //$NON-NLS-2$
		if (falls || health == Health.UNHEALTHY)
			return report(Health.UNHEALTHY, (silent ? "no answer for " + Spans.of(silence(now)) //$NON-NLS-1$
					: failures > 1 ? failures + " checks in a row failed: " + why : why) + end, null, at); //$NON-NLS-1$
		long failed = outcomes.stream().filter(good -> !good).count();
		return report(Health.DEGRADED, (outcomes.size() == failures && failures == 1 ? why : someFailed(failed) + ": " + why) + end, null, at); //$NON-NLS-1$
	}

	/** It was silent, but is known to work: a server that computes may answer late. */
	HealthReport busy(Instant at, long now) {
		return report(health, "works on a job and has not answered for " + Spans.of(Duration.ofNanos(now - lastAnswer)), null, at); //$NON-NLS-1$
	}

	/** A failure that says nothing of the server: this computer has slept. */
	HealthReport forgiven(String why, Instant at) {
		return report(health, "asked again, for this computer has slept: " + why, null, at); //$NON-NLS-1$
	}

	/** The check was ended by this program, for the server is asked elsewhere now. */
	HealthReport interrupted(Instant at) {
		return report(health, "asked again at another address", null, at); //$NON-NLS-1$
	}

	private String someFailed(long failed) {
		return failures == outcomes.size() ? failures + " checks in a row failed" //$NON-NLS-1$
				: failed + " of the last " + outcomes.size() + " checks failed"; //$NON-NLS-1$ //$NON-NLS-2$
	}

	private @Nullable String flapping(long now) {
		while (!falls.isEmpty() && now - falls.getFirst() > FLAPPING_SPAN.toNanos())
			falls.removeFirst();
		return falls.size() < FLAPPING ? null
				: "unhealthy " + falls.size() + " times in the last " + FLAPPING_SPAN.toMinutes() + " minutes"; //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
	}

	private @Nullable Duration usual() {
		if (times.size() < ENOUGH_TIMES)
			return null;
		return times.stream().sorted().skip(times.size() / 2).findFirst().orElse(null);
	}

	private static <T> void add(Deque<T> window, T value, int size) {
		window.addLast(value);
		if (window.size() > size)
			window.removeFirst();
	}

	private HealthReport report(Health word, String reason, @Nullable Duration time, Instant at) {
		health = word;
		return new HealthReport(word, reason, time, at);
	}
}
