// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.creativestudio.comfyui.core.FleetSettings;
import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.balancing.Candidate;
import org.creativestudio.comfyui.core.balancing.Choice;
import org.creativestudio.comfyui.core.balancing.StrategyOption;
import org.creativestudio.comfyui.core.balancing.StrategyRegistry.Descriptor;
import org.creativestudio.comfyui.core.balancing.WorkRequest;
import org.creativestudio.comfyui.core.health.Health;
import org.creativestudio.comfyui.core.health.HealthReport;
import org.creativestudio.comfyui.core.internal.StrategyRegistryComponent;
import org.creativestudio.comfyui.testing.InstanceManagerStub;
import org.eclipse.core.runtime.RegistryFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a contributor does, a choice is made. */
class StrategyGuardTest {

	private static final WorkRequest REQUEST = new WorkRequest("job", "workflow", Set.of());
	private static final List<Candidate> CANDIDATES = List.of(candidate("busy", 3), candidate("idle", 0), candidate("last", 1));

	private FleetSettings settings = FleetSettings.DEFAULTS;
	private final StrategyRegistryComponent registry = new StrategyRegistryComponent(RegistryFactory.getRegistry(), new InstanceManagerStub() {
		@Override
		public FleetSettings getSettings() {
			return settings;
		}
	});

	private static Candidate candidate(String id, int jobs) {
		return new Candidate(new InstanceSnapshot(InstanceConfiguration.builder(id, id).build(), 1, InstanceStatus.RUNNING, "",
				Instant.EPOCH, new HealthReport(Health.HEALTHY, "", null, null), null, null, null, false), jobs);
	}

	private Choice choose(String strategy) {
		return registry.choose(strategy, REQUEST, CANDIDATES);
	}

	@Test
	void aGoodStrategyDecidesAndTheFirstOfAnIdCounts() {
		assertThat(choose("test.good")).isEqualTo(new Choice.Selected("last", "the last"));
		assertThat(registry.getStrategies()).extracting(Descriptor::id).containsOnlyOnce("test.good").doesNotContain("");
		assertThat(registry.getStrategy("test.good").orElseThrow().name()).isEqualTo("Good");
	}

	@Test
	void whatUsersSetReachesTheStrategyAsFarAsItDeclaresIt() {
		assertThat(registry.getStrategy("test.good").orElseThrow().options()).extracting(StrategyOption::name).containsExactly("place", "how");
		assertThat(registry.getStrategy("test.good").orElseThrow().options().getLast().values())
				.containsExactly(new StrategyOption.Value("fast", "Quickly"), new StrategyOption.Value("slow", "slow"));
		settings = settings.strategyOption("test.good", "place", "2").strategyOption("test.good", "how", "slow").strategyOption("test.good", "other", "x");
		assertThat(choose("test.good")).isEqualTo(new Choice.Selected("idle", "slow, asked 1"));
		settings = settings.strategyOption("test.good", "place", "4").strategyOption("test.good", "how", "never");
		assertThat(choose("test.good")).as("what is not allowed is as by default").isEqualTo(new Choice.Selected("last", "the last"));
	}

	@Test
	void aRehearsalHasAStrategyOfItsOwn() {
		settings = settings.strategyOption("test.good", "place", "2");
		assertThat(choose("test.good")).isEqualTo(new Choice.Selected("idle", "fast, asked 1"));
		assertThat(registry.rehearse("test.good").apply(REQUEST, CANDIDATES)).isEqualTo(new Choice.Selected("idle", "fast, asked 1"));
		assertThat(choose("test.good")).isEqualTo(new Choice.Selected("idle", "fast, asked 2"));
		int before = OddStrategies.Throwing.ASKED.get();
		for (int i = 0; i < 5; i++)
			assertThat(registry.rehearse("test.throwing").apply(REQUEST, CANDIDATES)).isInstanceOf(Choice.Selected.class);
		assertThat(OddStrategies.Throwing.ASKED.get() - before).as("each has failures of its own").isEqualTo(5);
		assertThat(registry.rehearse("test.missing").apply(REQUEST, CANDIDATES).reason()).contains("test.missing");
	}

	@Test
	void theDefaultIsTheUsersChoiceAsLongAsSomebodyContributesIt() {
		assertThat(registry.getDefault().id()).isEqualTo("least-loaded");
		settings = settings.strategy("test.good");
		assertThat(registry.getDefault().id()).isEqualTo("test.good");
		settings = settings.strategy("test.gone");
		assertThat(registry.getDefault().id()).isEqualTo("least-loaded");
	}

	@ParameterizedTest
	@ValueSource(strings = { "test.throwing", "test.error", "test.hanging", "test.nonsense", "test.null", "test.missing",
			"test.wrong", "test.unknown" })
	void theLeastLoadedStandsInForABadOne(String strategy) {
		assertThat(choose(strategy)).isInstanceOfSatisfying(Choice.Selected.class, selected -> {
			assertThat(selected.instanceId()).isEqualTo("idle");
			assertThat(selected.reason()).contains(strategy);
		});
	}

	@Test
	void aFullInstanceIsNotChosenByWhoWasNotOfferedIt() {
		assertThat(choose("test.favourite")).isEqualTo(new Choice.Selected("busy", "always"));
		List<Candidate> candidates = CANDIDATES.stream().map(each -> each.instance().id().equals("busy")
				? new Candidate(each.instance(), each.ownJobs(), true, each.forecast()) : each).toList();
		assertThat(registry.choose("test.favourite", REQUEST, candidates)).isInstanceOfSatisfying(Choice.Selected.class,
				selected -> assertThat(selected.instanceId()).isEqualTo("idle"));
	}

	@Test
	void aStrategyIsNotAskedAfterThreeFailures() {
		int before = OddStrategies.Throwing.ASKED.get();
		for (int i = 0; i < 5; i++)
			assertThat(choose("test.throwing")).isInstanceOf(Choice.Selected.class);
		assertThat(OddStrategies.Throwing.ASKED.get() - before).isEqualTo(3);
	}
}
