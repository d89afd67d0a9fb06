// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;

import org.creativestudio.comfyui.core.InstanceChange;
import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.RestartPolicy;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.core.internal.HomeInstanceManager;
import org.creativestudio.comfyui.core.tests.FakeLauncher.FakeProcess;
import org.creativestudio.comfyui.testing.Recordings;
import org.creativestudio.comfyui.testing.ReservedPort;
import org.creativestudio.comfyui.testing.ScriptedServer;
import org.creativestudio.comfyui.testing.ScriptedServer.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A home with a fake process that answers, and a clock that only the test moves. */
abstract class SupervisedHome {

	@TempDir
	Path directory;
	StudioHome home;
	final ManualTime time = new ManualTime();
	final FakeLauncher launcher = new FakeLauncher();
	final List<AutoCloseable> open = new ArrayList<>();
	final BlockingQueue<InstanceChange> changes = new LinkedBlockingQueue<>();
	/** What the server has still to do; one line each. */
	final List<String> queue = new ArrayList<>();
	/** Whether the server keeps to itself what it has to do. */
	volatile boolean silent;
	final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
	volatile IoWork atFree = () -> {
		// nothing, in most tests
	};
	int port;

	@FunctionalInterface
	interface IoWork {
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

	HomeInstanceManager manager() {
		HomeInstanceManager manager = new HomeInstanceManager(home, time, time, launcher);
		open.add(manager);
		return manager;
	}

	InstanceConfiguration.Builder instance() {
		return InstanceConfiguration.builder("a", "Name of a").kind("fake").host("127.0.0.1").port(port);
	}

	/** A server that answers as long as it is open, and what it was asked for beside its state. */
	AutoCloseable server() throws IOException {
		String stats = Recordings.http("system_stats").body().toString();
		return ScriptedServer.on(port, request -> {
			if (silent && request.path().equals("/queue"))
				return new Reply.Silence();
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
	AutoCloseable started(HomeInstanceManager manager) throws Exception {
		CompletableFuture<InstanceSnapshot> start = manager.start("a");
		launcher.launched.take();
		AutoCloseable server = server();
		start.get();
		return server;
	}

	FakeProcess process() {
		return (FakeProcess) launcher.adopt(instance().build(), home).orElseThrow();
	}

	InstanceSnapshot await(Predicate<InstanceSnapshot> wanted) throws InterruptedException {
		while (true) {
			InstanceChange change = changes.take();
			InstanceSnapshot after = change.after();
			if (after != null && wanted.test(after))
				return after;
		}
	}

	static Predicate<InstanceSnapshot> is(InstanceStatus status) {
		return snapshot -> snapshot.status() == status;
	}

	/** A supervised instance that runs, its server, and all changes from then on. */
	HomeInstanceManager supervised(RestartPolicy policy) throws Exception {
		HomeInstanceManager manager = manager();
		manager.create(instance().restartPolicy(policy).build()).get();
		manager.supervise();
		open.add(started(manager));
		manager.addListener(changes::add);
		return manager;
	}
}
