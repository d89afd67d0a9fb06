// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;

import org.creativestudio.comfyui.core.InstanceChange;
import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.PauseOptions;
import org.creativestudio.comfyui.core.PendingRestart;
import org.creativestudio.comfyui.core.RestartPolicy;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.core.Supervision;
import org.creativestudio.comfyui.core.health.Health;
import org.creativestudio.comfyui.core.internal.HomeInstanceManager;
import org.creativestudio.comfyui.core.tests.FakeLauncher.FakeProcess;
import org.creativestudio.comfyui.testing.Recordings;
import org.creativestudio.comfyui.testing.ReservedPort;
import org.creativestudio.comfyui.testing.ScriptedServer;
import org.creativestudio.comfyui.testing.ScriptedServer.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Crashes, pauses and programs that die, with fake processes and a clock that only the test moves. */
class SupervisionTest {

	@TempDir
	Path directory;
	private StudioHome home;
	private final ManualTime time = new ManualTime();
	private final FakeLauncher launcher = new FakeLauncher();
	private final List<AutoCloseable> open = new ArrayList<>();
	private final BlockingQueue<InstanceChange> changes = new LinkedBlockingQueue<>();
	/** What the server has still to do; one line each. */
	private final List<String> queue = new ArrayList<>();
	private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
	private volatile IoWork atFree = () -> {
		// nothing, in most tests
	};
	private int port;

	@FunctionalInterface
	private interface IoWork {
		void call() throws IOException;
	}

	@BeforeEach
	void setUp() throws IOException {
		home = new StudioHome(directory.resolve("home"));
		ReservedPort reserved = new ReservedPort();
		open.add(reserved);
		port = reserved.number();
	}

	@AfterEach
	void tearDown() throws Exception {
		for (AutoCloseable closeable : open)
			closeable.close();
	}

	private HomeInstanceManager manager() {
		HomeInstanceManager manager = new HomeInstanceManager(home, time, time, launcher);
		open.add(manager);
		return manager;
	}

	private InstanceConfiguration.Builder instance() {
		return InstanceConfiguration.builder("a", "Name of a").kind("fake").host("127.0.0.1").port(port);
	}

	/** A server that answers as long as it is open, and what it was asked for beside its state. */
	private AutoCloseable server() throws IOException {
		String stats = Recordings.http("system_stats").body().toString();
		return ScriptedServer.on(port, request -> {
			if (request.path().equals("/queue"))
				synchronized (queue) {
					return Reply.json("{\"queue_running\": [" + String.join(",", queue) + "], \"queue_pending\": []}");
				}
			if (request.path().equals("/free"))
				atFree();
			if (!request.path().equals("/system_stats"))
				asked.add(request.method() + ' ' + request.path());
			return Reply.json(stats);
		});
	}

