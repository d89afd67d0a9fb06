// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.creativestudio.comfyui.core.PendingRestart;
import org.creativestudio.comfyui.core.internal.RestartBudget;
import org.junit.jupiter.api.Test;

class RestartBudgetTest {

	private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
	private final RestartBudget budget = new RestartBudget();

	@Test
	void delaysDoubleToAMinuteAndAreAskedForFiveTimesIn5Minutes() {
		List<Long> delays = new ArrayList<>();
		Instant now = BEGIN;
		while (budget.next(now, Duration.ofSeconds(70), 5).orElse(null) instanceof PendingRestart next) {
			delays.add(Duration.between(now, next.at()).toSeconds());
			// it runs a while each time, so that the first starts are forgotten
			now = next.at().plusSeconds(70);
			if (delays.size() == 9)
				break;
		}
		assertThat(delays).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
	}

	@Test
	void theSixthInFiveMinutesIsRefused() {
		for (int attempt = 1; attempt <= 5; attempt++)
			assertThat(budget.next(BEGIN, Duration.ZERO, 5)).get().extracting(PendingRestart::attempt).isEqualTo(attempt);
		assertThat(budget.next(BEGIN.plusSeconds(200), Duration.ZERO, 5)).isEmpty();
		assertThat(budget.next(BEGIN.plusSeconds(400), Duration.ZERO, 5)).isPresent();
	}

	@Test
	void tenMinutesOfRunningAndAStartByHandBeginAnew() {
		for (int attempt = 1; attempt <= 5; attempt++)
			budget.next(BEGIN, Duration.ZERO, 5);
		assertThat(budget.next(BEGIN, Duration.ofMinutes(10), 5)).contains(new PendingRestart(1, 5, BEGIN.plusSeconds(1)));
		for (int attempt = 2; attempt <= 5; attempt++)
			budget.next(BEGIN, Duration.ZERO, 5);
		budget.forgive();
		assertThat(budget.next(BEGIN, Duration.ZERO, 5)).contains(new PendingRestart(1, 5, BEGIN.plusSeconds(1)));
	}

	@Test
	void theUserDecidesHowOften() {
		assertThat(new RestartBudget().next(BEGIN, Duration.ZERO, 0)).isEmpty();
		assertThat(new RestartBudget().next(BEGIN, Duration.ZERO, 1)).contains(new PendingRestart(1, 1, BEGIN.plusSeconds(1)));
	}
}
