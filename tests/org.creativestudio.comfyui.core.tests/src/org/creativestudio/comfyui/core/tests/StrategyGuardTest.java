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
	void aStrategyIsNotAskedAfterThreeFailures() {
		int before = OddStrategies.Throwing.ASKED.get();
		for (int i = 0; i < 5; i++)
			assertThat(choose("test.throwing")).isInstanceOf(Choice.Selected.class);
		assertThat(OddStrategies.Throwing.ASKED.get() - before).isEqualTo(3);
	}
}
