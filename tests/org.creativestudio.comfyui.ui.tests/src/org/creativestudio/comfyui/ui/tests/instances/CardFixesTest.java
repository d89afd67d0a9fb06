// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests.instances;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.validation.Field;
import org.creativestudio.comfyui.core.validation.Finding;
import org.creativestudio.comfyui.core.validation.Finding.Fix;
import org.creativestudio.comfyui.core.validation.Finding.Severity;
import org.creativestudio.comfyui.testing.InstanceManagerStub;
import org.creativestudio.comfyui.ui.internal.instances.CardFixes;
import org.junit.jupiter.api.Test;

class CardFixesTest {

	private final List<CompletableFuture<List<Finding>>> asked = new ArrayList<>();
	private final AtomicInteger changes = new AtomicInteger();
	private final CardFixes fixes = new CardFixes(new InstanceManagerStub() {
		@Override
		public CompletableFuture<List<Finding>> validate(InstanceConfiguration configuration) {
			CompletableFuture<List<Finding>> answer = new CompletableFuture<>();
			asked.add(answer);
			return answer;
		}
	}, changes::incrementAndGet);

	@Test
	void findTheOneForATakenPortOnce() {
		InstanceSnapshot ill = Instances.of("a", "Alpha", InstanceStatus.ERROR);
		fixes.follow(List.of(ill, Instances.of("b", "Beta", InstanceStatus.RUNNING)));
		fixes.follow(List.of(Instances.with(ill, InstanceStatus.ERROR, "still")));
		assertThat(asked).hasSize(1);
		assertThat(fixes.label("a")).isEmpty();
		asked.getFirst().complete(List.of(finding(Severity.WARNING, Field.GPU_DEVICE, "Use the other GPU"),
				finding(Severity.WARNING, Field.PORT, "Use port 8193")));
		assertThat(fixes.label("a")).isEqualTo("Use port 8193");
		assertThat(changes).hasValue(1);
		fixes.follow(List.of(Instances.of("a", "Alpha", InstanceStatus.STOPPED)));
		assertThat(fixes.of("a")).isNull();
	}

	@Test
	void offerNothingThatWasOnlyToBeConsidered() {
		fixes.follow(List.of(Instances.of("a", "Alpha", InstanceStatus.ERROR)));
		asked.getFirst().complete(List.of(finding(Severity.WARNING, Field.GPU_DEVICE, "Use the other GPU")));
		assertThat(fixes.of("a")).isNull();
		assertThat(changes).hasValue(0);
	}

	@Test
	void dropAnAnswerThatComesTooLate() {
		fixes.follow(List.of(Instances.of("a", "Alpha", InstanceStatus.ERROR)));
		fixes.follow(List.of(Instances.of("a", "Alpha", InstanceStatus.RUNNING)));
		asked.getFirst().complete(List.of(finding(Severity.ERROR, Field.PORT, "Use port 8193")));
		assertThat(fixes.of("a")).isNull();
	}

	private static Finding finding(Severity severity, Field field, String fix) {
		return new Finding(severity, field, "What is wrong.", new Fix(fix, before -> before));
	}
}
