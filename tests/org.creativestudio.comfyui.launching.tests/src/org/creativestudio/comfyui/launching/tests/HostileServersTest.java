// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.launching.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceException.Reason;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.RestartPolicy;
import org.creativestudio.comfyui.core.StartProgress;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.core.internal.HomeInstanceManager;
import org.creativestudio.comfyui.core.internal.LauncherRegistry;
import org.creativestudio.comfyui.core.launching.InstanceLauncher;
import org.creativestudio.comfyui.core.launching.InstanceLog;
import org.creativestudio.comfyui.launching.internal.ComfyLauncher;
import org.creativestudio.comfyui.launching.internal.Patience;
import org.creativestudio.comfyui.launching.internal.ProcessTree;
import org.creativestudio.comfyui.testing.FakeComfy;
import org.creativestudio.comfyui.testing.FakeComfy.Behaviour;
import org.creativestudio.comfyui.testing.ReservedPort;
import org.eclipse.core.runtime.FileLocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.osgi.framework.FrameworkUtil;

/** The whole life of instances whose processes are real and bad. */
@EnabledOnOs({ OS.LINUX, OS.MAC })
class HostileServersTest {

	@TempDir
	Path directory;
	private Path comfy;
	private final List<HomeInstanceManager> open = new ArrayList<>();
	private final List<ReservedPort> ports = new ArrayList<>();
	private final ComfyLauncher launcher = new ComfyLauncher(new Patience(Duration.ofMillis(500), Duration.ofMillis(500)), List::of);

	@BeforeEach
	void setUp() throws IOException {
		File bundle = FileLocator.getBundleFileLocation(FrameworkUtil.getBundle(FakeComfy.class)).orElseThrow();
		// a directory when it comes from the workspace of a build
		Path classes = Stream.of("target/classes", "bin").map(bundle.toPath()::resolve).filter(Files::isDirectory).findFirst()
				.orElse(bundle.toPath());
		comfy = FakeComfy.install(directory.resolve("ComfyUI"), classes);
	}

	@AfterEach
	void tearDown() throws Exception {
		for (HomeInstanceManager manager : open) {
			for (InstanceSnapshot instance : manager.getInstances())
				manager.stop(instance.id()).get();
			manager.close();
		}
		for (ReservedPort port : ports)
			port.close();
	}

	private HomeInstanceManager manager(String home) {
		HomeInstanceManager manager = new HomeInstanceManager(new StudioHome(directory.resolve(home)), Clock.systemUTC(), null,
				new LauncherRegistry() {
					@Override
					public Optional<InstanceLauncher> find(String kind) {
						return Optional.of(launcher);
					}

					@Override
					public List<InstanceLauncher> all() {
						return List.of(launcher);
					}
				});
		open.add(manager);
		return manager;
	}

	private InstanceConfiguration.Builder instance(Behaviour behaviour, int port) {
		return InstanceConfiguration.builder("a", "A").comfyuiDirectory(comfy).port(port).restartPolicy(RestartPolicy.NEVER)
				.environment(Map.of(FakeComfy.BEHAVIOUR, behaviour.name(), FakeComfy.LINES, "50"));
	}

	private int freePort() throws IOException {
		ReservedPort reserved = new ReservedPort();
		ports.add(reserved);
		return reserved.number();
	}

