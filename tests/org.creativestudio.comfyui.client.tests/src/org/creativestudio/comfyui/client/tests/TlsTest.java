// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.client.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import org.creativestudio.comfyui.client.ClientOptions;
import org.creativestudio.comfyui.client.ComfyClient;
import org.creativestudio.comfyui.client.ComfyEvent;
import org.creativestudio.comfyui.client.ComfyException;
import org.creativestudio.comfyui.client.EventListener;
import org.creativestudio.comfyui.client.EventStream;
import org.creativestudio.comfyui.client.Preview;
import org.creativestudio.comfyui.testing.ScriptedServer;
import org.creativestudio.comfyui.testing.ScriptedServer.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Encrypted connections for events: only to a server that is trusted and is the one that was asked for. */
class TlsTest {

	private static final String PASSWORD = "changeit";
	private static final String STATUS = "{\"type\": \"status\", \"data\": {\"status\": {\"exec_info\": {\"queue_remaining\": 3}}}}";

	@TempDir
	Path directory;
	private SSLContext before;

	@BeforeEach
	void remember() throws GeneralSecurityException {
		before = SSLContext.getDefault();
	}

	@AfterEach
	void restore() {
		SSLContext.setDefault(before);
	}

	/** What happens first: an event, or a connection that is refused or lost. */
	private static final class First implements EventListener {
		final BlockingQueue<Object> seen = new LinkedBlockingQueue<>();

		@Override
		public void event(ComfyEvent event) {
			seen.add(event);
		}

		@Override
		public void preview(Preview preview) {
			seen.add(preview);
		}

		@Override
		public void disconnected(String reason) {
			seen.add(reason);
		}
	}

	/** A certificate of its own that names a host. */
	private SSLContext certified(String name) throws IOException, InterruptedException, GeneralSecurityException {
		Path file = directory.resolve("certificate.p12");
		Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias",
				"server", "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=test", "-ext", "san=" + name, "-validity", "2",
				"-storetype", "PKCS12", "-keystore", file.toString(), "-storepass", PASSWORD).redirectErrorStream(true).start();
		String output = new String(keytool.getInputStream().readAllBytes());
		assertThat(keytool.waitFor()).as(output).isZero();
		KeyStore store = KeyStore.getInstance("PKCS12");
		try (InputStream in = Files.newInputStream(file)) {
			store.load(in, PASSWORD.toCharArray());
		}
		KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		keys.init(store, PASSWORD.toCharArray());
		TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		trusted.init(store);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(keys.getKeyManagers(), trusted.getTrustManagers(), null);
		return context;
	}

	private static ScriptedServer serving(SSLContext context) throws IOException {
		ServerSocket socket = context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
		return new ScriptedServer(socket, request -> new Reply.Upgrade(frames -> {
			frames.text(STATUS);
			frames.awaitEnd();
		}));
	}

	private static URI https(int port) {
		return URI.create("https://127.0.0.1:" + port);
	}

	private static Object first(ClientOptions options) throws InterruptedException {
		First first = new First();
		try (ComfyClient client = ComfyClient.create(options); EventStream stream = client.events("cli", first)) {
			return first.seen.take();
		}
	}

	@Test
	void aTrustedServerOfThatNamePushesItsEvents() throws Exception {
		SSLContext context = certified("ip:127.0.0.1");
		SSLContext.setDefault(context);
		try (ScriptedServer server = serving(context)) {
			assertThat(first(ClientOptions.of(https(server.port())))).isInstanceOf(ComfyEvent.Status.class);
		}
	}

	@Test
	void aTrustedCertificateOfAnotherHostIsRefused() throws Exception {
		SSLContext context = certified("dns:elsewhere.example");
		SSLContext.setDefault(context);
		try (ScriptedServer server = serving(context)) {
			assertThat(first(ClientOptions.of(https(server.port())))).asString()
					.startsWith("no connection: there is no trusted encrypted connection (").contains("127.0.0.1")
					.doesNotContain("PKIX");
			assertThat(server.requests()).isEmpty();
		}
	}

	@Test
	void aServerThatNobodyTrustsIsRefusedForEventsAndRequests() throws Exception {
		try (ScriptedServer server = serving(certified("ip:127.0.0.1"))) {
			ClientOptions options = ClientOptions.of(https(server.port()));
			assertThat(first(options)).asString().startsWith("no connection: there is no trusted encrypted connection (")
					.endsWith("does this computer's Java trust it?");
			try (ComfyClient client = ComfyClient.create(options)) {
				assertThatThrownBy(() -> client.systemStats().get()).cause().isInstanceOf(ComfyException.Unreachable.class)
						.hasMessageContaining("there is no trusted encrypted connection (")
						.hasMessageEndingWith("does this computer's Java trust it?");
			}
			assertThat(server.requests()).isEmpty();
		}
	}

	@Test
	void aServerThatNeverShakesHandsIsGivenUp() throws Exception {
		try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			CompletableFuture<Integer> end = new CompletableFuture<>();
			Thread.ofVirtual().start(() -> {
				try (Socket socket = server.accept()) {
					while (socket.getInputStream().read() >= 0) {
						// says nothing until the other has gone
					}
					end.complete(0);
				} catch (IOException e) {
					end.complete(0); // gone, less politely
				}
			});
			ClientOptions options = ClientOptions.of(https(server.getLocalPort())).connectTimeout(Duration.ofHours(1))
					.requestTimeout(Duration.ofMillis(100));
			assertThat(first(options)).isEqualTo("no connection: the server accepts a connection but opens no WebSocket in time");
			assertThat(end.get()).isZero();
		}
	}
}
