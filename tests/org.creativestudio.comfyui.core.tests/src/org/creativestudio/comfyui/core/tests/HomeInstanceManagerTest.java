// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;

import org.creativestudio.comfyui.core.InstanceChange;
import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceException.Reason;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.core.health.Health;
import org.creativestudio.comfyui.core.internal.HomeInstanceManager;
import org.creativestudio.comfyui.testing.Recordings;
import org.creativestudio.comfyui.testing.ReservedPort;
import org.creativestudio.comfyui.testing.ScriptedServer;
import org.creativestudio.comfyui.testing.ScriptedServer.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of instances whose processes are fake and whose servers answer with recordings. */
class HomeInstanceManagerTest {

	@TempDir
	Path directory;
	private StudioHome home;
	private final FakeLauncher launcher = new FakeLauncher();
	private final List<AutoCloseable> open = new ArrayList<>();
	private final BlockingQueue<InstanceChange> changes = new LinkedBlockingQueue<>();

	@BeforeEach
	void setUp() {
		home = new StudioHome(directory.resolve("home"));
	}

	@AfterEach
	void tearDown() throws Exception {
		for (AutoCloseable closeable : open)
			closeable.close();
	}

	private HomeInstanceManager manager() {
		HomeInstanceManager manager = new HomeInstanceManager(home, Clock.systemUTC(), null, launcher);
		open.add(manager);
		return manager;
	}

	private static InstanceConfiguration instance(String id, int port) {
		return InstanceConfiguration.builder(id, "Name of " + id).kind("fake").host("127.0.0.1").port(port).build();
	}

	private int freePort() throws IOException {
		ReservedPort reserved = new ReservedPort();
		open.add(reserved);
		return reserved.number();
	}

	/** The server of an instance: listens only from the moment on when its process was launched. */
	private void answerOnceLaunched(int port) {
		Thread.ofVirtual().start(() -> {
			try {
				launcher.launched.take();
				open.add(answering(port));
			} catch (InterruptedException | IOException e) {
				throw new IllegalStateException(e);
			}
		});
	}

	private static AutoCloseable answering(int port) throws IOException {
		String stats = Recordings.http("system_stats").body().toString();
		return ScriptedServer.on(port, request -> Reply.json(stats));
	}

	private InstanceSnapshot await(Predicate<InstanceSnapshot> wanted) throws InterruptedException {
		while (true) {
			InstanceChange change = changes.take();
			InstanceSnapshot after = change.after();
			if (after != null && wanted.test(after))
				return after;
		}
	}

	private static void fails(CompletableFuture<?> future, Reason reason, String message) {
		assertThatThrownBy(future::get).cause().isInstanceOfSatisfying(InstanceException.class, e -> {
			assertThat(e.reason()).isEqualTo(reason);
			assertThat(e.getMessage()).contains(message);
		});
	}

	@Test
	void whatIsCreatedIsThereAtTheNextStart() throws Exception {
		HomeInstanceManager first = manager();
		first.create(instance("instance_001", 9001)).get();
		first.setActive("instance_001").get();
		HomeInstanceManager second = manager();
		assertThat(second.getInstances()).singleElement().satisfies(found -> {
			assertThat(found.configuration()).isEqualTo(instance("instance_001", 9001));
			assertThat(found.status()).isEqualTo(InstanceStatus.STOPPED);
			assertThat(found.active()).isTrue();
		});
		assertThat(second.newId()).isEqualTo("instance_002");
		assertThat(second.find("name of INSTANCE_001")).isPresent();
	}

	@Test
	void badConfigurationsAreRefusedWithAllReasons() throws Exception {
		HomeInstanceManager manager = manager();
		manager.create(instance("a", 9001)).get();
		fails(manager.create(instance("a", 9002)), Reason.INVALID, "'a' already");
		fails(manager.create(instance("b", 9001)), Reason.INVALID, "Port 9001");
		fails(manager.create(instance("../b", 9003)), Reason.INVALID, "The id");
		fails(manager.create(instance("b", 70000).toBuilder().name(" ").environment(java.util.Map.of("A=B", "")).build()), Reason.INVALID,
				"70000");
		fails(manager.create(instance("b", 9004).toBuilder().outputDirectory(Path.of("relative")).build()), Reason.INVALID, "absolute");
		fails(manager.update(instance("nobody", 9005)), Reason.NOT_FOUND, "nobody");
		assertThat(manager.getInstances()).hasSize(1);
	}

