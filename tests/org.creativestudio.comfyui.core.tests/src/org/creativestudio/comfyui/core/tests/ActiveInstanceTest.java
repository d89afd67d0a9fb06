// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.creativestudio.comfyui.core.ActiveFallback;
import org.creativestudio.comfyui.core.ActiveInstance;
import org.creativestudio.comfyui.core.ActiveInstanceService.Change;
import org.creativestudio.comfyui.core.FleetSettings;
import org.creativestudio.comfyui.core.InstanceChange;
import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceListener;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.health.Health;
import org.creativestudio.comfyui.core.health.HealthReport;
import org.creativestudio.comfyui.core.internal.ActiveInstanceComponent;
import org.creativestudio.comfyui.testing.InstanceManagerStub;
import org.junit.jupiter.api.Test;

/** What the user's choice comes to, and who is told. */
class ActiveInstanceTest {

	private static final class Instances extends InstanceManagerStub {
		final Map<String, InstanceSnapshot> all = new LinkedHashMap<>();
		final List<InstanceListener> listeners = new ArrayList<>();
		FleetSettings settings = FleetSettings.DEFAULTS;

		void set(String id, InstanceStatus status, Health health, boolean active) {
			InstanceSnapshot after = new InstanceSnapshot(InstanceConfiguration.builder(id, id).build(), 1, status, "", Instant.EPOCH,
					new HealthReport(health, "no answer for 90 s", null, null), null, null, null, active);
			InstanceSnapshot before = all.put(id, after);
			List.copyOf(listeners).forEach(listener -> listener.instanceChanged(new InstanceChange(before, after)));
		}

		@Override
		public FleetSettings getSettings() {
			return settings;
		}

		@Override
		public Optional<InstanceSnapshot> getActiveInstance() {
			return all.values().stream().filter(InstanceSnapshot::active).findFirst();
		}

		@Override
		public void addListener(InstanceListener listener) {
			listeners.add(listener);
		}

		@Override
		public void removeListener(InstanceListener listener) {
			listeners.remove(listener);
		}
	}

	private final Instances instances = new Instances();

	@Test
	void fallsWhenItGoesUnhealthyAndReturnsWhenItIsBack() {
		instances.set("a", InstanceStatus.RUNNING, Health.HEALTHY, true);
		List<Change> told = new ArrayList<>();
		try (ActiveInstanceComponent service = new ActiveInstanceComponent(instances)) {
			service.addListener(told::add);
			assertThat(service.get().usable()).isTrue();
			instances.set("a", InstanceStatus.RUNNING, Health.DEGRADED, true);
			instances.set("b", InstanceStatus.ERROR, Health.UNKNOWN, false);
			assertThat(told).isEmpty();
			instances.set("a", InstanceStatus.RUNNING, Health.UNHEALTHY, true);
			assertThat(told).hasSize(1);
			assertThat(told.get(0).fell()).isTrue();
			assertThat(told.get(0).after().reason()).isEqualTo("a is unhealthy: no answer for 90 s");
			instances.set("a", InstanceStatus.ERROR, Health.UNKNOWN, true);
			assertThat(told).hasSize(1);
			assertThat(service.get().reason()).isEqualTo("a is down");
			instances.set("a", InstanceStatus.RUNNING, Health.HEALTHY, true);
			assertThat(told).hasSize(2);
			assertThat(told.get(1).returned()).isTrue();
		}
		assertThat(instances.listeners).isEmpty();
	}

	@Test
	void anotherChoiceIsNoFallback() {
		instances.set("a", InstanceStatus.RUNNING, Health.HEALTHY, true);
		List<Change> told = new ArrayList<>();
		try (ActiveInstanceComponent service = new ActiveInstanceComponent(instances)) {
			service.addListener(told::add);
			instances.set("a", InstanceStatus.RUNNING, Health.HEALTHY, false);
			assertThat(service.get().chosen()).isNull();
			instances.set("b", InstanceStatus.STOPPED, Health.UNKNOWN, true);
			assertThat(told).hasSize(2).noneMatch(Change::fell).noneMatch(Change::returned);
			assertThat(service.get().fallsBack()).isTrue();
		}
	}

	@Test
	void saysInASentenceWhyItIsNotUsable() {
		Map<InstanceStatus, String> sentences = Map.of(InstanceStatus.RUNNING, "a is unhealthy: no answer for 90 s", InstanceStatus.STOPPED, "a is stopped",
				InstanceStatus.STARTING, "a is still starting", InstanceStatus.STOPPING, "a is being stopped", InstanceStatus.PAUSED, "a is paused",
				InstanceStatus.ERROR, "a is down");
		assertThat(sentences).containsOnlyKeys(InstanceStatus.values());
		sentences.forEach((status, sentence) -> {
			instances.set("a", status, Health.UNHEALTHY, true);
			assertThat(ActiveInstance.of(instances).reason()).isEqualTo(sentence);
		});
	}

	@Test
	void nothingFallsBackWhereTheUserWantsToWait() {
		instances.settings = FleetSettings.DEFAULTS.activeFallback(ActiveFallback.WAIT);
		instances.set("a", InstanceStatus.STOPPED, Health.UNKNOWN, true);
		assertThat(ActiveInstance.of(instances)).satisfies(active -> {
			assertThat(active.usable()).isFalse();
			assertThat(active.fallsBack()).isFalse();
			assertThat(active.reason()).isEqualTo("a is stopped");
		});
	}
}
