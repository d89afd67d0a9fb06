// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests.instances;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.health.Health;
import org.creativestudio.comfyui.ui.internal.instances.InstanceFilter;
import org.creativestudio.comfyui.ui.internal.instances.SearchProposals;
import org.eclipse.jface.fieldassist.IContentProposal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceFilterTest {

	private static final InstanceSnapshot INSTANCE = Instances.of(
			InstanceConfiguration.builder("instance_007", "Character Gen").description("for the comic").port(8189).gpuDevice("cuda:0")
					.tags(List.of("batch", "night")).build(),
			InstanceStatus.RUNNING, Health.DEGRADED, "", Instances.server("cuda:0 NVIDIA GeForce RTX 4090 : cudaMallocAsync", null, null), null, false);

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

	@ParameterizedTest
	@ValueSource(strings = { "status:running", "STATUS:run char", "status:stopped,running", "health:degr", "gpu:cuda:0", "gpu:4090", "gpu:rtx_4090",
			"tag:night", "tag:batch tag:night", "host:local", "localhost:8189", "tag:" })
	void findsByTerms(String text) {
		assertThat(new InstanceFilter(text, Set.of(), Set.of()).accepts(INSTANCE)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "status:stopped", "health:healthy", "gpu:cuda:1", "gpu:3080", "tag:day", "tag:batch tag:day", "host:render", "color:blue" })
	void hidesWhatATermDoesNotFit(String text) {
		assertThat(new InstanceFilter(text, Set.of(), Set.of()).accepts(INSTANCE)).isFalse();
	}

	@Test
	void proposesTermsAndTheValuesThatThereAre() {
		assertThat(proposals("", 0)).containsExactly("status:", "health:", "gpu:", "tag:", "host:");
		assertThat(proposals("char t", 6)).containsExactly("char tag:");
		assertThat(proposals("tag:n rest", 5)).containsExactly("tag:night rest");
		assertThat(proposals("gpu:", 4)).containsExactly("gpu:cuda:0", "gpu:rtx_4090");
		assertThat(proposals("nothing", 7)).isEmpty();
	}

	private static List<String> proposals(String text, int position) {
		return Arrays.stream(new SearchProposals(() -> List.of(INSTANCE)).getProposals(text, position)).map(IContentProposal::getContent)
				.toList();
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
