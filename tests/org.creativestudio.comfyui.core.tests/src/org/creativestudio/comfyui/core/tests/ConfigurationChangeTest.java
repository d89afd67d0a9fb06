// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.creativestudio.comfyui.core.ConfigurationChange;
import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.RestartPolicy;
import org.creativestudio.comfyui.core.VramMode;
import org.junit.jupiter.api.Test;

class ConfigurationChangeTest {

	private final InstanceConfiguration before = InstanceConfiguration.builder("a", "A").build();

	@Test
	void tellsWhatTakesEffectWhen() {
		InstanceConfiguration after = before.toBuilder().name("B").timeout(Duration.ofMinutes(1)).port(9000).environment(Map.of("A", "1"))
				.build();
		assertThat(ConfigurationChange.between(before, after))
				.isEqualTo(new ConfigurationChange(List.of("name", "timeoutMs"), List.of("port", "environment")));
		assertThat(ConfigurationChange.between(before, after).needsRestart()).isTrue();
	}

	@Test
	void needsNoRestartForWhatTheManagerAlonePays() {
		InstanceConfiguration after = before.toBuilder().tags(List.of("x")).weight(3).maxConcurrentWorkflows(2).autoStart(true)
				.queueMonitoring(false).freeMemoryAfter(Duration.ofMinutes(5)).description("d").build();
		assertThat(ConfigurationChange.between(before, after).needsRestart()).isFalse();
		assertThat(ConfigurationChange.between(before, after).atOnce()).hasSize(7);
		assertThat(ConfigurationChange.between(before, before).isEmpty()).isTrue();
	}

	@Test
	void aServerOfOthersNeedsNoRestart() {
		InstanceConfiguration attached = before.toBuilder().kind(InstanceConfiguration.ATTACHED).build();
		assertThat(ConfigurationChange.between(attached, attached.toBuilder().port(9000).build()).needsRestart()).isFalse();
	}

	/** A new part of a configuration must be told of too. */
	@Test
	void knowsEveryPartOfAConfiguration() {
		long parts = Stream.of(InstanceConfiguration.class.getRecordComponents()).map(RecordComponent::getName)
				.filter(name -> !List.of("id", "unknown", "confirmedVariables").contains(name)).count();
		Path path = Path.of("/x");
		InstanceConfiguration other = before.toBuilder().name("x").description("x").kind("x").listen("x").host("x").port(1).gpuDevice("x")
				.vramMode(VramMode.LOW).environment(Map.of("X", "x")).secrets(List.of("Y")).comfyuiDirectory(path).python(path)
				.baseDirectory(path).modelDirectories(List.of(path)).customNodesPath(path).outputDirectory(path).inputDirectory(path)
				.userDirectory(path).extraArguments(List.of("x")).maxConcurrentWorkflows(9).timeout(Duration.ofDays(1)).queueMonitoring(false)
				.autoStart(true).restartPolicy(RestartPolicy.NEVER).startDeadline(Duration.ofDays(1)).freeMemoryAfter(Duration.ofDays(1))
				.tags(List.of("x")).weight(9).build();
		ConfigurationChange change = ConfigurationChange.between(before, other);
		assertThat(change.atOnce().size() + change.atRestart().size()).isEqualTo((int) parts);
	}
}
