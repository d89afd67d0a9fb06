// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.core.balancing.Forecast;
import org.creativestudio.comfyui.workflow.internal.forecast.Forecaster;
import org.creativestudio.comfyui.workflow.internal.forecast.Forecaster.Standing;
import org.creativestudio.comfyui.workflow.internal.forecast.Profile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForecasterTest {

	private static final Profile PORTRAIT = new Profile("portrait", Set.of("xl.safetensors"));
	private static final Profile PLAIN = new Profile("plain", Set.of());
	private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

	private Forecaster forecaster;

	@BeforeEach
	void open(@TempDir Path directory) {
		forecaster = new Forecaster(new StudioHome(directory));
	}

	@AfterEach
	void close() {
		forecaster.close();
	}

	private Forecast forecast(Profile work, int foreign, Instant now) {
		return forecaster.lines(List.of(new Standing("a", "gpu", foreign)), List.of(work), now).forecast(work, "a");
	}

	private Instant run(String job, Profile profile, Instant from, int seconds) {
		forecaster.sent(job, "w", profile, from, "a");
		forecaster.began(job, "a", from);
		forecaster.ended(job, "a", "gpu", true, from.plusSeconds(seconds));
		return from.plusSeconds(seconds);
	}

	@Test
	void whatIsThereAlreadyIsCounted() {
		Instant now = NOW;
		for (int i = 0; i < 20; i++)
			now = run("job" + i, PLAIN, now, 10);
		assertThat(forecast(PLAIN, 0, now).startIn()).isZero();
		forecaster.sent("running", "w", PLAIN, now, "a");
		forecaster.began("running", "a", now);
		forecaster.sent("behind", "w", PLAIN, now, "a");
		assertThat(forecast(PLAIN, 0, now.plusSeconds(4)).startIn()).as("6 s and 10 s").isCloseTo(16, within(0.5));
		assertThat(forecast(PLAIN, 2, now.plusSeconds(4)).startIn()).as("and two of others").isCloseTo(36, within(1.5));
		assertThat(forecast(PLAIN, 0, now.plusSeconds(40)).startIn()).as("late, and not soon to end").isCloseTo(20, within(0.5));
		forecaster.ended("running", "a", "gpu", false, now.plusSeconds(41));
		assertThat(forecast(PLAIN, 0, now.plusSeconds(41)).run()).as("what failed teaches nothing").isCloseTo(10, within(0.5));
	}

	@Test
	void modelsStayUntilTheServerEnds() {
		Instant now = run("one", PORTRAIT, NOW, 30);
		assertThat(forecast(PORTRAIT, 0, now).load()).isZero();
		assertThat(forecast(PORTRAIT, 0, now).loadedModels()).isEqualTo(PORTRAIT.models());
		assertThat(forecast(PLAIN, 0, now).load()).as("has none to load").isZero();
		forecaster.lost("a");
		assertThat(forecast(PORTRAIT, 0, now).load()).isPositive();
	}

	@Test
	void aLaterProgramKnowsWhatAnEarlierOneLearned(@TempDir Path directory) {
		StudioHome home = new StudioHome(directory);
		forecaster.close();
		forecaster = new Forecaster(home);
		Instant now = NOW;
		for (int i = 0; i < 20; i++)
			now = run("job" + i, PLAIN, now, 3);
		forecaster.close();
		try (Forecaster later = new Forecaster(home)) {
			later.close();
			assertThat(later.lines(List.of(new Standing("b", "gpu", 0)), List.of(PLAIN), now).forecast(PLAIN, "b").run()).isCloseTo(3, within(0.3));
		}
	}

	@Test
	void anInstanceThatWasDeletedIsForgotten() {
		forecaster.sent("running", "w", PLAIN, NOW, "a");
		forecaster.began("running", "a", NOW);
		assertThat(forecast(PLAIN, 0, NOW).startIn()).isPositive();
		forecaster.forget("a");
		assertThat(forecast(PLAIN, 0, NOW).startIn()).isZero();
		forecaster.ended("running", "a", "gpu", true, NOW.plusSeconds(1000));
		assertThat(forecast(PLAIN, 0, NOW).startIn()).isZero();
	}
}
