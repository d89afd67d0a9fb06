// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.google.gson.JsonParser;

/** Who may ask: origins on the WebSocket, CORS, users; as recorded in the facts about the real process. */
class AccessTest {

	@TempDir
	private Path directory;

	@Test
	void theWebSocketRefusesAForeignOrigin() throws Exception {
		try (TestServer server = TestServer.start(directory)) {
			assertThatThrownBy(() -> server.client().newWebSocketBuilder().header("Origin", "http://127.0.0.1:9999")
					.buildAsync(URI.create("ws://127.0.0.1:" + server.port() + "/ws"), new WebSocket.Listener() {
					}).join()).hasCauseInstanceOf(WebSocketHandshakeException.class)
					.satisfies(e -> assertThat(((WebSocketHandshakeException) e.getCause()).getResponse().statusCode()).isEqualTo(403));
			assertThat(server.get("/ws").statusCode()).isEqualTo(400);
		}
	}

	@Test
	void corsTakesThePlaceOfTheOriginCheck() throws Exception {
		String origin = "http://127.0.0.1:5173";
		try (TestServer server = TestServer.start(directory, options -> options.withCorsOrigin(origin))) {
			for (String method : new String[] { "GET", "OPTIONS" }) {
				HttpResponse<String> answer = server.send(server.request("/queue").header("Origin", "http://other.example")
						.method(method, BodyPublishers.noBody()).build());
				assertThat(answer.statusCode()).isEqualTo(200);
				assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains(origin);
				assertThat(answer.headers().firstValue("Access-Control-Allow-Methods")).contains("POST, GET, DELETE, PUT, OPTIONS");
				assertThat(answer.headers().firstValue("Access-Control-Allow-Headers")).contains("Content-Type, Authorization");
				assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials")).contains("true");
			}
		}
	}

	@Test
	void eachUserHasSettings() throws Exception {
		try (TestServer server = TestServer.start(directory, options -> options.withMultiUser(true))) {
			assertThat(server.get("/users").body()).isEqualTo("{\"storage\": \"server\", \"users\": {}}");
			assertThat(server.get("/settings").statusCode()).isEqualTo(401);
			String id = JsonParser.parseString(server.post("/users", "{\"username\": \"bob\"}").body()).getAsString();
			assertThat(id).startsWith("bob_");
			assertThat(server.post("/users", "{\"username\": \"bob\"}").statusCode()).isEqualTo(400);
			assertThat(server.send(server.request("/settings/theme").header("comfy-user", id)
					.POST(BodyPublishers.ofString("\"dark\"")).build()).statusCode()).isEqualTo(200);
			assertThat(server.send(server.request("/settings").header("comfy-user", id).build()).body())
					.isEqualTo("{\"theme\": \"dark\"}");
			assertThat(server.get("/queue").statusCode()).isEqualTo(200);
		}
	}

	/** Else the next user that is made would be the only one. */
	@ParameterizedTest
	@ValueSource(strings = { "", "{\"alice_1\": \"al", "{\"alice_1\": null}", "{\"alice_1\": {}}", "[\"alice_1\"]", "{\"alice_1\": \"a\"}}", "null" })
	void aDamagedFileOfUsersIsToldAndLeftAsItIs(String content) throws Exception {
		try (TestServer server = TestServer.start(directory, options -> options.withMultiUser(true))) {
			Path file = Files.writeString(Files.createDirectories(directory.resolve("user")).resolve("users.json"), content);
			assertThat(server.get("/users").statusCode()).isEqualTo(500);
			assertThat(server.post("/users", "{\"username\": \"bob\"}").statusCode()).isEqualTo(500);
			assertThat(file).hasContent(content);
			assertThat(server.send(server.request("/settings").header("comfy-user", "alice_1").build()).statusCode()).isEqualTo(500);
			Files.writeString(file, "{\"alice_1\": \"alice\"}");
			assertThat(server.get("/users").body()).isEqualTo("{\"storage\": \"server\", \"users\": {\"alice_1\": \"alice\"}}");
			assertThat(server.send(server.request("/settings").header("comfy-user", "alice_1").build()).body()).isEqualTo("{}");
			assertThat(server.send(server.request("/settings").header("comfy-user", "ALICE_1").build()).statusCode()).isEqualTo(401);
		}
	}
}
