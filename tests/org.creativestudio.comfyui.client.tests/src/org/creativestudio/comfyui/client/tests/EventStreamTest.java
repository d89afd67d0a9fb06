// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.client.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

import org.creativestudio.comfyui.client.ClientOptions;
import org.creativestudio.comfyui.client.ComfyClient;
import org.creativestudio.comfyui.client.ComfyEvent;
import org.creativestudio.comfyui.client.ComfyException;
import org.creativestudio.comfyui.client.EventListener;
import org.creativestudio.comfyui.client.EventOptions;
import org.creativestudio.comfyui.client.EventStream;
import org.creativestudio.comfyui.client.Preview;
import org.creativestudio.comfyui.testing.Recordings;
import org.creativestudio.comfyui.testing.ScriptedServer;
import org.creativestudio.comfyui.testing.ScriptedServer.Reply;
import org.creativestudio.comfyui.testing.ScriptedServer.SocketScript;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.google.gson.JsonObject;

/** What a server pushes reaches the listener, typed, in order, and across broken connections. */
class EventStreamTest {

	/** Collects what it is told, each as one object. */
	private static final class Collector implements EventListener {
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
		public void connected() {
			seen.add("connected");
		}

		@Override
		public void disconnected(String reason) {
			seen.add("disconnected");
		}
	}

	private static ScriptedServer pushing(SocketScript script) throws IOException {
		return new ScriptedServer(request -> new Reply.Upgrade(script));
	}

