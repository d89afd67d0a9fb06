// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.creativestudio.comfyui.embedded.EmbeddedServerMain;
import org.eclipse.core.runtime.FileLocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;

/** The server as a process: its flags, its exit codes, and what signals do, as recorded of the real one. */
class ProcessTest {

	private static final String GUI = "To see the GUI go to: ";

	@TempDir
	private Path directory;
	private final List<Process> processes = new ArrayList<>();

	@AfterEach
	void endAll() throws Exception {
		for (Process process : processes) {
			process.destroyForcibly().waitFor();
		}
	}

	private static String classPath() {
		Set<Bundle> bundles = new LinkedHashSet<>();
		collect(FrameworkUtil.getBundle(EmbeddedServerMain.class), bundles);
		List<String> entries = new ArrayList<>();
		for (Bundle bundle : bundles) {
			Path path = FileLocator.getBundleFileLocation(bundle).orElseThrow().toPath();
			entries.add(path.toString());
			entries.add(path.resolve("target/classes").toString());
		}
		return String.join(File.pathSeparator, entries);
	}

	private static void collect(Bundle bundle, Set<Bundle> bundles) {
		if (bundle.getBundleId() != 0 && bundles.add(bundle)) {
			for (BundleWire wire : bundle.adapt(BundleWiring.class).getRequiredWires(null)) {
				collect(wire.getProvider().getBundle(), bundles);
			}
		}
	}

	private Process start(String... arguments) throws Exception {
		List<String> command = new ArrayList<>();
		if (Files.isExecutable(Path.of("/usr/bin/env"))) {
			// a shell may have started these tests with SIGINT ignored, which a child inherits
			command.addAll(List.of("/usr/bin/env", "--default-signal=INT"));
		}
		command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
				"-XX:TieredStopAtLevel=1", "-Xmx256m", "-cp", classPath(), EmbeddedServerMain.class.getName()));
		command.addAll(List.of(arguments));
		Process process = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
		processes.add(process);
		return process;
	}

	/** Reads until the server tells its address. */
	private static String address(BufferedReader output) throws Exception {
		List<String> lines = new ArrayList<>();
		for (String line = output.readLine(); line != null; line = output.readLine()) {
			if (line.startsWith(GUI)) {
				assertThat(lines).contains("Starting server").noneMatch(l -> l.contains("SLF4J"));
				return line.substring(GUI.length());
			}
			lines.add(line);
		}
		throw new AssertionError("It ended: " + lines);
	}

	private static int code(Process process) throws Exception {
		assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
		return process.exitValue();
	}

	private static void signal(Process process, String name) throws Exception {
		assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor()).isZero();
	}

	private String[] onFreePort(String... more) {
		List<String> arguments = new ArrayList<>(List.of("--port", "0", "--base-directory", directory.toString(), "--cpu",
				"--disable-auto-launch", "--database-url", "sqlite:///:memory:", "--preview-method", "auto"));
		arguments.addAll(List.of(more));
		return arguments.toArray(String[]::new);
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void sigintEndsItInOrderEvenWithAPromptRunning() throws Exception {
		Process process = start(onFreePort());
		try (BufferedReader output = process.inputReader(); HttpClient client = HttpClient.newHttpClient()) {
			String url = address(output);
			String graph = """
					{"prompt": {"1": {"class_type": "EmptyImage", "inputs": {"width": 8, "height": 8, "batch_size": 1, "color": 1}},
					"2": {"class_type": "Sleeper", "inputs": {"image": ["1", 0], "seconds": 60, "seed": 1}},
					"3": {"class_type": "PreviewImage", "inputs": {"images": ["2", 0]}}}}""";
			assertThat(client.send(HttpRequest.newBuilder(URI.create(url + "/prompt"))
					.POST(HttpRequest.BodyPublishers.ofString(graph)).build(), BodyHandlers.ofString()).statusCode()).isEqualTo(200);
			assertThat(directory.resolve("temp")).exists();
			signal(process, "INT");
			assertThat(code(process)).isZero();
			assertThat(output.lines().toList()).endsWith("Stopped server");
		}
		assertThat(directory.resolve("temp")).doesNotExist();
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void sigtermEndsItAtOnce() throws Exception {
		Process process = start(onFreePort());
		try (BufferedReader output = process.inputReader()) {
			address(output);
			signal(process, "TERM");
			assertThat(code(process)).isEqualTo(143);
			assertThat(output.lines()).doesNotContain("Stopped server");
		}
		assertThat(directory.resolve("temp")).exists();
	}

	@Test
	void aTakenPortIsExitCode1AndTheOthersFilesStay() throws Exception {
		Path preview = directory.resolve("temp/preview.png");
		Files.createDirectories(preview.getParent());
		Files.writeString(preview, "of the server that runs");
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
			Process process = start("--base-directory", directory.toString(), "--port", Integer.toString(taken.getLocalPort()));
			try (BufferedReader output = process.inputReader()) {
				assertThat(code(process)).isEqualTo(1);
				assertThat(output.lines()).anyMatch(line -> line.contains("('127.0.0.1', " + taken.getLocalPort() + "): address already in use"));
			}
		}
		assertThat(preview).exists();
	}

	@Test
	void wrongArgumentsAreExitCode2() throws Exception {
		Process process = start("--nope");
		try (BufferedReader output = new BufferedReader(new InputStreamReader(process.getInputStream()))) {
			assertThat(code(process)).isEqualTo(2);
			assertThat(output.lines().toList()).endsWith("main.py: error: unrecognized arguments: --nope");
		}
	}
}
