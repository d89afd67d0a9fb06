// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.QueueLoad;
import org.creativestudio.comfyui.core.health.Health;
import org.creativestudio.comfyui.core.health.HealthMonitor.Watch;
import org.creativestudio.comfyui.core.queue.QueueSnapshot;
import org.creativestudio.comfyui.core.tests.MonitoredFleet.Found;
import org.creativestudio.comfyui.testing.Recordings;
import org.creativestudio.comfyui.testing.ScriptedServer;
import org.creativestudio.comfyui.testing.ScriptedServer.Reply;
import org.creativestudio.comfyui.testing.ScriptedServer.Request;
import org.creativestudio.comfyui.testing.ScriptedServer.SocketScript;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a server pushes: its queue, its work, its death; and what the time of the computer does. */
class HealthPushTest {

	private static final String STATUS = "{\"type\": \"status\", \"data\": {\"status\": {\"exec_info\": {\"queue_remaining\": %d}}}}";

	private final MonitoredFleet fleet = new MonitoredFleet();
	private final AtomicReference<Reply> stats = new AtomicReference<>(HealthTransitionsTest.GOOD);
	private final AtomicReference<String> queue = new AtomicReference<>(Recordings.http("queue_busy").body().toString());
	private final CountDownLatch end = new CountDownLatch(1);

	@AfterEach
	void tearDown() {
		end.countDown();
		fleet.close();
	}

	/** Pushes the length of a queue. */
	private ScriptedServer pushing(int remaining) throws IOException {
		return pushing(frames -> {
			frames.text(String.format(STATUS, remaining));
			end.await();
		});
	}

	private ScriptedServer pushing(SocketScript script) throws IOException {
		return new ScriptedServer(request -> answer(request, script));
	}

	private Reply answer(Request request, SocketScript script) {
		if (request.path().startsWith("/ws"))
			return new Reply.Upgrade(script);
		return switch (request.path()) {
		case "/queue" -> Reply.json(request.method().equals("POST") ? "" : queue.get());
		case "/prompt" -> Reply.json("{\"exec_info\": {\"queue_remaining\": 5}}");
		case "/interrupt" -> Reply.json("");
		default -> stats.get();
		};
	}

	/** Waits for the push, and lets its news be told. */
	private void awaitPush(QueueLoad load) throws InterruptedException {
		QueueLoad seen = null;
		while (!load.equals(seen)) {
			fleet.clock.advance(Duration.ofMillis(200));
			seen = fleet.pushed.poll(20, TimeUnit.MILLISECONDS);
		}
	}

