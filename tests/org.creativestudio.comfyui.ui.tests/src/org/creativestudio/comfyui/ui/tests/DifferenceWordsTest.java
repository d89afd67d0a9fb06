// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.creativestudio.comfyui.core.ConfigurationChange;
import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.RestartPolicy;
import org.creativestudio.comfyui.core.VramMode;
import org.creativestudio.comfyui.core.configuration.Difference.Field;
import org.creativestudio.comfyui.core.configuration.Difference.Kind;
import org.creativestudio.comfyui.ui.internal.exchange.DifferenceWords;
import org.junit.jupiter.api.Test;

class DifferenceWordsTest {

	@Test
	void settingsHaveTheWordsOfThePreferences() {
		assertThat(DifferenceWords.of(Kind.SETTINGS, new Field("activeInstance", "Real", "-"))).containsExactly("Active instance", "Real", "none");
		assertThat(DifferenceWords.of(Kind.SETTINGS, new Field("healthIntervalMs", "-", "1500"))).containsExactly("Interval of health checks", "default",
				"1.5 seconds");
		assertThat(DifferenceWords.of(Kind.SETTINGS, new Field("activeFallback", "wait", "-"))).containsExactly(
				"While the active instance can't take work", "work waits for it", "default");
		assertThat(DifferenceWords.of(Kind.SETTINGS, new Field("refuseReadableSecrets", "-", "true"))).containsExactly(
				"Refuse instances with a secret that can be read", "default", "yes");
		assertThat(DifferenceWords.of(Kind.SETTINGS, new Field("ofALaterVersion", "-", "x"))).containsExactly("ofALaterVersion", "default", "x");
	}

	@Test
	void partsOfAnInstanceHaveTheWordsOfItsDialog() {
		assertThat(DifferenceWords.of(Kind.CHANGES, new Field("maxConcurrentWorkflows", "1", "2"))).containsExactly("Max. workflows at once", "1", "2");
		assertThat(DifferenceWords.of(Kind.CHANGES, new Field("autoStart", "false", "true"))).containsExactly("Start with the program", "no", "yes");
		assertThat(DifferenceWords.of(Kind.CHANGES, new Field("timeoutMs", "300000", "0"))).containsExactly("Timeout", "5 minutes", "0");
		assertThat(DifferenceWords.of(Kind.CHANGES, new Field("description", "true", "-"))).containsExactly("Description", "true", "-");
	}

	@Test
	void noPartOfAnInstanceIsNamedAsTheFileDoes() {
		InstanceConfiguration before = InstanceConfiguration.builder("a", "A").build();
		Path path = Path.of("/x");
		InstanceConfiguration after = InstanceConfiguration.builder("a", "B").kind(InstanceConfiguration.EMBEDDED).port(9).host("h").description("d")
				.comfyuiDirectory(path).python(path).gpuDevice("cpu").vramMode(VramMode.LOW).environment(Map.of("A", "1")).secrets(List.of("S"))
				.customNodesPath(path).baseDirectory(path).modelDirectories(List.of(path)).outputDirectory(path).inputDirectory(path).userDirectory(path)
				.maxConcurrentWorkflows(9).timeout(Duration.ofMillis(9)).startDeadline(Duration.ofMillis(9)).queueMonitoring(false).autoStart(true)
				.restartPolicy(RestartPolicy.NEVER).freeMemoryAfter(Duration.ofMillis(9)).tags(List.of("t")).weight(9).extraArguments(List.of("x"))
				.listen("0.0.0.0").build();
		ConfigurationChange change = ConfigurationChange.between(before, after);
		assertThat(Stream.concat(change.atOnce().stream(), change.atRestart().stream())).hasSize(28)
				.allSatisfy(name -> assertThat(DifferenceWords.of(Kind.CHANGES, new Field(name, "", ""))[0]).isNotEqualTo(name).doesNotContain("&", ":"));
		assertThat(Set.of("secrets", "confirmedVariables"))
				.allSatisfy(name -> assertThat(DifferenceWords.of(Kind.CHANGES, new Field(name, "", ""))[0]).isNotEqualTo(name));
	}
}
