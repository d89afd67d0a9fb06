// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests.instances;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.health.Health;
import org.creativestudio.comfyui.ui.internal.instances.InstanceFilter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceFilterTest {

	private static final InstanceSnapshot INSTANCE = Instances.of(
			InstanceConfiguration.builder("instance_007", "Character Gen").description("for the comic").port(8189).build(),
			InstanceStatus.RUNNING, Health.DEGRADED, "", null, null, false);

	@ParameterizedTest
	@ValueSource(strings = { "", "  ", "char", "GEN character", "_007", "comic", "8189", "localhost" })
	void findsByNameIdDescriptionAndAddress(String text) {
		assertThat(new InstanceFilter(text, Set.of(), Set.of()).accepts(INSTANCE)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "x", "character batch", "8188" })
	void hidesWhatLacksAWord(String text) {
		assertThat(new InstanceFilter(text, Set.of(), Set.of()).accepts(INSTANCE)).isFalse();
	}

	@Test
	void acceptsAnyOfTheChosenStatusesAndHealths() {
		assertThat(filter(Set.of(InstanceStatus.STOPPED, InstanceStatus.RUNNING), Set.of())).isTrue();
		assertThat(filter(Set.of(InstanceStatus.STOPPED), Set.of())).isFalse();
		assertThat(filter(Set.of(), Set.of(Health.DEGRADED, Health.UNHEALTHY))).isTrue();
		assertThat(filter(Set.of(InstanceStatus.RUNNING), Set.of(Health.HEALTHY))).isFalse();
	}

	@Test
	void knowsWhenItHidesNothing() {
		assertThat(InstanceFilter.ALL.isAll()).isTrue();
		assertThat(new InstanceFilter(" ", Set.of(), Set.of()).isAll()).isTrue();
		assertThat(new InstanceFilter("", Set.of(InstanceStatus.ERROR), Set.of()).isAll()).isFalse();
	}

	private static boolean filter(Set<InstanceStatus> statuses, Set<Health> healths) {
		return new InstanceFilter("", statuses, healths).accepts(INSTANCE);
	}
}
