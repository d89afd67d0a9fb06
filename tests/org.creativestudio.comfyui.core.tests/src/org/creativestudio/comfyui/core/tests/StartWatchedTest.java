// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.internal.HomeInstanceManager;
import org.creativestudio.comfyui.core.tests.FakeLauncher.FakeProcess;
import org.junit.jupiter.api.Test;

/** A start takes a server minutes; whoever looks at it meanwhile leaves it alone. */
class StartWatchedTest extends SupervisedHome {

	private static final int PROGRAMS = 200;

	@Test
	void programsThatLookAtAStartAndEndDoNotEndIt() throws Exception {
		HomeInstanceManager manager = manager();
		manager.create(instance().build()).get();
		CompletableFuture<InstanceSnapshot> start = manager.start("a");
		FakeProcess process = launcher.launched.take();
		for (int i = 0; i < PROGRAMS; i++)
			try (HomeInstanceManager other = new HomeInstanceManager(home, time, time, launcher)) {
				CompletableFuture<Void> seen = new CompletableFuture<>();
				Consumer<InstanceSnapshot> look = snapshot -> {
					if (is(InstanceStatus.STARTING).test(snapshot))
						seen.complete(null);
				};
				other.addListener(change -> look.accept(change.after()));
				other.getInstance("a").ifPresent(look);
				CompletableFuture.anyOf(seen, process.stopAsked).get();
				assertThat(process.stopAsked).isNotDone();
			}
		open.add(server());
		assertThat(start.get().status()).isEqualTo(InstanceStatus.RUNNING);
		assertThat(process.stopAsked).isNotDone();
	}

	@Test
	void aFaultWhileLookingDoesNotEndIt() throws Exception {
		HomeInstanceManager first = manager();
		first.create(instance().build()).get();
		FakeProcess process = (FakeProcess) launcher.launch(instance().build(), home);
		process.atOutput = () -> {
			throw new IllegalStateException("as of a class that is gone");
		};
		HomeInstanceManager manager = manager();
		manager.addListener(changes::add);
		await(is(InstanceStatus.ERROR));
		assertThat(process.stopAsked).isNotDone();
		process.atOutput = () -> {
			// told again
		};
		open.add(server());
		await(is(InstanceStatus.RUNNING));
		assertThat(process.stopAsked).isNotDone();
	}
}
