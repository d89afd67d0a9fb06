// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded.tests;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;

import org.creativestudio.comfyui.embedded.EmbeddedServer;
import org.creativestudio.comfyui.embedded.ServerOptions;
import org.creativestudio.comfyui.embedded.internal.json.PythonJson;
import org.creativestudio.comfyui.testing.Recordings;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/** A server in this process and the plain requests to it. */
final class TestServer implements AutoCloseable {

	private static final Duration DEADLINE = Duration.ofSeconds(20);

	private final HttpClient client = HttpClient.newHttpClient();
	private final EmbeddedServer server;

	private TestServer(EmbeddedServer server) {
		this.server = server;
	}

	static TestServer start(Path directory) throws IOException {
		return start(directory, options -> options);
	}

	static TestServer start(Path directory, UnaryOperator<ServerOptions> change) throws IOException {
		return new TestServer(EmbeddedServer.start(change.apply(ServerOptions.inDirectory(directory))));
	}

	/** @param out where its log goes */
	static TestServer start(Path directory, UnaryOperator<ServerOptions> change, PrintStream out) throws IOException {
		return new TestServer(EmbeddedServer.start(change.apply(ServerOptions.inDirectory(directory)), out));
	}

	/** A recorded exchange with all of its fields, headers too. */
	static JsonObject recording(String name) {
		return Recordings.read("http/http_" + name + ".json").getAsJsonObject();
	}

	int port() {
		return server.port();
	}

	HttpClient client() {
		return client;
	}

	HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create(server.url() + path)).timeout(DEADLINE);
	}

	HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
		return client.send(request, BodyHandlers.ofString());
	}

	HttpResponse<String> get(String path) throws IOException, InterruptedException {
		return send(request(path).build());
	}

	HttpResponse<byte[]> bytes(String path) throws IOException, InterruptedException {
		return client.send(request(path).build(), BodyHandlers.ofByteArray());
	}

	JsonObject json(String path) throws IOException, InterruptedException {
		return JsonParser.parseString(get(path).body()).getAsJsonObject();
	}

	HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
		BodyPublisher publisher = BodyPublishers.ofString(body);
		return send(request(path).POST(publisher).build());
	}

	HttpResponse<String> post(String path, JsonElement body) throws IOException, InterruptedException {
		return post(path, PythonJson.dumps(body));
	}

	/** Submits a graph and returns the entry of the history once it has run. */
	JsonObject run(String graph) throws Exception {
		JsonObject body = new JsonObject();
		body.add("prompt", JsonParser.parseString(graph));
		body.addProperty("client_id", "runner");
		try (EventLog events = EventLog.connect(this, "runner", null)) {
			HttpResponse<String> answer = post("/prompt", body);
			if (answer.statusCode() != 200) {
				throw new IllegalStateException(answer.body());
			}
			String id = JsonParser.parseString(answer.body()).getAsJsonObject().get("prompt_id").getAsString();
			events.awaitEnd(id);
			return json("/history/" + id).getAsJsonObject(id);
		}
	}

	@Override
	public void close() {
		server.close();
		client.close();
	}
}
