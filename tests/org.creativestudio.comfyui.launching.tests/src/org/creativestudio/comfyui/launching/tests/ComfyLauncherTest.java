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
import org.creativestudio.comfyui.core.VramMode;
import org.creativestudio.comfyui.core.launching.ComputeDevice;
import org.creativestudio.comfyui.core.launching.ComputeDevice.Maker;
import org.creativestudio.comfyui.core.launching.InstanceLog;
import org.creativestudio.comfyui.core.launching.LaunchedInstance;
import org.creativestudio.comfyui.core.launching.LaunchedInstance.Exit;
import org.creativestudio.comfyui.launching.internal.ComfyLauncher;
import org.creativestudio.comfyui.launching.internal.Patience;
import org.creativestudio.comfyui.launching.internal.ProcessTree;
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
	private final ComfyLauncher launcher = new ComfyLauncher(new Patience(Duration.ofMillis(300), Duration.ofMillis(300)),
			() -> List.of(new ComputeDevice(Maker.NVIDIA, 0, "GPU-aaaa", "RTX 3090", null, null),
					new ComputeDevice(Maker.NVIDIA, 1, "GPU-bbbb", "RTX 4090", null, null)));

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
		Path models = Files.createDirectories(directory.resolve("models"));
		Files.createDirectories(models.resolve("loras"));
		Files.createDirectories(models.resolve(".cache"));
		InstanceConfiguration configuration = instance("printf '%s\\n' \"$@\"; env; pwd").gpuDevice("cuda:1").customNodesPath(nodes)
				.vramMode(VramMode.LOW).baseDirectory(directory.resolve("base")).modelDirectories(List.of(models))
				.environment(Map.of("OWN", "value")).extraArguments(List.of("--preview-method", "auto")).build();
		LaunchedInstance launched = launcher.launch(configuration, home);
		Exit exit = launched.onExit().get();
		assertThat(exit.code()).isZero();
		List<String> output = launched.lastOutput(500);
		assertThat(output).containsSubsequence(comfy.resolve("main.py").toString(), "--port", "18199", "--listen", "127.0.0.1",
				"--disable-auto-launch", "--lowvram", "--base-directory", directory.resolve("base").toString(), "--output-directory", home.instance("a").resolve("output").toString(), "--database-url",
				"--extra-model-paths-config", home.instance("a").resolve("extra_model_paths.yaml").toString(), "--preview-method", "auto");
		assertThat(output).contains("CUDA_VISIBLE_DEVICES=GPU-bbbb", "CUDA_DEVICE_ORDER=PCI_BUS_ID", "OWN=value", comfy.toRealPath().toString());
		assertThat(output).doesNotContain("--cpu");
		assertThat(home.instance("a").resolve("user")).isDirectory();
		assertThat(home.instance("a").resolve("extra_model_paths.yaml")).content().contains("my ''nodes''",
				"creative_studio_models_1:\n  base_path: '" + models + "'\n  'loras': 'loras'\n").doesNotContain("cache");
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
		awaitGone(childHandle);
	}

	@Test
	void childrenThatOutliveTheirParentAreEnded() throws Exception {
		LaunchedInstance launched = launcher
				.launch(instance("(trap '' INT; echo child; exec sleep 1000) & echo \"pid $!\"; wait").build(), home);
		awaitOutput(launched, "child");
		String pid = launched.lastOutput(5).stream().filter(line -> line.startsWith("pid ")).findFirst().orElseThrow();
		ProcessHandle child = ProcessHandle.of(Long.parseLong(pid.substring(4))).orElseThrow();
		launched.stop();
		awaitGone(child);
	}

	@Test
	void aDaemonThatEscapesIntoASessionOfItsOwnIsEndedToo() throws Exception {
		LaunchedInstance launched = launcher.launch(instance(
				"setsid sh -c 'trap \"\" INT TERM HUP; echo \"pid $$\"; while :; do sleep 1000; done' & sleep 1000 & wait").build(), home);
		ProcessHandle daemon = ProcessHandle.of(awaitPid(launched)).orElseThrow();
		launched.stop();
		awaitGone(daemon);
	}

	@Test
	void whatACrashLeavesBehindIsEnded() throws Exception {
		LaunchedInstance launched = launcher.launch(instance(
				"setsid sh -c 'echo \"pid $$\"; exec sleep 1000' & sleep 1000 & wait").build(), home);
		ProcessHandle daemon = ProcessHandle.of(awaitPid(launched)).orElseThrow();
		ProcessHandle.of(launched.identity().pid()).orElseThrow().destroyForcibly();
		assertThat(launched.onExit().get().requested()).isFalse();
		awaitGone(daemon);
		assertThat(launcher.adopt(instance("").build(), home)).isEmpty();
	}

	/** Nobody may wait for a process whose parent has died: in a container it stays a zombie. */
	private static void awaitGone(ProcessHandle process) {
		while (new ProcessTree(process, "").alive().contains(process))
			Thread.onSpinWait();
	}

	/** The script prints "pid N". */
	private static long awaitPid(LaunchedInstance launched) {
		while (true) {
			for (String line : launched.lastOutput(50))
				if (line.startsWith("pid "))
					return Long.parseLong(line.substring(4));
			assertThat(launched.isAlive()).as(() -> "output: " + launched.lastOutput(50)).isTrue();
			Thread.onSpinWait();
		}
	}

	@Test
	void interruptsAreNotIgnoredHoweverThisProgramWasStarted() throws Exception {
		LaunchedInstance launched = launcher.launch(instance("grep SigIgn /proc/self/status; echo ready; sleep 1000").build(), home);
		awaitOutput(launched, "ready");
		String ignored = launched.lastOutput(5).stream().filter(line -> line.startsWith("SigIgn:")).findFirst().orElseThrow();
		// bit 1 is SIGINT, bit 14 SIGTERM
		assertThat(Long.parseUnsignedLong(ignored.substring(7).strip(), 16) & (1 << 1 | 1 << 14)).isZero();
		launched.stop();
	}

	@Test
	void aProcessThatIsSuspendedCanBeResumedAndStopped() throws Exception {
		LaunchedInstance launched = launcher.launch(instance("echo ready; while :; do sleep 1000; done").build(), home);
		awaitOutput(launched, "ready");
		launched.suspend();
		Path stat = Path.of("/proc", Long.toString(launched.identity().pid()), "stat");
		awaitStopped(stat, true);
		launched.resume();
		awaitStopped(stat, false);
		launched.suspend();
		assertThat(launched.stop().requested()).isTrue();
		assertThat(launched.isAlive()).isFalse();
	}

	/** A process that waits for the disk takes the signal a moment later. */
	private static void awaitStopped(Path stat, boolean stopped) throws IOException {
		while (Files.readString(stat).contains(") T ") != stopped)
			Thread.onSpinWait();
	}

	@Test
	void aProcessWhosePidWasNotWrittenDownAnyMoreIsFoundByItsMark() throws Exception {
		InstanceConfiguration configuration = instance("echo ready; while :; do sleep 1000; done").build();
		LaunchedInstance launched = launcher.launch(configuration, home);
		awaitOutput(launched, "ready");
		// as the file is when the program dies between the two writes
		Files.writeString(home.runFile("a"), Files.readString(home.runFile("a")).replaceFirst("\"pid\":\\d+", "\"pid\":0"));
		LaunchedInstance adopted = launcher.adopt(configuration, home).orElseThrow();
		assertThat(adopted.identity().pid()).isEqualTo(launched.identity().pid());
		adopted.stop();
		assertThat(launched.onExit().get().requested()).isTrue();
	}

	@Test
	void aStopThatADeadProgramBeganIsKnown() throws Exception {
		InstanceConfiguration configuration = instance("echo ready; while :; do sleep 1000; done").build();
		LaunchedInstance launched = launcher.launch(configuration, home);
		awaitOutput(launched, "ready");
		assertThat(launcher.adopt(configuration, home).orElseThrow().stopRequested()).isFalse();
		Files.writeString(home.runFile("a"), Files.readString(home.runFile("a")).replace("launched", "stopping"));
		LaunchedInstance adopted = launcher.adopt(configuration, home).orElseThrow();
		assertThat(adopted.stopRequested()).isTrue();
		adopted.stop();
		assertThat(home.runFile("a")).doesNotExist();
	}

	@Test
	void theEndOfAnAdoptedProcessIsSeenAndIsNoRequest() throws Exception {
		InstanceConfiguration configuration = instance("echo ready; while :; do sleep 1000; done").build();
		LaunchedInstance launched = launcher.launch(configuration, home);
		awaitOutput(launched, "ready");
		LaunchedInstance adopted = launcher.adopt(configuration, home).orElseThrow();
		ProcessHandle.of(launched.identity().pid()).orElseThrow().destroyForcibly();
		assertThat(adopted.onExit().get().requested()).isFalse();
		assertThat(launched.onExit().get().requested()).isFalse();
	}

	@Test
	void anArgumentThatTheInstalledVersionDoesNotKnowIsRefused() throws Exception {
		Files.writeString(comfy.resolve("comfyui_version.py"), "__version__ = \"0.3.64\"\n");
		StringBuilder source = new StringBuilder("cm_group.add_argument(\"--cuda-device\", type=int, default=None)\n");
		for (String flag : List.of("listen", "port", "output-directory", "input-directory", "user-directory", "temp-directory", "database-url", "lowvram"))
			source.append("parser.add_argument(\"--").append(flag).append("\", type=str)\n");
		Files.writeString(comfy.resolve("comfy/cli_args.py"), source);
		InstanceConfiguration newer = instance("exit 0").extraArguments(List.of("--high-ram")).build();
		assertThatThrownBy(() -> launcher.launch(newer, home)).hasMessageContaining("0.3.64").hasMessageContaining("--high-ram");
		InstanceConfiguration list = instance("exit 0").extraArguments(List.of("--cuda-device", "0,1")).build();
		assertThatThrownBy(() -> launcher.launch(list, home)).hasMessageContaining("0,1").hasMessageContaining("0.38");
		InstanceConfiguration normal = instance("exit 0").vramMode(VramMode.NORMAL).build();
		assertThatThrownBy(() -> launcher.launch(normal, home)).hasMessageContaining("--normalvram");
		LaunchedInstance fine = launcher.launch(instance("printf '%s\\n' \"$@\"").extraArguments(List.of("--low", "--cuda-device=1")).build(), home);
		fine.onExit().get();
		assertThat(fine.lastOutput(50)).contains("--low").doesNotContain("--disable-auto-launch");
	}

	@Test
	void aLogIsBoundedWhileTheProcessPrints() throws Exception {
		LaunchedInstance launched = launcher.launch(instance("yes 0123456789012345678901234567890123456789 | head -c 30000000; while :; do echo ready; sleep 0.1; done").build(), home);
		awaitOutput(launched, "ready");
		InstanceLog log = new InstanceLog(home.log("a"));
		while (Files.size(log.file()) >= InstanceLog.MAX_BYTES)
			Thread.onSpinWait();
		launched.stop();
		assertThat(log.file().resolveSibling("comfyui.log.1")).exists();
		assertThat(Files.size(log.file().resolveSibling("comfyui.log.1"))).isLessThanOrEqualTo(3 * InstanceLog.MAX_BYTES);
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
