// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.QueueLoad;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.core.health.Health;
import org.creativestudio.comfyui.core.health.HealthReport;
import org.creativestudio.comfyui.core.internal.health.HealthMonitoring;
import org.creativestudio.comfyui.core.internal.HomeInstanceManager;
import org.creativestudio.comfyui.testing.Recordings;
import org.creativestudio.comfyui.testing.ScriptedServer;
import org.creativestudio.comfyui.testing.ScriptedServer.Reply;
import org.creativestudio.comfyui.testing.ScriptedServer.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The word for how a server answers. */
class HealthMonitoringTest {

	@Test
	void threeFailuresAreUnhealthyAndTwoAnswersHealthyAgain(@TempDir Path directory) throws Exception {
		AtomicReference<Boolean> broken = new AtomicReference<>(false);
		FakeLauncher launcher = new FakeLauncher();
		try (HomeInstanceManager manager = new HomeInstanceManager(new StudioHome(directory), Clock.systemUTC(), null, launcher);
				HealthMonitoring monitor = new HealthMonitoring(manager, manager)) {
			int port;
			try (ScriptedServer probe = new ScriptedServer(request -> new Reply.Silence())) {
				port = probe.port();
			}
			manager.create(InstanceConfiguration.builder("a", "A").kind("fake").host("127.0.0.1").port(port).build()).get();
			assertThat(monitor.check("a").get().health()).isEqualTo(Health.UNKNOWN);
			CompletableFuture<InstanceSnapshot> start = manager.start("a");
			launcher.launched.take();
			try (ScriptedServer server = ScriptedServer.on(port, request -> answer(request, broken.get()))) {
				start.get();
				assertThat(monitor.check("a").get().health()).isEqualTo(Health.HEALTHY);
				broken.set(true);
				assertThat(monitor.check("a").get().health()).isEqualTo(Health.DEGRADED);
				assertThat(monitor.check("a").get().health()).isEqualTo(Health.DEGRADED);
				HealthReport third = monitor.check("a").get();
				assertThat(third.health()).isEqualTo(Health.UNHEALTHY);
				assertThat(third.reason()).contains("3 checks", "503");
				broken.set(false);
				assertThat(monitor.check("a").get().health()).isEqualTo(Health.UNHEALTHY);
				assertThat(monitor.check("a").get().health()).isEqualTo(Health.HEALTHY);
				CompletableFuture<QueueLoad> seen = new CompletableFuture<>();
				manager.addListener(change -> {
					if (change.after() != null && change.after().queue() != null)
						seen.complete(change.after().queue());
				});
				monitor.check("a").get();
				assertThat(seen.get()).isEqualTo(new QueueLoad(1, 4));
			}
		}
	}

	private static Reply answer(Request request, boolean broken) {
		if (broken)
			return Reply.json(503, "");
		return Reply.json(request.path().equals("/prompt") ? "{\"exec_info\": {\"queue_remaining\": 5}}"
				: Recordings.http("system_stats").body().toString());
	}
}
