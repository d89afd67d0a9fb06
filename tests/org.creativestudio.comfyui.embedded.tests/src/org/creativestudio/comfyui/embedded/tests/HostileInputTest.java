// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/** What nobody should send: an answer comes, and the server lives. */
class HostileInputTest {

	private static final String QUICK = "{\"1\": {\"class_type\": \"EmptyImage\", \"inputs\": {\"width\": 8, \"height\": 8, \"batch_size\": 1, \"color\": 0}},"
			+ "\"9\": {\"class_type\": \"SaveImage\", \"inputs\": {\"images\": [\"1\", 0], \"filename_prefix\": \"t\"}}}";

	@TempDir
	private Path directory;
	private TestServer server;

	@BeforeEach
	void start() throws Exception {
		server = TestServer.start(directory, options -> options.withMaxUploadBytes(1 << 20));
	}

	@AfterEach
	void stop() throws Exception {
		assertThat(server.get("/queue").statusCode()).isEqualTo(200);
		server.close();
	}

	private HttpResponse<String> prompt(String graph) throws Exception {
		return server.post("/prompt", "{\"prompt\": " + graph + "}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "[]", "{\"prompt\": []}", "{\"prompt\": {\"1\": 5}}", "{\"prompt\": {\"1\": {\"class_type\": {}}}}",
			"{\"prompt\": {}, \"number\": \"x\"}", "{\"prompt\": {}, \"number\": 1e999}", "null", "" })
	void nonsenseIsAServerErrorAsInComfyUI(String body) throws Exception {
		assertThat(server.post("/prompt", body).statusCode()).isEqualTo(500);
	}

	@Test
	void deepNesting() throws Exception {
		assertThat(server.post("/prompt", "[".repeat(200_000)).statusCode()).isEqualTo(500);
		assertThat(server.post("/prompt", "{\"prompt\":".repeat(50_000)).statusCode()).isEqualTo(500);
	}

	@Test
	void whateverHappensAtTheEndOfOnePromptTheNextIsRun() throws Exception {
		PrintStream out = new PrintStream(OutputStream.nullOutputStream()) {
			private boolean broken;

			@Override
			public void println(@Nullable String line) {
				if (!broken && String.valueOf(line).startsWith("Processing interrupted")) {
					broken = true;
					throw new NoClassDefFoundError("on purpose");
				}
			}
		};
		String slow = "{\"1\": {\"class_type\": \"EmptyImage\", \"inputs\": {\"width\": 8, \"height\": 8, \"batch_size\": 1, \"color\": 0}},"
				+ "\"5\": {\"class_type\": \"SlowSteps\", \"inputs\": {\"image\": [\"1\", 0], \"steps\": 1000, \"delay\": 0.05, \"preview\": false, \"seed\": 1}},"
				+ "\"9\": {\"class_type\": \"SaveImage\", \"inputs\": {\"images\": [\"5\", 0], \"filename_prefix\": \"t\"}}}";
		try (TestServer other = TestServer.start(directory.resolve("other"), options -> options, out);
				EventLog events = EventLog.connect(other, "runner", null)) {
			other.post("/prompt", "{\"prompt_id\": \"a\", \"client_id\": \"runner\", \"prompt\": " + slow + "}");
			other.post("/prompt", "{\"prompt_id\": \"b\", \"client_id\": \"runner\", \"prompt\": " + QUICK + "}");
			while (!other.get("/queue").body().contains("\"queue_running\": [["))
				Thread.onSpinWait();
			other.post("/interrupt", "{\"prompt_id\": \"b\"}"); // waits: nothing is interrupted
			other.post("/interrupt", "{\"prompt_id\": \"a\"}");
			events.awaitEnd("b");
			assertThat(other.json("/history/b").getAsJsonObject("b").getAsJsonObject("status").get("completed").getAsBoolean()).isTrue();
			assertThat(other.json("/prompt").toString()).contains("\"queue_remaining\":0");
		}
	}

	@Test
	void cyclesAndEndlessChainsEndInAnError() throws Exception {
		String save = "\"9\": {\"class_type\": \"SaveImage\", \"inputs\": {\"images\": [\"1\", 0], \"filename_prefix\": \"t\"}}";
		HttpResponse<String> cycle = prompt("{\"1\": {\"class_type\": \"ImageBatch\", \"inputs\": {\"image1\": [\"2\", 0], \"image2\": [\"2\", 0]}},"
				+ "\"2\": {\"class_type\": \"ImageBatch\", \"inputs\": {\"image1\": [\"1\", 0], \"image2\": [\"1\", 0]}}," + save + "}");
		assertThat(cycle.statusCode()).isEqualTo(400);
		assertThat(cycle.body()).contains("exception_during_inner_validation").contains("RecursionError");
		StringBuilder chain = new StringBuilder("{" + save);
		for (int i = 1; i < 5000; i++) {
			chain.append(", \"").append(i == 9 ? "n" : i).append("\": {\"class_type\": \"ImageInvert\", \"inputs\": {\"image\": [\"")
					.append(i + 1 == 9 ? "n" : i + 1).append("\", 0]}}");
		}
		assertThat(prompt(chain + "}").statusCode()).isEqualTo(400);
	}

	@ParameterizedTest
	@ValueSource(strings = { "[\"7\", 0]", "[\"1\", 5]", "[\"1\", \"x\"]", "[1]", "[]", "[[], {}]", "[\"1\", 1e99]" })
	void badLinks(String link) throws Exception {
		HttpResponse<String> answer = prompt("{\"1\": {\"class_type\": \"EmptyImage\", \"inputs\": {\"width\": 8, \"height\": 8, \"batch_size\": 1, \"color\": 0}},"
				+ "\"9\": {\"class_type\": \"SaveImage\", \"inputs\": {\"images\": " + link + ", \"filename_prefix\": \"t\"}}}");
		assertThat(answer.statusCode()).isEqualTo(400);
		assertThat(answer.body()).contains("\"9\"");
	}

	@ParameterizedTest
	@ValueSource(strings = { "1e999999999", "-1e400", "\"abc\"", "null", "{}", "99999999999999999999999999999999999999999999" })
	void badNumbers(String width) throws Exception {
		HttpResponse<String> answer = prompt("{\"1\": {\"class_type\": \"EmptyImage\", \"inputs\": {\"width\": " + width
				+ ", \"height\": 8, \"batch_size\": 1, \"color\": 0}},"
				+ "\"9\": {\"class_type\": \"SaveImage\", \"inputs\": {\"images\": [\"1\", 0], \"filename_prefix\": \"t\"}}}");
		assertThat(answer.statusCode()).isEqualTo(400);
		assertThat(answer.body()).containsAnyOf("invalid_input_type", "value_bigger_than_max");
	}

	@Test
	void convertibleValuesAreConverted() throws Exception {
		HttpResponse<String> answer = prompt("{\"1\": {\"class_type\": \"EmptyImage\", \"inputs\": {\"width\": \"8\", \"height\": 8.9, \"batch_size\": true, \"color\": 0}},"
				+ "\"9\": {\"class_type\": \"SaveImage\", \"inputs\": {\"images\": [\"1\", 0], \"filename_prefix\": 5}}}");
		assertThat(answer.statusCode()).isEqualTo(200);
	}

	private HttpResponse<String> upload(String filename, byte[] content, String more) throws Exception {
		String head = more + "--b\r\nContent-Disposition: form-data; name=\"image\"; filename=\"" + filename
				+ "\"\r\nContent-Type: image/png\r\n\r\n";
		java.io.ByteArrayOutputStream body = new java.io.ByteArrayOutputStream();
		body.writeBytes(head.getBytes());
		body.writeBytes(content);
		body.writeBytes("\r\n--b--\r\n".getBytes());
		return server.send(server.request("/upload/image").header("Content-Type", "multipart/form-data; boundary=b")
				.POST(BodyPublishers.ofByteArray(body.toByteArray())).build());
	}

	@Test
	void uploads() throws Exception {
		assertThat(upload("u.png", new byte[] { 1 }, "").body()).isEqualTo("{\"name\": \"u.png\", \"subfolder\": \"\", \"type\": \"input\"}");
		assertThat(upload("u.png", new byte[] { 1 }, "").body()).contains("\"u.png\"");
		assertThat(upload("u.png", new byte[] { 2 }, "").body()).contains("\"u (1).png\"");
		assertThat(upload("..%2F..%2Fevil.png", new byte[] { 1 }, "").body()).contains("\"..%2F..%2Fevil.png\"");
		assertThat(upload("../../evil.png", new byte[] { 1 }, "").statusCode()).isEqualTo(400);
		String outside = "--b\r\nContent-Disposition: form-data; name=\"subfolder\"\r\n\r\n../..\r\n";
		assertThat(upload("evil.png", new byte[] { 1 }, outside).statusCode()).isEqualTo(400);
		HttpResponse<String> large = upload("l.png", new byte[2 << 20], "");
		assertThat(large.statusCode()).isEqualTo(413);
		assertThat(large.body()).startsWith("Maximum request body size 1048576 exceeded, actual body size ");
		assertThat(server.post("/prompt", "x".repeat(2 << 20)).statusCode()).isEqualTo(413);
		assertThat(Files.exists(directory.getParent().resolve("evil.png"))).isFalse();
	}

	@Test
	void viewStaysInside() throws Exception {
		Files.writeString(directory.resolve("secret.txt"), "secret");
		assertThat(server.get("/view?filename=secret.txt&subfolder=..").statusCode()).isEqualTo(403);
		assertThat(server.get("/view?filename=..%2Fsecret.txt").statusCode()).isEqualTo(400);
		assertThat(server.get("/view?filename=%2Fetc%2Fpasswd").statusCode()).isEqualTo(400);
		assertThat(server.get("/view?filename=x&type=elsewhere").statusCode()).isEqualTo(400);
	}

	/** The length is that of the frame's head alone; nobody sends so much. */
	@ParameterizedTest
	@ValueSource(longs = { Long.MAX_VALUE, Long.MAX_VALUE - 5, -1, 1L << 32 })
	void aFrameOfImpossibleLengthEndsItsConnectionAlone(long length) throws Exception {
		try (EventLog other = EventLog.connect(server, "other", null); Socket socket = new Socket("127.0.0.1", server.port())) {
			OutputStream out = socket.getOutputStream();
			out.write(("GET /ws?clientId=hostile HTTP/1.1\r\nHost: 127.0.0.1:" + server.port() + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
					+ "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
			ByteBuffer frames = ByteBuffer.allocate(7 + 14 + 64).order(ByteOrder.BIG_ENDIAN);
			frames.put((byte) 0x01).put((byte) 0x81).putInt(0).put((byte) '{'); // a masked fragment of one byte
			frames.put((byte) 0x80).put((byte) 0xff).putLong(length).putInt(0);
			out.write(frames.array());
			String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
			assertThat(answer).startsWith("HTTP/1.1 101").containsAnyOf("\u0003\u00f1", "\u0003\u00ea"); // 1009 too big, 1002 protocol error
			assertThat(server.run(QUICK).getAsJsonObject("status").get("completed").getAsBoolean()).isTrue();
		}
	}

	/** What ComfyUI tells of each wrong node grows with the square of their number. */
	@Test
	void veryManyWrongNodesAreNamedWithinBounds() throws Exception {
		StringBuilder graph = new StringBuilder("{");
		for (int i = 0; i < 3000; i++) {
			graph.append(i == 0 ? "" : ",").append('"').append(i).append("\":{\"class_type\":\"PreviewImage\",\"inputs\":{}}");
		}
		HttpResponse<String> answer = prompt(graph + "}");
		assertThat(answer.statusCode()).isEqualTo(400);
		JsonObject errors = JsonParser.parseString(answer.body()).getAsJsonObject().getAsJsonObject("node_errors");
		assertThat(errors.size()).isEqualTo(3000);
		assertThat(errors.asMap().values()).allSatisfy(error -> assertThat(error.toString()).contains("required_input_missing"));
		assertThat(errors.asMap().values().stream().mapToInt(error -> error.getAsJsonObject().getAsJsonArray("dependent_outputs").size()).sum())
				.isEqualTo(100_000);
	}

	/** Longer than a frame that is taken from clients may be. */
	@Test
	void theProgressOfManyNodesIsToldInOnePiece() throws Exception {
		StringBuilder graph = new StringBuilder("{\"e\":{\"class_type\":\"EmptyImage\",\"inputs\":{\"width\":8,\"height\":8,\"batch_size\":1,\"color\":0}}");
		for (int i = 0; i < 500; i++) {
			graph.append(",\"").append(i).append("\":{\"class_type\":\"PreviewImage\",\"inputs\":{\"images\":[\"e\",0]}}");
		}
		try (EventLog events = EventLog.connect(server, "many", null)) {
			server.post("/prompt", "{\"prompt_id\": \"p\", \"client_id\": \"many\", \"prompt\": " + graph + "}}");
			events.awaitEnd("p");
			events.await(event -> event.contains("progress_state") && event.length() > 80_000);
		}
	}

	@Test
	void anEndlessIdIsRefused() throws Exception {
		HttpResponse<String> answer = server.post("/prompt", "{\"prompt_id\": \"" + "x".repeat(1001) + "\", \"prompt\": " + QUICK + "}");
		assertThat(answer.statusCode()).isEqualTo(400);
		assertThat(answer.body()).contains("prompt_id", "1000");
		assertThat(server.json("/prompt").toString()).contains("\"queue_remaining\":0");
	}

	@Test
	void aPromptOfTooManyNodesIsRefused() throws Exception {
		StringBuilder graph = new StringBuilder("{");
		for (int i = 0; i <= 20_000; i++) {
			graph.append(i == 0 ? "" : ",").append('"').append(i).append("\":{\"class_type\":\"SolidMask\",\"inputs\":{}}");
		}
		HttpResponse<String> answer = prompt(graph + "}");
		assertThat(answer.statusCode()).isEqualTo(400);
		assertThat(answer.body()).contains("up to 20000 nodes", "has 20001 nodes");
	}

	@ParameterizedTest
	@ValueSource(strings = { "0.5f", "0x1p-1", "1d", "", "." })
	void whatPythonTakesForNoDecimalIsNone(String value) throws Exception {
		HttpResponse<String> answer = prompt("{\"1\": {\"class_type\": \"SolidMask\", \"inputs\": {\"width\": 8, \"height\": 8, \"value\": \"" + value
				+ "\"}}, \"2\": {\"class_type\": \"MaskToImage\", \"inputs\": {\"mask\": [\"1\", 0]}},"
				+ "\"9\": {\"class_type\": \"PreviewImage\", \"inputs\": {\"images\": [\"2\", 0]}}}");
		assertThat(answer.statusCode()).isEqualTo(400);
		assertThat(answer.body()).contains("could not convert string to float");
	}
}
