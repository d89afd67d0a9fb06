// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.creativestudio.comfyui.client.ComfyClient;
import org.creativestudio.comfyui.core.InstanceChange;
import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.PauseOptions;
import org.creativestudio.comfyui.core.PendingRestart;
import org.creativestudio.comfyui.core.RestartPolicy;
import org.creativestudio.comfyui.core.Supervision;
import org.creativestudio.comfyui.core.internal.HomeInstanceManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Crashes, stops and programs that die, with fake processes. */
class SupervisionTest extends SupervisedHome {

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

	/** What a start needs is closed before the start itself is told, as a verb of the terminal does that ends while it looks. */
	@Test
	void aProgramThatEndsWhileItLooksAtARunningServerComplainsOfNothing() throws Exception {
		HomeInstanceManager first = manager();
		first.create(instance().build()).get();
		first.close();
		launcher.launch(instance().build(), home);
		CompletableFuture<Thread> looking = new CompletableFuture<>();
		CountDownLatch ended = new CountDownLatch(1);
		process().atOutput = () -> {
			if (!looking.complete(Thread.currentThread()))
				return;
			while (ended.getCount() > 0)
				try {
					ended.await();
				} catch (InterruptedException e) {
					continue; // by the end, which this start does not see
				}
			throw new IllegalStateException("Connection pool shut down");
		};
		List<String> complaints = new CopyOnWriteArrayList<>();
		Logger log = Logger.getLogger(HomeInstanceManager.class.getPackageName() + ".ManagedInstance");
		Handler handler = new Handler() {
			@Override
			public void publish(LogRecord record) {
				complaints.add(record.getMessage());
			}

			@Override
			public void flush() {
				// nothing is kept back
			}

			@Override
			public void close() {
				// nothing is held
			}
		};
		log.addHandler(handler);
		try {
			HomeInstanceManager next = manager();
			Thread start = looking.get();
			next.close();
			ended.countDown();
			start.join();
			assertThat(complaints).isEmpty();
		} finally {
			log.removeHandler(handler);
		}
	}

	/** Else listeners would have it again, for ever. */
	@Test
	void ofADeletedInstanceNothingIsToldAfterThatItIsGone() throws Exception {
		HomeInstanceManager manager = manager();
		manager.create(instance().build()).get();
		manager.addListener(changes::add);
		CountDownLatch busy = new CountDownLatch(1);
		CountDownLatch held = new CountDownLatch(1);
		launcher.fault = () -> {
			busy.countDown();
			try {
				held.await();
			} catch (InterruptedException e) {
				Thread.currentThread().interrupt();
			}
		};
		CompletableFuture<InstanceSnapshot> stopped = manager.stop("a"); // looks for a process first
		busy.await();
		CompletableFuture<InstanceSnapshot> start = manager.start("a");
		HomeInstanceManager other = new HomeInstanceManager(home, time, time, new FakeLauncher());
		open.add(other);
		other.delete("a").get();
		manager.changeSettings(settings -> settings).get(); // which reads what the other one wrote
		assertThat(manager.getInstance("a")).isEmpty();
		held.countDown();
		assertThat(stopped.get().status()).isEqualTo(InstanceStatus.STOPPED);
		assertThatThrownBy(start::get).cause().isInstanceOf(InstanceException.class);
		manager.create(instance().id("b").name("b").build()).get();
		List<InstanceChange> told = new ArrayList<>();
		for (InstanceChange change = changes.take(); !change.id().equals("b"); change = changes.take())
			told.add(change);
		assertThat(told.getLast().after()).as(told::toString).isNull();
		assertThat(told).filteredOn(change -> change.after() == null).hasSize(1);
	}

	/** Else it would have connections that nobody ever closes. */
	@Test
	void aClosedManagerGivesClientsThatAnswerNothing() throws Exception {
		HomeInstanceManager asked = manager();
		asked.create(instance().build()).get();
		ComfyClient before = asked.client("a");
		asked.close();
		assertThat(asked.client("a")).isSameAs(before);
		assertThat(before.systemStats()).isCancelled();
		HomeInstanceManager never = manager();
		never.close();
		assertThat(never.client("a").systemStats()).isCancelled();
	}

	@Test
	@Timeout(60)
	void whoWaitsIsToldWhenTheProgramEnds() throws Exception {
		HomeInstanceManager manager = manager();
		manager.create(instance().build()).get();
		CompletableFuture<InstanceSnapshot> start = manager.start("a");
		launcher.launched.take();
		manager.close();
		assertThatThrownBy(start::get).cause().isInstanceOf(InstanceException.class);
		for (CompletableFuture<InstanceSnapshot> late : List.of(manager.start("a"), manager.stop("a"), manager.pause("a", PauseOptions.KEEP), manager.resume("a"),
				manager.stopWhenIdle("a"), manager.restart("a")))
			assertThatThrownBy(late::get).cause().isInstanceOf(InstanceException.class).hasMessageContaining("'Name of a' was deleted, or this program ends");
	}
}