	private void atFree() {
		try {
			atFree.call();
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/** Starts the instance; its server answers until it is closed. */
	private AutoCloseable started(HomeInstanceManager manager) throws Exception {
		CompletableFuture<InstanceSnapshot> start = manager.start("a");
		launcher.launched.take();
		AutoCloseable server = server();
		start.get();
		return server;
	}

	private FakeProcess process() {
		return (FakeProcess) launcher.adopt(instance().build(), home).orElseThrow();
	}

	private InstanceSnapshot await(Predicate<InstanceSnapshot> wanted) throws InterruptedException {
		while (true) {
			InstanceChange change = changes.take();
			InstanceSnapshot after = change.after();
			if (after != null && wanted.test(after))
				return after;
		}
	}

	private static Predicate<InstanceSnapshot> is(InstanceStatus status) {
		return snapshot -> snapshot.status() == status;
	}

	/** A supervised instance that runs, its server, and all changes from then on. */
	private HomeInstanceManager supervised(RestartPolicy policy) throws Exception {
		HomeInstanceManager manager = manager();
		manager.create(instance().restartPolicy(policy).build()).get();
		manager.supervise();
		open.add(started(manager));
		manager.addListener(changes::add);
		return manager;
	}

	@Test
	@EnabledOnOs({ OS.LINUX, OS.MAC })
	void aHomeThatSupervisionMakesIsItsOwnersAlone() throws Exception {
		manager().supervise();
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.directory()))).isEqualTo("rwx------");
	}

	@Test
	void aCrashedInstanceIsStartedAgainAfterASecondAndThenLater() throws Exception {
		HomeInstanceManager manager = manager();
		manager.create(instance().build()).get();
		manager.supervise();
		AutoCloseable server = started(manager);
		manager.addListener(changes::add);
		process().end(137, false);
		InstanceSnapshot crashed = await(snapshot -> snapshot.restart() != null);
		assertThat(crashed.status()).isEqualTo(InstanceStatus.ERROR);
		assertThat(crashed.activity()).contains("exit code 137", "last words");
		assertThat(crashed.restart()).isEqualTo(new PendingRestart(1, 5, time.instant().plusSeconds(1)));
		server.close();
		time.advance(Duration.ofSeconds(1));
		launcher.launched.take();
		open.add(server());
		InstanceSnapshot again = await(is(InstanceStatus.RUNNING));
		assertThat(again.restart()).isNull();
		process().end(137, false);
		assertThat(await(snapshot -> snapshot.restart() != null).restart()).satisfies(next -> {
			assertThat(next.attempt()).isEqualTo(2);
			assertThat(next.at()).isEqualTo(time.instant().plusSeconds(2));
		});
	}

	@Test
	void afterFiveStartsItIsGivenUpWithTheReason() throws Exception {
		HomeInstanceManager manager = manager();
		manager.create(instance().build()).get();
		manager.supervise();
		AutoCloseable server = started(manager);
		server.close();
		manager.addListener(changes::add);
		process().end(1, false);
		for (int attempt = 1; attempt <= 5; attempt++) {
			int expected = attempt;
			await(snapshot -> snapshot.restart() != null && snapshot.restart().attempt() == expected);
			time.advance(Duration.ofSeconds(60));
			launcher.launched.take().end(1, false);
			time.advance(Duration.ofSeconds(-55));
		}
		InstanceSnapshot end = await(snapshot -> snapshot.activity().startsWith("Given up"));
		assertThat(end.status()).isEqualTo(InstanceStatus.ERROR);
		assertThat(end.restart()).isNull();
		assertThat(end.activity()).contains("5 starts in 5 minutes", "exit code 1", "last words");
		assertThat(time.waiting()).isZero();
		assertThat(end.givenUp()).isTrue();
		// What other programs read names it without words, which each says in its own language.
		assertThat(home.run().resolve("a.crash")).content().contains("\"givenUp\":{\"starts\":5,\"minutes\":5}").doesNotContain("Given up");
		HomeInstanceManager other = manager();
		other.ready().get();
		InstanceSnapshot seen = other.getInstance("a").orElseThrow();
		assertThat(seen.givenUp()).isTrue();
		assertThat(seen.activity()).isEqualTo(end.activity());
		assertThat(manager.stop("a").get().givenUp()).isFalse();
	}

	@Test
	void whatAnOlderProgramSaidOfACrashIsShownAsItIs() throws Exception {
		manager().create(instance().build()).get();
		Files.createDirectories(home.run());
		Files.writeString(home.run().resolve("a.crash"), "{\"why\": \"Given up after 5 starts in 5 minutes. Ended by itself.\"}");
		HomeInstanceManager next = manager();
		next.ready().get();
		assertThat(next.getInstance("a").orElseThrow().activity()).isEqualTo("Given up after 5 starts in 5 minutes. Ended by itself.");
	}

	@Test
	void whoseSuspensionCannotBeWrittenDownGoesOn() throws Exception {
		HomeInstanceManager manager = supervised(RestartPolicy.ON_FAILURE);
		Path mark = home.run().resolve("a.paused");
		atFree = () -> {
			Files.delete(mark);
			Files.createDirectories(mark.resolve("in the way"));
		};
		assertThatThrownBy(() -> manager.pause("a", new PauseOptions(false, true, true)).get()).cause().isInstanceOf(InstanceException.class);
		InstanceSnapshot paused = manager.getInstance("a").orElseThrow();
		assertThat(paused.suspended()).isFalse();
		assertThat(paused.activity()).doesNotContain("suspended");
		assertThat(process().suspended).isFalse();
	}

	@Test
	void whoEndsNormallyStaysDownUnlessThePolicyIsAlways() throws Exception {
		HomeInstanceManager manager = supervised(RestartPolicy.ON_FAILURE);
		process().end(0, false);
		assertThat(await(is(InstanceStatus.STOPPED)).activity()).contains("exit code 0");
		manager.update(instance().restartPolicy(RestartPolicy.ALWAYS).build()).get();
		for (AutoCloseable closeable : open.subList(2, open.size()))
			closeable.close();
		started(manager);
		changes.clear();
		process().end(0, false);
		await(snapshot -> snapshot.restart() != null);
	}

	@Test
	void thePolicyNeverLeavesACrashAlone() throws Exception {
		supervised(RestartPolicy.NEVER);
		process().end(1, false);
		assertThat(await(is(InstanceStatus.ERROR)).restart()).isNull();
		assertThat(time.waiting()).isZero();
	}

	@Test
	void aStopTakesARestartBack() throws Exception {
		HomeInstanceManager manager = supervised(RestartPolicy.ON_FAILURE);
		process().end(1, false);
		await(snapshot -> snapshot.restart() != null);
		InstanceSnapshot stopped = manager.stop("a").get();
		assertThat(stopped.status()).isEqualTo(InstanceStatus.STOPPED);
		assertThat(stopped.restart()).isNull();
		assertThat(time.waiting()).isZero();
	}

	@Test
	void onlyOneProgramStartsItAgainAndTheOtherTakesOverWhenThatEnds() throws Exception {
		HomeInstanceManager first = manager();
		first.create(instance().build()).get();
		Supervision leader = first.supervise();
		AutoCloseable server = started(first);
		HomeInstanceManager second = manager();
		second.ready().get();
		Supervision follower = second.supervise();
		assertThat(leader.isLeading()).isTrue();
		assertThat(follower.isLeading()).isFalse();
		second.addListener(changes::add);
		server.close();
		leader.close();
		first.close();
		process().end(1, false);
		InstanceSnapshot planned = await(snapshot -> snapshot.restart() != null);
		assertThat(planned.restart().attempt()).isEqualTo(1);
		assertThat(follower.isLeading()).isTrue();
	}

	@Test
	void aStopFromAnotherProgramTakesTheRestartBack() throws Exception {
		HomeInstanceManager manager = supervised(RestartPolicy.ON_FAILURE);
		process().end(1, false);
		InstanceSnapshot crashed = await(snapshot -> snapshot.restart() != null);
		HomeInstanceManager other = manager();
		InstanceSnapshot seen = other.getInstance("a").orElseThrow();
		assertThat(seen.status()).isEqualTo(InstanceStatus.ERROR);
		assertThat(seen.restart()).isEqualTo(crashed.restart());
		assertThat(seen.activity()).isEqualTo(crashed.activity());
		assertThat(other.stop("a").get().status()).isEqualTo(InstanceStatus.STOPPED);
		time.advance(Duration.ofSeconds(1));
		assertThat(await(is(InstanceStatus.STOPPED)).activity()).contains("another program");
		assertThat(manager.getInstance("a").orElseThrow().restart()).isNull();
		assertThat(launcher.launched).isEmpty();
	}

	@Test
	void aRestartThatADeadSupervisorHadPlannedIsDoneByTheNext() throws Exception {
		HomeInstanceManager manager = supervised(RestartPolicy.ON_FAILURE);
		process().end(1, false);
		await(snapshot -> snapshot.restart() != null);
		manager.close();
		for (AutoCloseable closeable : open.subList(2, open.size()))
			closeable.close();
		HomeInstanceManager next = manager();
		assertThat(next.getInstance("a").orElseThrow().restart()).isNotNull();
		next.supervise();
		time.asked.take(); // the dead one's
		assertThat(time.asked.take()).isEqualTo(Duration.ofSeconds(1));
		time.advance(Duration.ofSeconds(1));
		assertThat(launcher.launched.take()).isNotNull();
	}

	@Test
	void twoProgramsThatStartItAtOnceLaunchOneProcess() throws Exception {
		HomeInstanceManager first = manager();
		first.create(instance().build()).get();
		HomeInstanceManager second = manager();
		CompletableFuture<InstanceSnapshot> one = first.start("a");
		CompletableFuture<InstanceSnapshot> two = second.start("a");
		launcher.launched.take();
		open.add(server());
		assertThat(one.get().status()).isEqualTo(InstanceStatus.RUNNING);
		assertThat(two.get().status()).isEqualTo(InstanceStatus.RUNNING);
		assertThat(launcher.launched).isEmpty();
	}

	@Test
	void aPauseKeepsWorkAwayAndIsSeenByOthersAndAtTheNextStart() throws Exception {
		HomeInstanceManager manager = supervised(RestartPolicy.ON_FAILURE);
		assertThat(manager.pause("a", PauseOptions.KEEP).get().status()).isEqualTo(InstanceStatus.PAUSED);
		assertThat(asked).isEmpty();
		HomeInstanceManager other = manager();
		other.ready().get();
		assertThat(other.getInstance("a").orElseThrow().status()).isEqualTo(InstanceStatus.PAUSED);
		changes.clear();
		assertThat(other.resume("a").get().status()).isEqualTo(InstanceStatus.RUNNING);
		await(is(InstanceStatus.RUNNING));
		assertThatThrownBy(() -> manager.pause("nobody", PauseOptions.KEEP).get()).cause().isInstanceOf(InstanceException.class);
	}

	@Test
	void aPauseInterruptsUnloadsAndSuspendsOnceNothingRuns() throws Exception {
		HomeInstanceManager manager = supervised(RestartPolicy.ON_FAILURE);
		queue.add("[0, \"id\", {}, {}, []]");
		CompletableFuture<InstanceSnapshot> pause = manager.pause("a", new PauseOptions(true, true, true));
		assertThat(asked.take()).isEqualTo("POST /interrupt");
		await(snapshot -> snapshot.activity().contains("1 left"));
		assertThat(process().suspended).isFalse();
		synchronized (queue) {
			queue.clear();
		}
		InstanceSnapshot paused = pause.get();
		assertThat(asked.take()).isEqualTo("POST /free");
		assertThat(process().suspended).isTrue();
		assertThat(paused.suspended()).isTrue();
		assertThat(paused.health().health()).isEqualTo(Health.UNKNOWN);
		assertThat(paused.health().reason()).contains("suspended by you");
		HomeInstanceManager next = manager();
		assertThat(next.getInstance("a").orElseThrow()).satisfies(found -> {
			assertThat(found.status()).isEqualTo(InstanceStatus.PAUSED);
			assertThat(found.suspended()).isTrue();
		});
		InstanceSnapshot resumed = next.resume("a").get();
		assertThat(process().suspended).isFalse();
		assertThat(resumed.suspended()).isFalse();
	}

	@Test
	void aStopWhenIdleWaitsForTheWorkAndCanBeCancelled() throws Exception {
		HomeInstanceManager manager = supervised(RestartPolicy.ON_FAILURE);
		queue.add("[0, \"id\", {}, {}, []]");
		CompletableFuture<InstanceSnapshot> cancelled = manager.stopWhenIdle("a");
		assertThat(await(is(InstanceStatus.PAUSED)).activity()).contains("Stops when its work is done");
		await(snapshot -> snapshot.activity().contains("1 left"));
		cancelled.cancel(true);
		await(is(InstanceStatus.RUNNING));
		CompletableFuture<InstanceSnapshot> stop = manager.stopWhenIdle("a");
		await(snapshot -> snapshot.activity().contains("1 left"));
		assertThat(process().stopAsked).isNotDone();
		FakeProcess process = process();
		synchronized (queue) {
			queue.clear();
		}
		assertThat(stop.get().status()).isEqualTo(InstanceStatus.STOPPED);
		assertThat(process.stopAsked).isDone();
	}

	@Test
	void aRunningProcessIsAskedAtItsOwnPortWhenAnotherIsConfigured() throws Exception {
		HomeInstanceManager manager = supervised(RestartPolicy.ON_FAILURE);
		manager.update(instance().port(port == 45000 ? 45001 : 45000).build()).get();
		assertThat(manager.client("a").systemStats().get().comfyuiVersion()).isEqualTo("0.3.64");
		HomeInstanceManager next = manager();
		next.ready().get();
		assertThat(next.getInstance("a").orElseThrow().status()).isEqualTo(InstanceStatus.RUNNING);
		assertThat(next.getInstance("a").orElseThrow().address().getPort()).isEqualTo(port);
	}

	@Test
	void aStopThatADeadProgramBeganIsBroughtToItsEnd() throws Exception {
		HomeInstanceManager manager = supervised(RestartPolicy.ON_FAILURE);
		manager.close();
		process().stopRequested = true;
		HomeInstanceManager next = manager();
		next.addListener(changes::add);
		assertThat(next.getInstance("a").orElseThrow().status()).isEqualTo(InstanceStatus.STOPPING);
		process().end(0, true);
		await(is(InstanceStatus.STOPPED));
	}

	@Test
	void aWatchedServerIsNeverStoppedAndIsFoundAgainWhenItAnswers() throws Exception {
		launcher.controls = false;
		HomeInstanceManager manager = manager();
		manager.addListener(changes::add);
		manager.create(instance().build()).get();
		launcher.launch(instance().build(), home);
		CountDownLatch late = new CountDownLatch(1);
		Thread.ofVirtual().start(() -> {
			// the deadline of a start passes as soon as the start has begun
			while (late.getCount() > 0) {
				time.advance(Duration.ofSeconds(1));
				Thread.onSpinWait();
			}
		});
		assertThat(await(is(InstanceStatus.ERROR)).activity()).contains("No ComfyUI answers at http://127.0.0.1:" + port);
		open.add(server());
		await(is(InstanceStatus.RUNNING));
		late.countDown();
		assertThatThrownBy(() -> manager.stop("a").get()).cause().hasMessageContaining("is attached");
		assertThat(manager.pause("a", PauseOptions.KEEP).get().status()).isEqualTo(InstanceStatus.PAUSED);
		manager.delete("a").get();
		assertThat(manager.getInstances()).isEmpty();
	}

	@Test
	void aLauncherThatHangsOrFailsHoldsNothingUp() throws Exception {
		manager().create(instance().build()).get();
		launcher.fault = () -> {
			try {
				new CountDownLatch(1).await();
			} catch (InterruptedException e) {
				Thread.currentThread().interrupt();
			}
		};
		HomeInstanceManager second = manager();
		second.ready().get();
		assertThat(second.getInstance("a").orElseThrow().status()).isEqualTo(InstanceStatus.STOPPED);
		launcher.fault = () -> {
			throw new NoClassDefFoundError("on purpose");
		};
		time.advance(Duration.ofMinutes(2));
		assertThatThrownBy(() -> second.start("a").get()).cause().isInstanceOf(InstanceException.class).hasMessageContaining("on purpose");
		assertThat(second.getInstance("a").orElseThrow().status()).isEqualTo(InstanceStatus.ERROR);
	}

	@Test
	void diagnosticsTellMuchButNoSecret() throws Exception {
		HomeInstanceManager manager = manager();
		manager.create(instance().environment(Map.of("HF_TOKEN", "hf_verysecret", "THREADS", "4"))
				.extraArguments(List.of("--comfy-api-key", "sk-hidden", "--preview-method", "auto")).build()).get();
		Files.createDirectories(home.logs("a"));
		Files.writeString(home.log("a"), "loading with hf_verysecret\nfrom https://me:pass@example.org/x\n");
		assertThat(manager.diagnostics("a").get()).contains("THREADS", "--preview-method", "loading with ********", "Java", "stopped")
				.doesNotContain("hf_verysecret", "sk-hidden", "me:pass");
	}
}
