// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests.instances;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.health.Health;
import org.creativestudio.comfyui.ui.internal.instances.FleetSummary;
import org.junit.jupiter.api.Test;

class FleetSummaryTest {

	@Test
	void countsWhatRunsWaitsAndIsNotWell() {
		FleetSummary fleet = FleetSummary.of(List.of(Instances.busy("a", "Alpha"), Instances.of("b", "Beta", InstanceStatus.RUNNING),
				Instances.of("c", "Gamma", InstanceStatus.ERROR), Instances.of(InstanceConfiguration.builder("d", "Delta").build(),
						InstanceStatus.RUNNING, Health.UNHEALTHY, "", null, null, false),
				Instances.of(InstanceConfiguration.builder("e", "Stopped").build(), InstanceStatus.STOPPED, Health.UNHEALTHY, "", null, null, false)), 4);
		assertThat(fleet).isEqualTo(new FleetSummary(5, 3, 6, 2));
		assertThat(fleet.line()).isEqualTo("3 running, 6 queued, 2 unhealthy");
	}

	@Test
	void saysNothingOfHealthWhenAllIsWell() {
		assertThat(FleetSummary.of(List.of(Instances.busy("a", "Alpha")), 0).line()).isEqualTo("1 running, 2 queued");
		assertThat(FleetSummary.of(List.of(), 0).line()).isEqualTo("No instances");
	}
}
