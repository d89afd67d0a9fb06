// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.client.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;

import org.creativestudio.comfyui.client.ClientOptions;
import org.creativestudio.comfyui.client.ComfyClient;
import org.creativestudio.comfyui.client.ComfyException;
import org.creativestudio.comfyui.client.OutputFile;
import org.creativestudio.comfyui.client.SystemStats;
import org.creativestudio.comfyui.testing.ReservedPort;
import org.creativestudio.comfyui.testing.ScriptedServer;
import org.creativestudio.comfyui.testing.ScriptedServer.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a server does, a call ends, with the right word. */
class BadServersTest {

	private static final OutputFile FILE = new OutputFile("a.png", "", "output");

	private static void fails(Reply reply, UnaryOperator<ClientOptions> options, Class<? extends ComfyException> type,
			String message) throws IOException {
		try (ScriptedServer server = new ScriptedServer(request -> reply);
				ComfyClient client = ComfyClient.create(options.apply(ClientOptions.of(server.base())))) {
			assertThatThrownBy(() -> client.systemStats().get()).cause().isInstanceOf(type).hasMessageContaining(message);
		}
	}

	@Test
	void nobodyListens() throws IOException {
		try (ReservedPort silent = new ReservedPort();
				ComfyClient client = ComfyClient.create(ClientOptions.of(URI.create("http://127.0.0.1:" + silent.number())))) {
			assertThatThrownBy(() -> client.systemStats().get()).cause().isInstanceOf(ComfyException.Unreachable.class)
					.hasMessageContaining("127.0.0.1:" + silent.number());
		}
	}

	@Test
	void silenceEndsAtTheDeadline() throws IOException {
		fails(new Reply.Silence(), options -> options.requestTimeout(Duration.ofMillis(200)), ComfyException.TimedOut.class, "200 ms");
	}

	@Test
	void anEndlessBodyEndsAtTheBound() throws IOException {
		fails(new Reply.Endless(), options -> options.maxJsonBytes(1 << 20), ComfyException.TooLarge.class, "1048576");
	}

	@Test
	void garbageInsteadOfHttp() throws IOException {
		fails(new Reply.Raw("SSH-2.0-OpenSSH\r\n".getBytes(StandardCharsets.UTF_8)), options -> options, ComfyException.class, "/system_stats");
	}

	@Test
	void noJson() throws IOException {
		fails(Reply.json("<html>It works!</html>"), options -> options, ComfyException.NotComfyUI.class, "Another program");
	}

	@Test
	void jsonOfAnotherProgram() throws IOException {
		fails(Reply.json("{\"version\": 3}"), options -> options, ComfyException.NotComfyUI.class, "system");
		fails(Reply.json("[1,2]"), options -> options, ComfyException.NotComfyUI.class, "Another program");
		fails(Reply.json("\"text\""), options -> options, ComfyException.NotComfyUI.class, "Another program");
	}

	@Test
	void deepNesting() throws IOException {
		fails(Reply.json("[".repeat(100_000)), options -> options, ComfyException.NotComfyUI.class, "JSON");
	}

	@Test
	void redirectsAreNotFollowed() throws IOException {
		fails(new Reply.Answer(302, "Location: http://127.0.0.1:1/\r\n", new byte[0]), options -> options,
				ComfyException.UnexpectedStatus.class, "Redirects are not followed");
	}

	@Test
	void refusals() throws IOException {
		fails(Reply.json(403, ""), options -> options, ComfyException.UnexpectedStatus.class, "refuses");
		fails(Reply.json(401, ""), options -> options, ComfyException.UnexpectedStatus.class, "credentials");
	}

	@Test
	void wrongTypesBecomeUnknownNotExceptions() throws Exception {
		String odd = "{\"system\": {\"ram_total\": \"much\", \"ram_free\": 1e400, \"comfyui_version\": [1], \"argv\": {}}, \"devices\": [5, {\"vram_total\": null}]}";
		try (ScriptedServer server = new ScriptedServer(request -> Reply.json(odd));
				ComfyClient client = ComfyClient.create(ClientOptions.of(server.base()))) {
			SystemStats stats = client.systemStats().get();
			assertThat(stats.ramTotal()).isNull();
			assertThat(stats.ramFree()).isNull();
			assertThat(stats.comfyuiVersion()).isNull();
			assertThat(stats.argv()).isEmpty();
			assertThat(stats.devices()).singleElement().extracting(SystemStats.Device::vramTotal).isNull();
		}
	}

