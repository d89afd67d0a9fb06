// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.PauseOptions;
import org.creativestudio.comfyui.core.RestartPolicy;
import org.creativestudio.comfyui.core.health.Health;
import org.creativestudio.comfyui.core.internal.HomeInstanceManager;
import org.creativestudio.comfyui.core.tests.FakeLauncher.FakeProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pauses, suspended processes, and stops that wait for the work. */
class PausingTest extends SupervisedHome {

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
	@Timeout(60)
	void whatGoesWrongWithAProcessIsToldToWhoeverWaits() throws Exception {
		HomeInstanceManager manager = supervised(RestartPolicy.ON_FAILURE);
		FakeProcess process = process();
		process.atSignal = () -> {
			throw new IllegalStateException("no such process");
		};
		PauseOptions suspend = new PauseOptions(false, false, true);
		assertThatThrownBy(() -> manager.pause("a", suspend).get()).cause().isInstanceOf(InstanceException.class).hasMessageContaining("no such process");
		process.atSignal = () -> {
			// it works again
		};
		assertThat(manager.pause("a", suspend).get().suspended()).isTrue();
		process.atSignal = () -> {
			throw new IllegalStateException("not permitted");
		};
		assertThatThrownBy(() -> manager.resume("a").get()).cause().isInstanceOf(InstanceException.class).hasMessageContaining("not permitted");
		process.atSignal = () -> {
			// it works again
		};
		assertThat(manager.resume("a").get().status()).isEqualTo(InstanceStatus.RUNNING);
	}

	@Test
	@Timeout(60)
	void whoWaitsForTheWorkIsToldThatTheAddressWasChanged() throws Exception {
		launcher.controls = false;
		HomeInstanceManager manager = manager();
		open.add(server());
		manager.addListener(changes::add);
		launcher.launch(instance().build(), home);
		manager.create(instance().build()).get();
		await(is(InstanceStatus.RUNNING));
		silent = true;
		CompletableFuture<InstanceSnapshot> pause = manager.pause("a", new PauseOptions(false, true, false));
		await(is(InstanceStatus.PAUSED));
		manager.update(instance().port(port == 45000 ? 45001 : 45000).build()).get();
		manager.client("a");
		assertThatThrownBy(pause::get).cause().isInstanceOf(InstanceException.class);
	}
}
