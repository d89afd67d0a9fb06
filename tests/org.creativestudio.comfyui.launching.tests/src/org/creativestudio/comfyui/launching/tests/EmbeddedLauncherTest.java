// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.launching.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.core.launching.LaunchedInstance;
import org.creativestudio.comfyui.core.launching.LaunchedInstance.Exit;
import org.creativestudio.comfyui.launching.internal.EmbeddedLauncher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded server as a process of its own. */
class EmbeddedLauncherTest {

	@TempDir
	Path directory;
	private StudioHome home;
	private InstanceConfiguration instance;
	private final EmbeddedLauncher launcher = new EmbeddedLauncher();

	@BeforeEach
	void setUp() throws IOException {
		home = new StudioHome(directory.resolve("home with blanks"));
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			instance = InstanceConfiguration.builder("demo", "Demo").kind(InstanceConfiguration.EMBEDDED).port(socket.getLocalPort()).build();
		}
	}

	/** Asks until the server answers or its process has ended. */
	private String stats(LaunchedInstance launched) throws Exception {
		try (HttpClient client = HttpClient.newHttpClient()) {
			while (true)
				try {
					assertThat(launched.isAlive()).as(() -> String.join("\n", launched.lastOutput(50))).isTrue();
					return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + instance.port() + "/system_stats")).build(),
							BodyHandlers.ofString()).body();
				} catch (IOException e) {
					Thread.onSpinWait(); // not listening yet
				}
		}
	}

	@Test
	void itIsProposedWhenNothingElseIsThere() {
		assertThat(launcher.detect(home)).singleElement().extracting(InstanceConfiguration::kind).isEqualTo("embedded");
	}

	@Test
	void itStartsAnswersAndStopsWithoutATrace() throws Exception {
		LaunchedInstance launched = launcher.launch(instance, home);
		assertThat(stats(launched)).contains("creative_studio_embedded");
		assertThat(home.runFile("demo")).exists();
		Exit exit = launched.stop();
		assertThat(exit.code()).isZero();
		assertThat(exit.requested()).isTrue();
		assertThat(launched.isAlive()).isFalse();
		assertThat(home.runFile("demo")).doesNotExist();
		assertThat(Files.readString(home.log("demo"))).contains("Stopped server");
		try (ServerSocket socket = new ServerSocket(instance.port(), 1, InetAddress.getLoopbackAddress())) {
			assertThat(socket.isBound()).isTrue();
		}
	}

	@Test
	void anotherProgramFindsItAgainAndStopsIt() throws Exception {
		LaunchedInstance launched = launcher.launch(instance, home);
		stats(launched);
		LaunchedInstance adopted = new EmbeddedLauncher().adopt(instance, home).orElseThrow();
		assertThat(adopted.identity()).isEqualTo(launched.identity());
		adopted.stop();
		Exit seenByTheFirst = launched.onExit().get();
		assertThat(seenByTheFirst.requested()).isTrue();
		assertThat(launcher.adopt(instance, home)).isEmpty();
	}

	@Test
	void aKillIsNoRequest() throws Exception {
		LaunchedInstance launched = launcher.launch(instance, home);
		stats(launched);
		ProcessHandle.of(launched.identity().pid()).orElseThrow().destroyForcibly();
		Exit exit = launched.onExit().get();
		assertThat(exit.requested()).isFalse();
		assertThat(exit.code()).isEqualTo(137);
		assertThat(exit.description()).contains("SIGKILL");
		assertThat(launcher.adopt(instance, home)).isEmpty();
	}
}
