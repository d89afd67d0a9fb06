// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.launching.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.Secrets;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.core.launching.LaunchedInstance;
import org.creativestudio.comfyui.core.secrets.SecretStore;
import org.creativestudio.comfyui.launching.internal.ComfyLauncher;
import org.creativestudio.comfyui.launching.internal.LaunchSecrets;
import org.creativestudio.comfyui.launching.internal.Patience;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a server is given of its secrets, and what is to be seen of them when it prints them. */
@EnabledOnOs({ OS.LINUX, OS.MAC })
class SecretsAtLaunchTest {

	private static final String VALUE = "planted-8c1f";

	@TempDir
	Path directory;
	private StudioHome home;
	private Path comfy;
	private Map<String, String> values = Map.of("HF_TOKEN", VALUE);

	@BeforeEach
	void setUp() throws IOException {
		home = new StudioHome(directory.resolve("home"));
		comfy = directory.resolve("ComfyUI");
		Files.createDirectories(comfy.resolve("comfy"));
		Files.writeString(comfy.resolve("main.py"), "");
	}

	private ComfyLauncher launcher(Optional<SecretStore> store) {
		return new ComfyLauncher(new Patience(Duration.ofMillis(300), Duration.ofMillis(300)), List::of, new LaunchSecrets(() -> store));
	}

	private InstanceConfiguration.Builder instance(String script) throws IOException {
		Path python = Files.createDirectories(comfy.resolve("venv/bin")).resolve("python3");
		Files.writeString(python, "#!/bin/sh\n" + script + "\n");
		Files.setPosixFilePermissions(python, PosixFilePermissions.fromString("rwx------"));
		return InstanceConfiguration.builder("a", "A").comfyuiDirectory(comfy).port(18198).secrets(List.of("HF_TOKEN"));
	}

	@Test
	void theServerGetsTheValueAndWhatItPrintsOfItIsHiddenEverywhere() throws Exception {
		LaunchedInstance launched = launcher(Optional.of(new Fixed())).launch(
				instance("echo length ${#HF_TOKEN} environment $HF_TOKEN from $PLAIN; echo \"args $*\"; exit 3").environment(Map.of("PLAIN", "plain")).build(), home);
		assertThat(launched.onExit().get().code()).isEqualTo(3);
		assertThat(launched.lastOutput(5)).contains("length " + VALUE.length() + " environment " + Secrets.MASK + "**** from plain");
		try (Stream<Path> files = Files.walk(home.directory())) {
			for (Path file : files.filter(Files::isRegularFile).toList())
				assertThat(file).content().doesNotContain(VALUE);
		}
	}

	@Test
	void theValueIsOverwrittenInTheLogOfAServerThatRunsOn() throws Exception {
		ComfyLauncher launcher = launcher(Optional.of(new Fixed()));
		LaunchedInstance launched = launcher.launch(instance("echo $HF_TOKEN; while :; do sleep 1000; done").build(), home);
		try {
			while (!Files.readString(home.log("a")).contains("*".repeat(VALUE.length())))
				assertThat(launched.isAlive()).isTrue();
			assertThat(home.log("a")).content().doesNotContain(VALUE);
			LaunchedInstance again = launcher.adopt(instance("").build(), home).orElseThrow();
			assertThat(again.lastOutput(5)).noneMatch(line -> line.contains(VALUE));
			again.release();
		} finally {
			launched.stop();
		}
	}

	@Test
	void aSecretWithoutAValueIsSaidBeforeAnythingIsStarted() throws Exception {
		values = Map.of();
		InstanceConfiguration configuration = instance("exit 0").build();
		assertThatThrownBy(() -> launcher(Optional.of(new Fixed())).launch(configuration, home)).isInstanceOf(InstanceException.class)
				.hasMessage("HF_TOKEN of 'A' has no value on this computer. Give it one: instance edit a --secret HF_TOKEN");
		assertThatThrownBy(() -> launcher(Optional.empty()).launch(configuration, home)).isInstanceOf(InstanceException.class)
				.hasMessageContaining("secure storage");
		assertThat(home.runFile("a")).doesNotExist();
	}

	/** Secure storage with the values of the test. */
	private final class Fixed implements SecretStore {
		@Override
		public Set<String> instances() {
			return Set.of("a");
		}

		@Override
		public Set<String> names(String instanceId) {
			return values.keySet();
		}

		@Override
		public Map<String, String> values(String instanceId) {
			return values;
		}

		@Override
		public void put(String instanceId, String variable, String value) {
			throw new UnsupportedOperationException();
		}

		@Override
		public void remove(String instanceId, String variable) {
			throw new UnsupportedOperationException();
		}

		@Override
		public void removeAll(String instanceId) {
			throw new UnsupportedOperationException();
		}

		@Override
		public void copy(String fromInstanceId, String toInstanceId) {
			throw new UnsupportedOperationException();
		}

		@Override
		public void check() {
			// always well
		}
	}
}