	private static InstanceException failure(CompletableFuture<?> future) {
		try {
			future.join();
			throw new AssertionError("it did not fail");
		} catch (java.util.concurrent.CompletionException e) {
			return (InstanceException) e.getCause();
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "GOOD", "TALKATIVE", "IGNORES_SIGNALS", "LEAVES_CHILDREN", "PRINTS_MUCH", "PRINTS_NO_NEWLINE" })
	void whoAnswersRunsAndIsStoppedWithAllThatItStarted(Behaviour behaviour) throws Exception {
		int port = freePort();
		HomeInstanceManager manager = manager("home");
		manager.create(instance(behaviour, port).build()).get();
		InstanceSnapshot running = manager.start("a").get();
		assertThat(running.status()).isEqualTo(InstanceStatus.RUNNING);
		StartProgress steps = running.starting();
		assertThat(steps.alive()).isLessThanOrEqualTo(steps.portOpen());
		assertThat(steps.portOpen()).isLessThanOrEqualTo(steps.answering());
		InstanceLog log = new InstanceLog(new StudioHome(directory.resolve("home")).log("a"));
		List<Long> children = log.lastLines(50).stream().filter(line -> line.startsWith("child ")).map(line -> Long.valueOf(line.substring(6)))
				.toList();
		assertThat(children).hasSize(behaviour == Behaviour.LEAVES_CHILDREN ? 3 : 0);
		InstanceSnapshot stopped = manager.stop("a").get();
		assertThat(stopped.status()).isEqualTo(InstanceStatus.STOPPED);
		for (long child : children)
			assertThat(ProcessHandle.of(child).filter(process -> new ProcessTree(process, "").alive().contains(process))).isEmpty();
		try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
			assertThat(socket.isBound()).isTrue();
		}
		try (Stream<Path> files = Files.list(log.file().getParent())) {
			assertThat(files.mapToLong(file -> file.toFile().length()).sum()).isLessThan(40L << 20);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "NEVER_OPENS", "NEVER_ANSWERS", "ANSWERS_GARBAGE", "ANSWERS_ERRORS" })
	void whoNeverAnswersIsAnErrorAtTheDeadlineAndGone(Behaviour behaviour) throws Exception {
		HomeInstanceManager manager = manager("home");
		manager.create(instance(behaviour, freePort()).startDeadline(Duration.ofSeconds(2)).build()).get();
		InstanceException failure = failure(manager.start("a"));
		assertThat(failure.reason()).isEqualTo(Reason.TIMEOUT);
		assertThat(failure.getMessage()).contains("within 2 s", "Fake ComfyUI, " + behaviour);
		InstanceSnapshot after = manager.getInstance("a").orElseThrow();
		assertThat(after.status()).isEqualTo(InstanceStatus.ERROR);
		assertThat(launcher.adopt(after.configuration(), new StudioHome(directory.resolve("home")))).isEmpty();
	}

	@Test
	void whoExitsAtOnceIsAnErrorWithItsCodeAndLastWords() throws Exception {
		HomeInstanceManager manager = manager("home");
		manager.create(instance(Behaviour.EXITS_AT_ONCE, freePort()).build()).get();
		InstanceException failure = failure(manager.start("a"));
		assertThat(failure.reason()).isEqualTo(Reason.FAILED);
		assertThat(failure.getMessage()).contains("exit code 3", "Fake ComfyUI");
		assertThat(manager.getInstance("a").orElseThrow().status()).isEqualTo(InstanceStatus.ERROR);
	}

	@Test
	void ofTwoOnOnePortOneRunsAndTheOtherTellsWhoHoldsIt() throws Exception {
		int port = freePort();
		HomeInstanceManager one = manager("one");
		HomeInstanceManager other = manager("other");
		one.create(instance(Behaviour.GOOD, port).build()).get();
		other.create(instance(Behaviour.GOOD, port).build()).get();
		List<CompletableFuture<InstanceSnapshot>> starts = List.of(one.start("a"), other.start("a"));
		List<InstanceSnapshot> running = new ArrayList<>();
		List<Throwable> failures = new ArrayList<>();
		for (CompletableFuture<InstanceSnapshot> start : starts)
			start.handle((snapshot, failure) -> failure == null ? running.add(snapshot) : failures.add(failure)).join();
		assertThat(running).hasSize(1);
		assertThat(failures).singleElement().satisfies(
				failure -> assertThat(failure.getMessage()).contains("is in use by", "(pid " + running.get(0).process().pid() + ')'));
	}

	@Test
	void aCrashIsSeenAndAnsweredAndAnotherProgramFindsTheNewProcess() throws Exception {
		HomeInstanceManager manager = manager("home");
		manager.create(instance(Behaviour.LEAVES_CHILDREN, freePort()).restartPolicy(RestartPolicy.ON_FAILURE).build()).get();
		manager.supervise();
		InstanceSnapshot running = manager.start("a").get();
		BlockingQueue<InstanceSnapshot> changes = new LinkedBlockingQueue<>();
		manager.addListener(change -> changes.add(change.after()));
		long first = running.process().pid();
		ProcessHandle.of(first).orElseThrow().destroyForcibly();
		InstanceSnapshot next = changes.take();
		// Something else may still be told of the first one.
		while (next.status() != InstanceStatus.RUNNING || next.process().pid() == first)
			next = changes.take();
		HomeInstanceManager second = manager("home");
		second.ready().get();
		assertThat(second.getInstance("a").orElseThrow()).satisfies(found -> {
			assertThat(found.status()).isEqualTo(InstanceStatus.RUNNING);
			assertThat(found.process()).isEqualTo(manager.getInstance("a").orElseThrow().process());
		});
		open.remove(second);
		second.close();
	}

	@Test
	void aSuspendedInstanceStaysSuspendedForTheNextProgram() throws Exception {
		HomeInstanceManager manager = manager("home");
		manager.create(instance(Behaviour.GOOD, freePort()).build()).get();
		manager.start("a").get();
		manager.pause("a", new org.creativestudio.comfyui.core.PauseOptions(false, false, true)).get();
		HomeInstanceManager second = manager("home");
		open.remove(second);
		second.ready().get();
		assertThat(second.getInstance("a").orElseThrow().suspended()).isTrue();
		InstanceSnapshot resumed = second.resume("a").get();
		assertThat(resumed.status()).isEqualTo(InstanceStatus.RUNNING);
		assertThat(second.client("a").systemStats().get().comfyuiVersion()).isEqualTo("0.3.64");
		second.close();
		assertThatThrownBy(() -> manager.stop("nobody").get()).cause().isInstanceOf(InstanceException.class);
	}
}