	@Test
	void cancellingEndsTheExchange() throws Exception {
		try (ScriptedServer server = new ScriptedServer(request -> new Reply.Silence());
				ComfyClient client = ComfyClient.create(ClientOptions.of(server.base()))) {
			CompletableFuture<SystemStats> asked = client.systemStats();
			while (server.requests().isEmpty())
				Thread.onSpinWait();
			asked.cancel(true);
			server.awaitAbort();
		}
	}

	@Test
	void closingEndsEverything() throws Exception {
		try (ScriptedServer server = new ScriptedServer(request -> new Reply.Silence())) {
			ComfyClient client = ComfyClient.create(ClientOptions.of(server.base()));
			CompletableFuture<SystemStats> asked = client.systemStats();
			while (server.requests().isEmpty())
				Thread.onSpinWait();
			client.close();
			assertThatThrownBy(asked::get).isInstanceOf(CancellationException.class);
			server.awaitAbort();
			assertThatThrownBy(client.systemStats()::get).as("asked too late").isInstanceOf(CancellationException.class);
			assertThatThrownBy(client.queue()::get).as("asked too late").isInstanceOf(CancellationException.class);
		}
	}

	@Test
	void aFileThatIsTooLargeLeavesNothing(@TempDir Path directory) throws Exception {
		Path target = directory.resolve("a.png");
		try (ScriptedServer server = new ScriptedServer(request -> new Reply.Answer(200, "", new byte[2000]));
				ComfyClient client = ComfyClient.create(ClientOptions.of(server.base()).maxFileBytes(1000))) {
			assertThatThrownBy(() -> client.view(FILE, target).get()).cause().isInstanceOf(ComfyException.TooLarge.class);
		}
		assertThat(Files.list(directory)).isEmpty();
	}

	@Test
	void aFileThatEndsInTheMiddleLeavesNothing(@TempDir Path directory) throws Exception {
		byte[] half = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf".getBytes(StandardCharsets.ISO_8859_1);
		try (ScriptedServer server = new ScriptedServer(request -> new Reply.Raw(half));
				ComfyClient client = ComfyClient.create(ClientOptions.of(server.base()))) {
			assertThatThrownBy(() -> client.view(FILE, directory.resolve("a.png")).get()).cause().isInstanceOf(ComfyException.Unreachable.class);
		}
		assertThat(directory).isEmptyDirectory();
	}

	@Test
	void aFileMayTakeLongerThanAnAnswerAsLongAsItComes(@TempDir Path directory) throws Exception {
		CountDownLatch end = new CountDownLatch(1);
		try (ScriptedServer server = new ScriptedServer(
				request -> request.path().startsWith("/view") ? new Reply.Trickle(end) : new Reply.Silence());
				ComfyClient client = ComfyClient.create(ClientOptions.of(server.base()).requestTimeout(Duration.ofMillis(300)))) {
			CompletableFuture<Path> file = client.view(FILE, directory.resolve("video.webm"));
			while (server.requests().isEmpty())
				Thread.onSpinWait();
			assertThatThrownBy(() -> client.queue().get()).as("an answer that began later").cause().isInstanceOf(ComfyException.TimedOut.class);
			assertThat(file).isNotDone();
			end.countDown();
			assertThat(file.get()).isNotEmptyFile();
		}
	}

	@Test
	void aFileIsStoredAsItCame(@TempDir Path directory) throws Exception {
		byte[] content = { 1, 2, 3 };
		try (ScriptedServer server = new ScriptedServer(request -> {
			assertThat(request.path()).isEqualTo("/view?filename=a%20b%26.png&subfolder=x%2Fy&type=temp");
			return new Reply.Answer(200, "", content);
		}); ComfyClient client = ComfyClient.create(ClientOptions.of(server.base()))) {
			Path stored = client.view(new OutputFile("a b&.png", "x/y", "temp"), directory.resolve("c.png")).get();
			assertThat(stored).hasBinaryContent(content);
		}
	}
}
