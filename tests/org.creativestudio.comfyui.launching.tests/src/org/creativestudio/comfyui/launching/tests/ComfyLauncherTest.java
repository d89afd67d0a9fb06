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

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.core.launching.LaunchedInstance;
import org.creativestudio.comfyui.core.launching.LaunchedInstance.Exit;
import org.creativestudio.comfyui.launching.internal.ComfyLauncher;
import org.creativestudio.comfyui.launching.internal.Patience;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A ComfyUI whose Python is a shell script that does what the test wants. */
@EnabledOnOs({ OS.LINUX, OS.MAC })
class ComfyLauncherTest {

	@TempDir
	Path directory;
	private StudioHome home;
	private Path comfy;
	private final ComfyLauncher launcher = new ComfyLauncher(new Patience(Duration.ofMillis(300), Duration.ofMillis(300)));

	@BeforeEach
	void setUp() throws IOException {
		home = new StudioHome(directory.resolve("home"));
		comfy = directory.resolve("ComfyUI");
		Files.createDirectories(comfy.resolve("comfy"));
		Files.writeString(comfy.resolve("main.py"), "");
	}

	private InstanceConfiguration.Builder instance(String script) throws IOException {
		Path python = Files.createDirectories(comfy.resolve("venv/bin")).resolve("python3");
		Files.writeString(python, "#!/bin/sh\n" + script + "\n");
		Files.setPosixFilePermissions(python, PosixFilePermissions.fromString("rwx------"));
		return InstanceConfiguration.builder("a", "A").comfyuiDirectory(comfy).port(18199);
	}

	/** The script says that it is ready by a line of output. */
	private static void awaitOutput(LaunchedInstance launched, String line) {
		while (!launched.lastOutput(50).contains(line)) {
			assertThat(launched.isAlive()).as(() -> "output: " + launched.lastOutput(50)).isTrue();
			Thread.onSpinWait();
		}
	}

	@Test
	void theCommandLineTheEnvironmentAndTheDirectories() throws Exception {
		Path nodes = Files.createDirectories(directory.resolve("my 'nodes'"));
		InstanceConfiguration configuration = instance("printf '%s\\n' \"$@\"; env; pwd").gpuDevice("cuda:1").customNodesPath(nodes)
				.environment(Map.of("OWN", "value")).extraArguments(List.of("--lowvram")).build();
		LaunchedInstance launched = launcher.launch(configuration, home);
		Exit exit = launched.onExit().get();
		assertThat(exit.code()).isZero();
		List<String> output = launched.lastOutput(500);
		assertThat(output).containsSubsequence(comfy.resolve("main.py").toString(), "--port", "18199", "--listen", "127.0.0.1",
				"--disable-auto-launch", "--output-directory", home.instance("a").resolve("output").toString(), "--database-url",
				"--extra-model-paths-config", home.instance("a").resolve("extra_model_paths.yaml").toString(), "--lowvram");
		assertThat(output).contains("CUDA_VISIBLE_DEVICES=1", "CUDA_DEVICE_ORDER=PCI_BUS_ID", "OWN=value", comfy.toRealPath().toString());
		assertThat(output).doesNotContain("--cpu");
		assertThat(home.instance("a").resolve("user")).isDirectory();
		assertThat(home.instance("a").resolve("extra_model_paths.yaml")).content().contains("my ''nodes''");
	}

	@Test
	void anExitAtOnceIsTold() throws Exception {
		LaunchedInstance launched = launcher.launch(instance("echo no module named torch; exit 3").gpuDevice("cpu").build(), home);
		Exit exit = launched.onExit().get();
		assertThat(exit.code()).isEqualTo(3);
		assertThat(exit.requested()).isFalse();
		assertThat(launched.lastOutput(1)).containsExactly("no module named torch");
	}

	@Test
	void aProcessThatIgnoresAllSignalsIsKilledWithItsChildren() throws Exception {
		LaunchedInstance launched = launcher.launch(
				instance("trap '' INT TERM; sleep 1000 & echo child $!; echo ready; while :; do sleep 1000; done").build(), home);
		awaitOutput(launched, "ready");
		long child = Long.parseLong(launched.lastOutput(2).get(0).substring("child ".length()));
		ProcessHandle childHandle = ProcessHandle.of(child).orElseThrow();
		launched.stop();
		assertThat(launched.isAlive()).isFalse();
		assertThat(childHandle.isAlive()).isFalse();
	}

	@Test
	void childrenThatOutliveTheirParentAreEnded() throws Exception {
		LaunchedInstance launched = launcher
				.launch(instance("(trap '' INT; echo child; exec sleep 1000) & echo \"pid $!\"; wait").build(), home);
		awaitOutput(launched, "child");
		String pid = launched.lastOutput(5).stream().filter(line -> line.startsWith("pid ")).findFirst().orElseThrow();
		ProcessHandle child = ProcessHandle.of(Long.parseLong(pid.substring(4))).orElseThrow();
		launched.stop();
		assertThat(child.isAlive()).isFalse();
	}

	@Test
	void aStrangerIsNotAdopted() throws Exception {
		InstanceConfiguration configuration = instance("echo ready; exec sleep 1000").build();
		Process stranger = new ProcessBuilder("sleep", "1000").start();
		try {
			Files.createDirectories(home.run());
			Files.writeString(home.runFile("a"), "{\"pid\": " + stranger.pid() + ", \"start\": \"" + stranger.info().startInstant().orElseThrow()
					+ "\", \"port\": 1, \"command\": [\"python\", \"main.py\"]}");
			assertThat(launcher.adopt(configuration, home)).isEmpty();
			Files.writeString(home.runFile("a"), "{\"pid\": " + stranger.pid()
					+ ", \"start\": \"2001-01-01T00:00:00Z\", \"port\": 1, \"command\": [\"sleep\", \"1000\"]}");
			assertThat(launcher.adopt(configuration, home)).isEmpty();
			Files.writeString(home.runFile("a"), "{\"pid\": \"x\"");
			assertThat(launcher.adopt(configuration, home)).isEmpty();
		} finally {
			stranger.destroyForcibly();
		}
	}

	@Test
	void whatIsMissingIsNamed() throws Exception {
		InstanceConfiguration nowhere = InstanceConfiguration.builder("a", "A").comfyuiDirectory(directory.resolve("none")).build();
		assertThatThrownBy(() -> launcher.launch(nowhere, home)).isInstanceOf(InstanceException.class).hasMessageContaining("main.py")
				.hasMessageContaining("none");
		InstanceConfiguration badPython = InstanceConfiguration.builder("a", "A").comfyuiDirectory(comfy)
				.python(directory.resolve("no-python")).build();
		assertThatThrownBy(() -> launcher.launch(badPython, home)).isInstanceOf(InstanceException.class)
				.hasMessageContaining("no-python");
	}
}
