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
import org.eclipse.osgi.util.NLS;

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
		String answer = NLS.bind(Messages.checkHistory_answers, Spans.of(time));
		if (health == Health.UNHEALTHY && successes < settings.rise()) {
			add(outcomes, true, OUTCOMES);
			return report(Health.UNHEALTHY,
					NLS.bind(Messages.checkHistory_answersAgainTimesTakes, new Object[] { successes, settings.rise(), Spans.of(time) }), time, at);
		}
		if (successes >= settings.rise())
			outcomes.removeIf(good -> !good);
		add(outcomes, true, OUTCOMES);
		long failed = outcomes.stream().filter(good -> !good).count();
		String flapping = flapping(now);
		if (flapping != null)
			return report(Health.DEGRADED, NLS.bind(Messages.checkHistory_now, flapping, answer), time, at);
		if (failed > 0)
			return report(Health.DEGRADED, NLS.bind(Messages.checkHistory_now, someFailed(failed), answer), time, at);
		if (slow && !working && usual != null)
			return report(Health.DEGRADED, NLS.bind(Messages.checkHistory_usually, answer, Spans.of(usual)), time, at);
		return report(Health.HEALTHY, slow ? NLS.bind(Messages.checkHistory_whileWorksOnJob, answer) : answer, time, at);
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
			return report(Health.UNHEALTHY, (silent ? NLS.bind(Messages.checkHistory_noAnswer, Spans.of(silence(now)))
					: failures > 1 ? NLS.bind(Messages.checkHistory_checksRowFailed, failures, why) : why) + end, null, at);
		long failed = outcomes.stream().filter(good -> !good).count();
		return report(Health.DEGRADED, (outcomes.size() == failures && failures == 1 ? why : someFailed(failed) + ": " + why) + end, null, at); //$NON-NLS-1$
	}

	/** It was silent, but is known to work: a server that computes may answer late. */
	HealthReport busy(Instant at, long now) {
		return report(health, NLS.bind(Messages.checkHistory_worksOnJobNot, Spans.of(Duration.ofNanos(now - lastAnswer))), null, at);
	}

	/** A failure that says nothing of the server: this computer has slept. */
	HealthReport forgiven(String why, Instant at) {
		return report(health, NLS.bind(Messages.checkHistory_askedAgainComputerSlept, why), null, at);
	}

	/** The check was ended by this program, for the server is asked elsewhere now. */
	HealthReport interrupted(Instant at) {
		return report(health, Messages.checkHistory_askedAgainAnotherAddress, null, at);
	}

	private String someFailed(long failed) {
		return failures == outcomes.size() ? NLS.bind(Messages.checkHistory_checksRowFailed2, failures)
				: NLS.bind(Messages.checkHistory_lastChecksFailed, failed, outcomes.size());
	}

	private @Nullable String flapping(long now) {
		while (!falls.isEmpty() && now - falls.getFirst() > FLAPPING_SPAN.toNanos())
			falls.removeFirst();
		return falls.size() < FLAPPING ? null
				: NLS.bind(Messages.checkHistory_unhealthyTimesLastMinutes, falls.size(), FLAPPING_SPAN.toMinutes());
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