	@Test
	void aStartGoesThroughItsStepsToRunning() throws Exception {
		int port = freePort();
		HomeInstanceManager manager = manager();
		manager.create(instance("a", port)).get();
		manager.addListener(changes::add);
		answerOnceLaunched(port);
		InstanceSnapshot running = manager.start("a").get();
		assertThat(running.status()).isEqualTo(InstanceStatus.RUNNING);
		assertThat(running.health().health()).isEqualTo(Health.HEALTHY);
		assertThat(running.server()).satisfies(server -> assertThat(server.comfyuiVersion()).isEqualTo("0.3.64"));
		List<InstanceStatus> statuses = new ArrayList<>();
		long revision = 0;
		for (InstanceChange change = changes.take(); change.after().status() != InstanceStatus.RUNNING; change = changes.take()) {
			assertThat(change.after().revision()).isGreaterThan(revision);
			revision = change.after().revision();
			if (change.before() != null) // the creation may be told late
				statuses.add(change.after().status());
		}
		assertThat(statuses).isNotEmpty().containsOnly(InstanceStatus.STARTING);
		assertThat(manager.stop("a").get().status()).isEqualTo(InstanceStatus.STOPPED);
	}

	@Test
	void aProcessThatEndsBeforeItAnswersIsAnErrorWithItsLastWords() throws Exception {
		HomeInstanceManager manager = manager();
		manager.create(instance("a", freePort())).get();
		CompletableFuture<InstanceSnapshot> start = manager.start("a");
		launcher.launched.take().end(3, false);
		fails(start, Reason.FAILED, "exit code 3");
		InstanceSnapshot after = manager.getInstance("a").orElseThrow();
		assertThat(after.status()).isEqualTo(InstanceStatus.ERROR);
		assertThat(after.activity()).contains("exit code 3", "last words");
	}

	@Test
	void aServerThatNeverAnswersIsStoppedAtTheDeadline() throws Exception {
		HomeInstanceManager manager = manager();
		manager.create(instance("a", freePort()).toBuilder().startDeadline(Duration.ofMillis(1)).build()).get();
		CompletableFuture<InstanceSnapshot> start = manager.start("a");
		FakeLauncher.FakeProcess process = launcher.launched.take();
		fails(start, Reason.TIMEOUT, "last words");
		process.stopAsked.get();
		assertThat(manager.getInstance("a").orElseThrow().status()).isEqualTo(InstanceStatus.ERROR);
	}

	@Test
	void cancellingAStartStopsTheProcess() throws Exception {
		HomeInstanceManager manager = manager();
		manager.create(instance("a", freePort())).get();
		manager.addListener(changes::add);
		CompletableFuture<InstanceSnapshot> start = manager.start("a");
		FakeLauncher.FakeProcess process = launcher.launched.take();
		start.cancel(true);
		process.stopAsked.get();
		await(snapshot -> snapshot.status() == InstanceStatus.STOPPED);
	}

	@Test
	void stoppingWhileItStartsEndsBoth() throws Exception {
		HomeInstanceManager manager = manager();
		manager.create(instance("a", freePort())).get();
		CompletableFuture<InstanceSnapshot> start = manager.start("a");
		launcher.launched.take();
		assertThat(manager.stop("a").get().status()).isEqualTo(InstanceStatus.STOPPED);
		fails(start, Reason.CANCELLED, "cancelled");
	}

	@Test
	void aCrashIsSeenFromTheProcessAtOnce() throws Exception {
		int port = freePort();
		HomeInstanceManager manager = manager();
		manager.create(instance("a", port)).get();
		CompletableFuture<InstanceSnapshot> start = manager.start("a");
		FakeLauncher.FakeProcess process = launcher.launched.take();
		open.add(answering(port));
		start.get();
		manager.addListener(changes::add);
		process.end(139, false);
		InstanceSnapshot after = await(snapshot -> snapshot.status() == InstanceStatus.ERROR);
		assertThat(after.activity()).contains("exit code 139", "last words");
		assertThat(after.server()).isNull();
	}