	/** As {@code gpu_1} and {@code gpu.01}: {@link URI} tells neither its host nor its port. */
	@Test
	void aHostThatIsNoneForAUriIsReached() throws Exception {
		Collector collector = new Collector();
		try (ScriptedServer server = new ScriptedServer(request -> request.path().startsWith("/ws") ? new Reply.Upgrade(frames -> frames.awaitEnd())
				: Reply.json(request.path().equals("/queue") ? "{\"queue_running\": [], \"queue_pending\": []}" : "{\"system\": {}, \"devices\": []}"))) {
			URI base = URI.create("http://127.1:" + server.base().getPort());
			assertThat(base.getHost()).isNull();
			try (ComfyClient client = ComfyClient.create(ClientOptions.of(base)); EventStream stream = client.events("cli", collector)) {
				assertThat(collector.seen.take()).isEqualTo("connected");
				assertThat(client.systemStats().get().devices()).isEmpty(); // on a connection of its own
				assertThat(client.queue().get().running()).isEmpty(); // on one of the pool
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "gpu_1.invalid", "gpu.01.invalid", "gpu.invalid.01", "a%20b" })
	void aHostThatIsNotKnownIsNamed(String host) {
		try (ComfyClient client = ComfyClient.create(ClientOptions.of(URI.create("http://" + host + ":8188")))) {
			for (CompletableFuture<?> answer : List.of(client.systemStats(), client.queue()))
				assertThatThrownBy(answer::get).cause().isInstanceOf(ComfyException.Unreachable.class).hasMessageContaining("The host " + host + " is not known");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "success", "all_cached", "execution_error", "interrupt_and_queue", "interrupt_blocking",
			"preview_metadata", "preview_legacy", "prompt_without_client_id_watcher", "reconnect_part1", "reconnect_part2" })
	void everyRecordedTextBecomesATypedEvent(String transcript) throws Exception {
		List<JsonObject> texts = Recordings.ws(transcript).stream().filter(message -> message.has("text"))
				.map(message -> message.getAsJsonObject("text")).toList();
		Collector collector = new Collector();
		try (ScriptedServer server = pushing(frames -> {
			for (JsonObject text : texts)
				frames.text(text.toString());
			frames.awaitEnd();
		}); ComfyClient client = ComfyClient.create(ClientOptions.of(server.base()));
				EventStream stream = client.events("cli", collector)) {
			assertThat(collector.seen.take()).isEqualTo("connected");
			for (JsonObject text : texts) {
				Object event = collector.seen.take();
				assertThat(event).isNotInstanceOf(ComfyEvent.Unknown.class);
				assertThat(event.getClass().getSimpleName()).isEqualTo(className(text.get("type").getAsString()));
				JsonObject data = text.getAsJsonObject("data");
				if (data.has("prompt_id"))
					assertThat(((ComfyEvent) event).promptId()).isEqualTo(data.get("prompt_id").getAsString());
			}
			assertThat(server.requests().get(0).path()).isEqualTo("/ws?clientId=cli");
		}
	}

	/** execution_start: ExecutionStart. */
	private static String className(String type) {
		StringBuilder name = new StringBuilder();
		for (String word : type.split("_"))
			name.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
		return name.toString();
	}

	@Test
	void previewsInBothForms() throws Exception {
		byte[] jpeg = { (byte) 0xff, (byte) 0xd8, 1, 2 };
		byte[] metadata = "{\"node_id\": \"5\", \"prompt_id\": \"p\", \"image_type\": \"image/png\"}".getBytes(StandardCharsets.UTF_8);
		Collector collector = new Collector();
		try (ScriptedServer server = pushing(frames -> {
			frames.binary(ByteBuffer.allocate(12).putInt(1).putInt(1).put(jpeg).array());
			frames.binary(ByteBuffer.allocate(12 + metadata.length).putInt(4).putInt(metadata.length).put(metadata).put(jpeg).array());
			frames.binary(new byte[] { 9, 9 });
			frames.binary(ByteBuffer.allocate(8).putInt(4).putInt(Integer.MAX_VALUE).array());
			frames.text("{\"type\": \"executing\", \"data\": {\"node\": null, \"prompt_id\": \"p\"}}");
			frames.awaitEnd();
		}); ComfyClient client = ComfyClient.create(ClientOptions.of(server.base()));
				EventStream stream = client.events("cli", collector)) {
			collector.seen.take();
			assertThat(collector.seen.take()).isInstanceOfSatisfying(Preview.class, preview -> {
				assertThat(preview.image()).isEqualTo(jpeg);
				assertThat(preview.mimeType()).isEqualTo("image/jpeg");
				assertThat(preview.promptId()).isNull();
			});
			assertThat(collector.seen.take()).isInstanceOfSatisfying(Preview.class, preview -> {
				assertThat(preview.nodeId()).isEqualTo("5");
				assertThat(preview.promptId()).isEqualTo("p");
				assertThat(preview.mimeType()).isEqualTo("image/png");
			});
			assertThat(collector.seen.take()).isEqualTo(new ComfyEvent.Executing("p", null, null));
		}
	}

	@Test
	void anErrorOfTheListenerEndsNothing() throws Exception {
		BlockingQueue<ComfyEvent> seen = new LinkedBlockingQueue<>();
		EventListener broken = event -> {
			seen.add(event);
			throw new NoClassDefFoundError("on purpose");
		};
		try (ScriptedServer server = pushing(frames -> {
			for (String count : List.of("-5", "3", "1e300"))
				frames.text("{\"type\": \"status\", \"data\": {\"status\": {\"exec_info\": {\"queue_remaining\": " + count + "}}}}");
			frames.awaitEnd();
		}); ComfyClient client = ComfyClient.create(ClientOptions.of(server.base())); EventStream stream = client.events("cli", broken)) {
			assertThat(seen.take()).as("fewer than none").isEqualTo(new ComfyEvent.Status(0, null));
			assertThat(seen.take()).isEqualTo(new ComfyEvent.Status(3, null));
			assertThat(seen.take()).as("more than can be counted").isEqualTo(new ComfyEvent.Status(Integer.MAX_VALUE, null));
		}
	}

	@Test
	void aBrokenConnectionIsRenewed() throws Exception {
		AtomicInteger connections = new AtomicInteger();
		Collector collector = new Collector();
		try (ScriptedServer server = pushing(frames -> {
			if (connections.incrementAndGet() == 1)
				return;
			frames.text("{\"type\": \"status\", \"data\": {\"status\": {\"exec_info\": {\"queue_remaining\": 7}}}}");
			frames.awaitEnd();
		}); ComfyClient client = ComfyClient.create(ClientOptions.of(server.base()));
				EventStream stream = client.events("cli", collector)) {
			assertThat(collector.seen.take()).isEqualTo("connected");
			assertThat(collector.seen.take()).isEqualTo("disconnected");
			assertThat(collector.seen.take()).isEqualTo("connected");
			assertThat(collector.seen.take()).isEqualTo(new ComfyEvent.Status(7, null));
			assertThat(stream.isConnected()).isTrue();
		}
	}

	@Test
	void aServersGoodbyeIsADisconnection() throws Exception {
		Collector collector = new Collector();
		try (ScriptedServer server = pushing(frames -> {
			frames.close(1001);
			frames.awaitEnd();
		}); ComfyClient client = ComfyClient.create(ClientOptions.of(server.base()));
				EventStream stream = client.events("cli", collector)) {
			assertThat(collector.seen.take()).isEqualTo("connected");
			assertThat(collector.seen.take()).isEqualTo("disconnected");
		}
	}

	@Test
	void messagesInFragmentsUnknownOnesAndGarbage() throws Exception {
		Collector collector = new Collector();
		try (ScriptedServer server = pushing(frames -> {
			frames.text("no json at all");
			frames.text("[]");
			frames.text("[".repeat(10_000));
			frames.text("{\"type\": \"crystools.monitor\", \"data\": {\"cpu\": 3}}");
			frames.fragments("{\"type\": \"status\", \"data\": {\"sta", "tus\": {\"exec_info\": {\"queue_", "remaining\": 1}}}}");
			frames.awaitEnd();
		}); ComfyClient client = ComfyClient.create(ClientOptions.of(server.base()));
				EventStream stream = client.events("cli", collector)) {
			collector.seen.take();
			assertThat(collector.seen.take()).isInstanceOfSatisfying(ComfyEvent.Unknown.class,
					unknown -> assertThat(unknown.type()).isEqualTo("crystools.monitor"));
			assertThat(collector.seen.take()).isEqualTo(new ComfyEvent.Status(1, null));
		}
	}

	@Test
	void aListenerThatThrowsLosesNothing() throws Exception {
		BlockingQueue<ComfyEvent> seen = new LinkedBlockingQueue<>();
		try (ScriptedServer server = pushing(frames -> {
			frames.text("{\"type\": \"execution_start\", \"data\": {\"prompt_id\": \"a\"}}");
			frames.text("{\"type\": \"execution_start\", \"data\": {\"prompt_id\": \"b\"}}");
			frames.awaitEnd();
		}); ComfyClient client = ComfyClient.create(ClientOptions.of(server.base())); EventStream stream = client.events("cli", event -> {
			seen.add(event);
			throw new IllegalStateException("on purpose");
		})) {
			assertThat(seen.take().promptId()).isEqualTo("a");
			assertThat(seen.take().promptId()).isEqualTo("b");
		}
	}

	@Test
	void closingTheClientEndsTheStream() throws Exception {
		BlockingQueue<String> ends = new LinkedBlockingQueue<>();
		try (ScriptedServer server = pushing(frames -> {
			frames.awaitEnd();
			ends.add("gone");
		})) {
			Collector collector = new Collector();
			ComfyClient client = ComfyClient.create(ClientOptions.of(server.base()));
			client.events("cli", collector);
			assertThat(collector.seen.take()).isEqualTo("connected");
			client.close();
			assertThat(ends.take()).isEqualTo("gone");
		}
	}

	@Test
	void aFragmentThatClaimsNearlyAllNumbersIsNotKeptInMemory() throws Exception {
		byte[] claim = new byte[10];
		claim[0] = (byte) 0x80; // the last fragment of the message
		claim[1] = 127;
		Arrays.fill(claim, 2, 10, (byte) 0xff);
		claim[2] = 0x7f;
		byte[] megabyte = new byte[1 << 20];
		CountDownLatch read = new CountDownLatch(1);
		EventOptions quick = new EventOptions(true, 32 << 20, Integer.MAX_VALUE, Integer.MAX_VALUE);
		try (ScriptedServer server = pushing(frames -> {
			frames.raw(new byte[] { 0x01, 1, '{' });
			frames.raw(claim);
			for (int i = 0; i < 160; i++)
				frames.raw(megabyte);
			read.countDown();
			frames.awaitEnd();
		}); ComfyClient client = ComfyClient.create(ClientOptions.of(server.base()))) {
			long before = used();
			try (EventStream stream = client.events("cli", new Collector(), quick)) {
				read.await();
				assertThat(used() - before).as("bytes kept of a message of which 32 MiB may be").isLessThan(64L << 20);
			}
		}
	}

	private static long used() {
		System.gc();
		Runtime runtime = Runtime.getRuntime();
		return runtime.totalMemory() - runtime.freeMemory();
	}

	@Test
	@Timeout(60)
	void whoAsksAClosedClientForEventsGetsNone() throws Exception {
		AtomicInteger open = new AtomicInteger();
		try (ScriptedServer server = pushing(frames -> {
			open.incrementAndGet();
			frames.awaitEnd();
			open.decrementAndGet();
		}); ComfyClient other = ComfyClient.create(ClientOptions.of(server.base()))) {
			ComfyClient client = ComfyClient.create(ClientOptions.of(server.base()));
			client.close();
			client.events("closed", new Collector());
			Collector collector = new Collector();
			other.events("cli", collector);
			assertThat(collector.seen.take()).isEqualTo("connected");
			while (open.get() != 1)
				Thread.onSpinWait();
			assertThat(collector.seen).as("it is the other one's").isEmpty();
		}
	}
}
