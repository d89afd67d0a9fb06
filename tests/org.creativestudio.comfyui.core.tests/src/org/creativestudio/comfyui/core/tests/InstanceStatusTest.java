// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.core.health.Health;
import org.creativestudio.comfyui.core.health.HealthReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The small public types. */
class InstanceStatusTest {

	@Test
	void theTableOfStatusChanges() {
		assertThat(InstanceStatus.STOPPED.canBecome(InstanceStatus.STARTING)).isTrue();
		assertThat(InstanceStatus.STOPPING.canBecome(InstanceStatus.STARTING)).isFalse();
		assertThat(InstanceStatus.STOPPING.canBecome(InstanceStatus.RUNNING)).isFalse();
		assertThat(InstanceStatus.RUNNING.canBecome(InstanceStatus.ERROR)).isTrue();
		for (InstanceStatus status : InstanceStatus.values())
			assertThat(status.canBecome(status)).isFalse();
	}

	@Test
	void theHomeOfEachSystem() {
		Path user = Path.of("/u");
		assertThat(StudioHome.of(Map.of("CREATIVE_STUDIO_HOME", "/own"), "Linux", user).directory()).isEqualTo(Path.of("/own"));
		assertThat(StudioHome.of(Map.of("XDG_CONFIG_HOME", "/x"), "Linux", user).directory()).isEqualTo(Path.of("/x/creative-studio"));
		assertThat(StudioHome.of(Map.of("XDG_CONFIG_HOME", "rel"), "Linux", user).directory())
				.isEqualTo(Path.of("/u/.config/creative-studio"));
		assertThat(StudioHome.of(Map.of("APPDATA", "/a"), "Windows 11", user).directory()).isEqualTo(Path.of("/a/Creative Studio"));
		assertThat(StudioHome.of(Map.of(), "Mac OS X", user).directory())
				.isEqualTo(Path.of("/u/Library/Application Support/Creative Studio"));
	}

	@ParameterizedTest
	@CsvSource(ignoreLeadingAndTrailingWhitespace = false, value = { "'',''", "'\n ',''", "Starts.,Starts.", "'\n Ended.\nSee the log.',Ended.",
			"'Its last output:',Its last output:", "'Its last output:\none\n two \n',Its last output: two" })
	void whatAnInstanceDoesInOneLine(String activity, String line) {
		assertThat(new InstanceSnapshot(InstanceConfiguration.builder("a", "A").build(), 1, InstanceStatus.ERROR, activity, Instant.EPOCH,
				new HealthReport(Health.UNKNOWN, "", null, null), null, null, null, false).activityLine()).isEqualTo(line);
	}

	@Test
	void addressesOfServers() {
		assertThat(InstanceConfiguration.builder("a", "A").host("::1").port(1).build().baseUri()).hasToString("http://[::1]:1");
		assertThat(InstanceConfiguration.builder("a", "A").build().baseUri()).hasToString("http://localhost:8188");
	}

	@Test
	void aBuilderKeepsEverything() {
		InstanceConfiguration all = InstanceConfiguration.builder("a", "A").description("d").kind("k").host("h").port(2).gpuDevice("cuda:1")
				.environment(Map.of("A", "B")).comfyuiDirectory(Path.of("/c")).python(Path.of("/p")).customNodesPath(Path.of("/n"))
				.outputDirectory(Path.of("/o")).inputDirectory(Path.of("/i")).userDirectory(Path.of("/u"))
				.extraArguments(java.util.List.of("-x")).maxConcurrentWorkflows(3).timeout(java.time.Duration.ofSeconds(4))
				.queueMonitoring(false).autoStart(true).build();
		assertThat(all.toBuilder().build()).isEqualTo(all);
	}
}