	@Test
	void aServerThatWorksMayAnswerLateButNotForEver() throws Exception {
		try (ScriptedServer server = pushing(2)) {
			fleet.add("a", server.base(), true);
			fleet.monitor();
			awaitPush(new QueueLoad(1, 1));
			Found first = awaitFound();
			assertThat(first.word()).isEqualTo(Health.HEALTHY);
			stats.set(new Reply.Silence());
			long begin = fleet.clock.nanos();
			Found late = fleet.nextSilent("a");
			assertThat(late.word()).isEqualTo(Health.HEALTHY);
			assertThat(late.reason()).startsWith("works on a job and has not answered for ");
			while (late.word() == Health.HEALTHY)
				late = fleet.nextSilent("a");
			assertThat(late.reason()).doesNotContain("works on a job");
			while (late.word() == Health.DEGRADED)
				late = fleet.nextSilent("a");
			assertThat(late.word()).isEqualTo(Health.UNHEALTHY);
			assertThat(late.reason()).startsWith("no answer for ");
			assertThat(Duration.ofNanos(fleet.clock.nanos() - begin)).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(120));
		}
	}

	@Test
	void theDeathOfTheConnectionIsSeenAtOnce() throws Exception {
		try (ScriptedServer server = pushing(0)) {
			fleet.add("a", server.base(), true);
			fleet.monitor();
			awaitPush(new QueueLoad(0, 0));
			assertThat(awaitFound().word()).isEqualTo(Health.HEALTHY);
		}
		long begin = fleet.clock.nanos();
		Found found = null;
		while (found == null || found.word() == Health.HEALTHY)
			found = awaitFound();
		assertThat(found.word()).isEqualTo(Health.DEGRADED);
		assertThat(found.reason()).contains("can't be reached");
		while (found.word() != Health.UNHEALTHY)
			found = awaitFound();
		assertThat(Duration.ofNanos(fleet.clock.nanos() - begin)).isLessThan(Duration.ofSeconds(15));
	}

	/** The end of the connection comes in its own time; the check that it causes needs a moment of ours. */
	private Found awaitFound() throws InterruptedException {
		while (true) {
			Found found = fleet.poll("a");
			if (found != null)
				return found;
			fleet.clock.advance(Duration.ofMillis(50));
		}
	}

	@Test
	void theQueueIsCountedByWhatIsPushedAndListedOnlyForWhoLooks() throws Exception {
		BlockingQueue<QueueSnapshot> seen = new LinkedBlockingQueue<>();
		fleet.queues.addListener(seen::add);
		try (ScriptedServer server = pushing(5)) {
			fleet.add("a", server.base(), true);
			fleet.monitor();
			awaitPush(new QueueLoad(1, 4));
			assertThat(server.requests()).extracting(Request::path).doesNotContain("/queue");
			QueueSnapshot counted = seen.take();
			assertThat(counted.remaining()).isEqualTo(5);
			assertThat(counted.listed()).isFalse();
			try (Watch watch = fleet.queues.watch("a")) {
				QueueSnapshot listed = counted;
				while (!listed.listed()) {
					fleet.clock.advance(Duration.ofMillis(200));
					QueueSnapshot newer = seen.poll(50, TimeUnit.MILLISECONDS);
					listed = newer == null ? listed : newer;
				}
				assertThat(listed.running()).hasSize(1);
				assertThat(listed.waiting()).hasSize(4).extracting(QueueSnapshot.Waiting::position).containsExactly(1, 2, 3, 4);
				String next = listed.waiting().get(0).promptId();
				fleet.queues.delete("a", List.of(next)).get();
				fleet.queues.interrupt("a", listed.running().get(0).promptId()).get();
				fleet.queues.clear("a").get();
				assertThat(server.requests()).filteredOn(request -> request.method().equals("POST")).extracting(Request::body)
						.containsExactly("{\"delete\":[\"" + next + "\"]}",
								"{\"prompt_id\":\"" + listed.running().get(0).promptId() + "\"}", "{\"clear\":true}");
			}
		}
	}

	@Test
	@Timeout(60)
	void anOldListOfAnEmptyQueueSaysNothingOfWhatRunsNow() throws Exception {
		CountDownLatch filled = new CountDownLatch(1);
		BlockingQueue<QueueSnapshot> seen = new LinkedBlockingQueue<>();
		fleet.queues.addListener(seen::add);
		queue.set("{\"queue_running\": [], \"queue_pending\": []}");
		try (ScriptedServer server = pushing(frames -> {
			frames.text(String.format(STATUS, 0));
			filled.await();
			frames.text(String.format(STATUS, 5));
			end.await();
		})) {
			fleet.add("a", server.base(), true);
			fleet.monitor();
			awaitPush(new QueueLoad(0, 0));
			try (Watch watch = fleet.queues.watch("a")) {
				assertThat(await(seen, QueueSnapshot::listed).remaining()).isZero();
			}
			filled.countDown();
			awaitPush(new QueueLoad(1, 4));
		}
	}

	/** As recorded: a watcher is told of a prompt without a client, and of another client's only that it runs. */
	@Test
	void nodeAndStepAreKnownOfAPromptWithoutAClientAndOfAnotherClientsOnlyThatItRuns() throws Exception {
		String running = Recordings.http("queue_busy").body().getAsJsonObject().getAsJsonArray("queue_running").get(0).getAsJsonArray().get(1)
				.getAsString();
		CountDownLatch told = new CountDownLatch(1);
		BlockingQueue<QueueSnapshot> seen = new LinkedBlockingQueue<>();
		fleet.queues.addListener(seen::add);
		try (ScriptedServer server = pushing(frames -> {
			frames.text(String.format(STATUS, 5));
			told.await();
			frames.text("{\"type\": \"progress_state\", \"data\": {\"prompt_id\": \"" + running + "\", \"nodes\": {\"3\": {\"value\": 7, \"max\": 20,"
					+ " \"state\": \"running\", \"node_id\": \"3\", \"prompt_id\": \"" + running + "\"}}}}");
			end.await();
		})) {
			fleet.add("a", server.base(), true);
			fleet.monitor();
			awaitPush(new QueueLoad(1, 4));
			try (Watch watch = fleet.queues.watch("a")) {
				QueueSnapshot listed = await(seen, QueueSnapshot::listed);
				assertThat(listed.running()).singleElement().satisfies(prompt -> {
					assertThat(prompt.promptId()).isEqualTo(running);
					assertThat(prompt.node()).isNull();
				});
				told.countDown();
				QueueSnapshot progress = await(seen, queue -> queue.running().stream().anyMatch(prompt -> prompt.node() != null));
				assertThat(progress.running()).singleElement().satisfies(prompt -> {
					assertThat(prompt.node()).isEqualTo("3");
					assertThat(prompt.step()).isEqualTo(7);
					assertThat(prompt.steps()).isEqualTo(20);
				});
			}
		}
	}

	/** Time passes until a queue is so. */
	private QueueSnapshot await(BlockingQueue<QueueSnapshot> seen, Predicate<QueueSnapshot> wanted) throws InterruptedException {
		while (true) {
			fleet.clock.advance(Duration.ofMillis(200));
			QueueSnapshot queue = seen.poll(50, TimeUnit.MILLISECONDS);
			if (queue != null && wanted.test(queue))
				return queue;
		}
	}

	@Test
	void aQueueThatIsNotMonitoredIsNotAskedFor() throws Exception {
		try (ScriptedServer server = pushing(5)) {
			fleet.add("a", server.base(), false);
			fleet.monitor();
			for (int i = 0; i < 5; i++)
				assertThat(fleet.next("a").queue()).isNull();
			assertThat(server.requests()).extracting(Request::path).containsOnly("/system_stats");
			assertThat(fleet.queues.get("a")).isEmpty();
		}
	}

	@Test
	void oneIsAskedFasterWhileLookedAtAndSlowerWhileIdle() throws Exception {
		try (ScriptedServer server = pushing(0)) {
			fleet.add("a", server.base(), true);
			fleet.add("b", server.base(), false);
			fleet.monitor();
			awaitPush(new QueueLoad(0, 0));
			awaitFound();
			for (int i = 0; i < 12; i++)
				fleet.next("a");
			assertThat(fleet.untilNext("a")).isBetween(Duration.ofSeconds(54), Duration.ofSeconds(60));
			fleet.found("a");
			assertThat(fleet.untilNext("b")).isLessThanOrEqualTo(Duration.ofSeconds(30));
			try (Watch watch = fleet.monitoring.watch("a")) {
				assertThat(fleet.untilNext("a")).isLessThanOrEqualTo(Duration.ofSeconds(2));
				fleet.found("a");
				assertThat(fleet.untilNext("a")).isLessThanOrEqualTo(Duration.ofSeconds(5));
				fleet.found("a");
			}
		}
	}

	@Test
	void whatFailsAfterTheComputerSleptIsForgivenAndAskedAgainSoon() throws Exception {
		try (ScriptedServer server = pushing(0)) {
			fleet.add("a", server.base(), false);
			fleet.monitor();
			for (int i = 0; i < 5; i++)
				fleet.next("a");
			fleet.clock.jump(Duration.ofHours(8));
			stats.set(HealthTransitionsTest.BROKEN);
			assertThat(fleet.untilNext("a")).isLessThanOrEqualTo(Duration.ofSeconds(4));
			Found forgiven = fleet.found("a");
			assertThat(forgiven.word()).isEqualTo(Health.HEALTHY);
			assertThat(forgiven.reason()).startsWith("asked again, for this computer has slept: ");
			fleet.clock.advance(Duration.ofSeconds(31));
			Found last = fleet.next("a");
			for (int i = 0; i < 10 && last.word() == Health.HEALTHY; i++)
				last = fleet.next("a");
			assertThat(last.word()).isNotEqualTo(Health.HEALTHY);
		}
	}

	@Test
	void aClockThatIsSetBackChangesNothing() throws Exception {
		try (ScriptedServer server = pushing(0)) {
			fleet.add("a", server.base(), false);
			fleet.monitor();
			for (int i = 0; i < 5; i++)
				fleet.next("a");
			fleet.clock.jump(Duration.ofHours(-8));
			// The clock is moved on while the question is on its way.
			assertThat(fleet.untilNext("a")).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(60));
			assertThat(fleet.found("a").reason()).isEqualTo("answers in 0 ms");
			stats.set(HealthTransitionsTest.BROKEN);
			assertThat(fleet.next("a").word()).isEqualTo(Health.DEGRADED);
		}
	}

	@Test
	void aSuspendedInstanceIsLeftAlone() throws Exception {
		try (ScriptedServer server = pushing(0)) {
			fleet.add("a", server.base(), false);
			fleet.monitor();
			fleet.next("a");
			InstanceConfiguration configuration = fleet.getInstance("a").orElseThrow().configuration();
			fleet.set(MonitoredFleet.snapshot(configuration, InstanceStatus.PAUSED, true));
			int asked = fleet.asked("a");
			fleet.clock.advance(Duration.ofMinutes(5));
			assertThat(fleet.asked("a")).isEqualTo(asked);
			fleet.set(MonitoredFleet.snapshot(configuration, InstanceStatus.RUNNING, false));
			assertThat(fleet.untilNext("a")).isLessThanOrEqualTo(Duration.ofSeconds(2));
			assertThat(fleet.found("a").word()).isEqualTo(Health.HEALTHY);
		}
	}

	@Test
	void aHangOrAFloodOfOneDoesNotChangeTheChecksOfAnother() throws Exception {
		try (ScriptedServer good = pushing(0);
				ScriptedServer silent = new ScriptedServer(request -> new Reply.Silence());
				ScriptedServer flooding = pushing(frames -> {
					String huge = "x".repeat(1 << 20);
					for (int i = 0; i < 1_000_000; i++)
						frames.text(i % 100 == 0 ? huge : String.format(STATUS, i % 7));
				})) {
			fleet.add("good", good.base(), false);
			fleet.add("silent", silent.base(), false);
			fleet.add("flooding", flooding.base(), true);
			fleet.monitor();
			long last = 0;
			for (int i = 0; i < 30; i++) {
				Found found = fleet.next("good");
				assertThat(found.reason()).isEqualTo("answers in 0 ms");
				long now = fleet.clock.nanos();
				if (i > 0)
					assertThat(Duration.ofNanos(now - last)).isLessThanOrEqualTo(Duration.ofSeconds(30));
				last = now;
			}
			assertThat(silent.requests().size()).isGreaterThan(3);
		}
	}
}
