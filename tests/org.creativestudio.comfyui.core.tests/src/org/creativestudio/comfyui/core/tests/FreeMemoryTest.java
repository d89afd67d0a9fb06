// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.PauseOptions;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.core.Supervision;
import org.creativestudio.comfyui.core.internal.HomeInstanceManager;
import org.creativestudio.comfyui.testing.Recordings;
import org.creativestudio.comfyui.testing.ScriptedServer;
import org.creativestudio.comfyui.testing.ScriptedServer.Reply;
import org.creativestudio.comfyui.testing.ScriptedServer.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Memory is asked back from servers that can answer, and a manager knows whether it supervises. */
class FreeMemoryTest {

	private final BlockingQueue<String> freed = new LinkedBlockingQueue<>();

	private Reply answer(Request request) {
		if (request.path().equals("/free")) {
			freed.add(request.method());
			return Reply.json("");
		}
		return Reply.json(request.path().equals("/queue") ? "{\"queue_running\":[],\"queue_pending\":[]}"
				: Recordings.http("system_stats").body().toString());
	}

	@Test
	void aServerIsAskedUnlessItCanNotAnswer(@TempDir Path directory) throws Exception {
		FakeLauncher launcher = new FakeLauncher();
		try (HomeInstanceManager manager = new HomeInstanceManager(new StudioHome(directory), Clock.systemUTC(), null, launcher)) {
			int port;
			try (ScriptedServer probe = new ScriptedServer(request -> new Reply.Silence())) {
				port = probe.port();
			}
			manager.create(InstanceConfiguration.builder("a", "A").kind("fake").host("127.0.0.1").port(port).build()).get();
			assertThatThrownBy(() -> manager.freeMemory("a").get()).hasMessageContaining("'A' does not run");
			assertThatThrownBy(() -> manager.freeMemory("b").get()).hasMessageContaining("no instance 'b'");
			CompletableFuture<InstanceSnapshot> start = manager.start("a");
			launcher.launched.take();
			try (ScriptedServer server = ScriptedServer.on(port, this::answer)) {
				start.get();
				manager.freeMemory("a").get();
				assertThat(freed.take()).isEqualTo("POST");
				manager.pause("a", new PauseOptions(false, false, true)).get();
				assertThatThrownBy(() -> manager.freeMemory("a").get()).hasMessageContaining("suspended");
				manager.resume("a").get();
			}
		}
	}

	@Test
	void aManagerSupervisesWhileItTakesPart(@TempDir Path directory) {
		try (HomeInstanceManager manager = new HomeInstanceManager(new StudioHome(directory), Clock.systemUTC(), null, new FakeLauncher())) {
			assertThat(manager.isSupervising()).isFalse();
			try (Supervision supervision = manager.supervise()) {
				assertThat(manager.isSupervising()).isEqualTo(supervision.isLeading()).isTrue();
			}
			assertThat(manager.isSupervising()).isFalse();
		}
	}
}