	@Test
	void aPortInUseIsRefusedWithItsHolderAndAFreeOne() throws Exception {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			HomeInstanceManager manager = manager();
			manager.create(instance("a", socket.getLocalPort())).get();
			fails(manager.start("a"), Reason.FAILED, "port " + socket.getLocalPort() + " is in use by ");
			assertThat(launcher.launched).isEmpty();
			assertThat(manager.getInstance("a").orElseThrow().activity()).contains("is free");
		}
	}

	@Test
	void anUnknownKindCanNotBeStarted() throws Exception {
		HomeInstanceManager manager = manager();
		manager.create(instance("a", freePort()).toBuilder().kind("unknown").build()).get();
		fails(manager.start("a"), Reason.INVALID, "'unknown'");
	}

	@Test
	void twoProgramsOnOneHomeSeeEachOther() throws Exception {
		int port = freePort();
		HomeInstanceManager one = manager();
		HomeInstanceManager other = manager();
		other.addListener(changes::add);
		one.create(instance("a", port)).get();
		await(snapshot -> snapshot.id().equals("a"));
		answerOnceLaunched(port);
		one.start("a").get();
		await(snapshot -> snapshot.status() == InstanceStatus.RUNNING);
		one.stop("a").get();
		InstanceSnapshot stopped = await(snapshot -> snapshot.status() == InstanceStatus.STOPPED);
		assertThat(stopped.activity()).contains("another program");
	}

	@Test
	void changesOfTwoProgramsAtOnceAreAllKept() throws Exception {
		HomeInstanceManager one = manager();
		HomeInstanceManager other = manager();
		List<CompletableFuture<InstanceSnapshot>> all = new ArrayList<>();
		for (int i = 0; i < 40; i++) {
			all.add(one.create(instance("one" + i, 20000 + i)));
			all.add(other.create(instance("other" + i, 21000 + i)));
		}
		for (CompletableFuture<InstanceSnapshot> created : all)
			created.get();
		assertThat(manager().getInstances()).hasSize(80);
		assertThat(Files.list(home.backups())).hasSizeLessThanOrEqualTo(20);
	}

	@Test
	void fieldsOfAnotherVersionSurvive() throws Exception {
		Files.createDirectories(home.directory());
		Files.writeString(home.instancesFile(),
				"{\"schemaVersion\": 1, \"later\": [1], \"instances\": [{\"id\": \"a\", \"port\": 9001, \"tags\": [\"x\"]}]}");
		HomeInstanceManager manager = manager();
		manager.update(manager.getInstance("a").orElseThrow().configuration().toBuilder().name("New").build()).get();
		String text = Files.readString(home.instancesFile());
		assertThat(text).contains("\"later\"", "\"tags\"", "\"New\"");
	}

	@Test
	void aDamagedFileIsNamedAndLeftAlone() throws Exception {
		manager().create(instance("a", 9001)).get();
		manager().create(instance("b", 9002)).get();
		Files.writeString(home.instancesFile(), "{ broken");
		HomeInstanceManager manager = manager();
		assertThat(manager.getInstances()).isEmpty();
		fails(manager.create(instance("c", 9003)), Reason.FAILED, "backups");
		fails(manager.start("a"), Reason.FAILED, home.instancesFile().toString());
		assertThat(home.instancesFile()).hasContent("{ broken");
	}

	@Test
	void aNewerSchemaIsNotOverwritten() throws Exception {
		Files.createDirectories(home.directory());
		Files.writeString(home.instancesFile(), "{\"schemaVersion\": 99}");
		fails(manager().create(instance("a", 9001)), Reason.FAILED, "schema version 99");
		assertThat(home.instancesFile()).hasContent("{\"schemaVersion\": 99}");
	}

	@Test
	void theDefaultInstanceIsMadeOnlyOnce() throws Exception {
		InstanceSnapshot made = manager().createDefaultInstance().get().orElseThrow();
		assertThat(made.name()).isEqualTo("Default Instance");
		assertThat(made.configuration().port()).isBetween(8188, 8400);
		assertThat(made.active()).isTrue();
		assertThat(made.configuration().autoStart()).isTrue();
		assertThat(manager().createDefaultInstance().get()).isEmpty();
	}

	@Test
	void aDeletedInstanceIsStoppedAndGone() throws Exception {
		int port = freePort();
		HomeInstanceManager manager = manager();
		manager.create(instance("a", port)).get();
		manager.setActive("a").get();
		CompletableFuture<InstanceSnapshot> start = manager.start("a");
		FakeLauncher.FakeProcess process = launcher.launched.take();
		open.add(answering(port));
		start.get();
		manager.delete("a").get();
		process.stopAsked.get();
		assertThat(manager.getInstances()).isEmpty();
		assertThat(manager.getActiveInstance()).isEmpty();
	}

	@Test
	void idsAreTheSameInEveryLanguage() {
		Locale before = Locale.getDefault();
		Locale.setDefault(Locale.forLanguageTag("ar-EG"));
		try {
			assertThat(manager().newId()).isEqualTo("instance_001");
		} finally {
			Locale.setDefault(before);
		}
	}
}
