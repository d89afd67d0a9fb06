// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.creativestudio.comfyui.core.FleetSettings;
import org.creativestudio.comfyui.core.JobSettings;
import org.creativestudio.comfyui.core.LaunchSettings;
import org.creativestudio.comfyui.core.SecuritySettings;
import org.creativestudio.comfyui.core.InstanceChange;
import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceException.Reason;
import org.creativestudio.comfyui.core.InstanceListener;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.core.internal.HomeInstanceManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code instances.json} may be, and what becomes of it. */
class StoreTest {

	@TempDir
	Path directory;
	private Clock clock = Clock.systemUTC();
	private final List<HomeInstanceManager> open = new ArrayList<>();

	@AfterEach
	void tearDown() {
		open.forEach(HomeInstanceManager::close);
	}

	private StudioHome home() {
		return new StudioHome(directory.resolve("home"));
	}

	private HomeInstanceManager manager() {
		HomeInstanceManager manager = new HomeInstanceManager(home(), clock, null, new FakeLauncher());
		open.add(manager);
		return manager;
	}

	private HomeInstanceManager manager(String content) throws IOException {
		Files.createDirectories(home().directory());
		Files.writeString(home().instancesFile(), content);
		return manager();
	}

	private String stored() throws IOException {
		return Files.readString(home().instancesFile());
	}

	private static InstanceConfiguration instance(String id, int port) {
		return InstanceConfiguration.builder(id, "Name of " + id).kind("fake").port(port).build();
	}

	private static void fails(CompletableFuture<?> future, Reason reason, String... messages) {
		assertThatThrownBy(future::get).cause().isInstanceOfSatisfying(InstanceException.class, e -> {
			assertThat(e.reason()).isEqualTo(reason);
			assertThat(e.getMessage()).contains(messages);
		});
	}

	@Test
	void aFileWithoutAVersionIsUpgradedAndKeptAsABackup() throws Exception {
		String old = """
				{"version": "1.0", "activeInstanceId": "b", "lastSaved": "2025-01-01", "theme": "dark", "instances": [
				 {"id": "a", "name": "A", "port": 9001, "host": "", "gpuDevice": 1, "envVars": {"X": "1", "N": 2}, "customNodesPath": "",
				  "maxConcurrentWorkflows": 3, "timeoutMs": 1000, "enableQueueMonitoring": false, "autoStart": true},
				 {"id": "b", "port": 9002}]}""";
		HomeInstanceManager manager = manager(old);
		InstanceConfiguration a = manager.getInstance("a").orElseThrow().configuration();
		assertThat(a.environment()).containsEntry("X", "1").containsEntry("N", "2");
		assertThat(a.queueMonitoring()).isFalse();
		assertThat(a.gpuDevice()).isEqualTo("cuda:1");
		assertThat(a.host()).isEqualTo("localhost");
		assertThat(a.timeout()).hasSeconds(1);
		assertThat(manager.getActiveInstance()).get().extracting(b -> b.id()).isEqualTo("b");
		assertThat(manager.getProblem()).isEmpty();
		assertThat(home().instancesFile()).hasContent(old);
		manager.setActive("a").get();
		assertThat(stored()).contains("\"schemaVersion\": 1", "\"queueMonitoring\": false", "\"theme\": \"dark\"").doesNotContain("envVars", "lastSaved");
		try (Stream<Path> backups = Files.list(home().backups())) {
			assertThat(backups).singleElement().satisfies(backup -> assertThat(backup).hasContent(old));
		}
	}

	@Test
	void aNewerFileIsReadButNotChanged() throws Exception {
		String newer = "{\"schemaVersion\": 7, \"orchestra\": 1, \"instances\": [{\"id\": \"a\", \"port\": 9001, \"violin\": true}]}";
		HomeInstanceManager manager = manager(newer);
		assertThat(manager.getInstances()).singleElement().satisfies(a -> assertThat(a.configuration().port()).isEqualTo(9001));
		assertThat(manager.getProblem()).get().extracting(Throwable::getMessage).asString().contains("schema version 7", "Update");
		fails(manager.create(instance("b", 9002)), Reason.FAILED, "schema version 7", "Update");
		fails(manager.update(instance("a", 9003)), Reason.FAILED, "schema version 7");
		fails(manager.setActive("a"), Reason.FAILED, "schema version 7");
		fails(manager.delete("a"), Reason.FAILED, "schema version 7");
		fails(manager.changeSettings(settings -> settings.metricsPort(1)), Reason.FAILED, "schema version 7");
		fails(manager.start("nobody"), Reason.NOT_FOUND, "nobody");
		assertThat(home().instancesFile()).hasContent(newer);
		Files.writeString(home().instancesFile(), "{\"schemaVersion\": 1}");
		manager.create(instance("b", 9002)).get();
		assertThat(manager.getProblem()).isEmpty();
	}

	@Test
	void aNewerFileThatIsNotUnderstoodIsUnreadable() throws Exception {
		HomeInstanceManager manager = manager("{\"schemaVersion\": 7, \"instances\": {\"a\": 1}}");
		assertThat(manager.getInstances()).isEmpty();
		assertThat(manager.getProblem()).get().extracting(Throwable::getMessage).asString().contains("schema version 7", "no list");
	}

	@Test
	void whatThisVersionDoesNotKnowSurvivesOnEveryLevel() throws Exception {
		HomeInstanceManager manager = manager("""
				{"schemaVersion": 1, "n": 9007199254740993, "nothing": null, "instances": [{"id": "a", "port": 9001,
				 "big": 12345678901234567890.123456789, "deep": {"x": [1e400, null]}}], "settings": {"later": {"y": 0.10}, "metricsPort": 9090}}""");
		manager.update(manager.getInstance("a").orElseThrow().configuration().toBuilder().name("New").build()).get();
		manager.changeSettings(settings -> settings.metricsPort(9091)).get();
		assertThat(stored()).contains("9007199254740993", "\"nothing\": null", "12345678901234567890.123456789", "1e400", "0.10", "\"New\"", "9091");
		manager.update(manager.getInstance("a").orElseThrow().configuration().toBuilder()
				.unknown(JsonParser.parseString("{\"big\": 12345678901234567890.123456788}").getAsJsonObject()).build()).get();
		assertThat(stored()).contains("12345678901234567890.123456788").doesNotContain("1e400");
	}

	@Test
	void changesOfTheSettingsAreTold() throws Exception {
		HomeInstanceManager manager = manager();
		BlockingQueue<FleetSettings> told = new LinkedBlockingQueue<>();
		manager.addListener(new InstanceListener() {
			@Override
			public void instanceChanged(InstanceChange change) {
				// not asked for here
			}

			@Override
			public void settingsChanged(FleetSettings settings) {
				told.add(settings);
			}
		});
		manager.changeSettings(settings -> settings.strategy("random")).get();
		manager.changeSettings(settings -> settings).get();
		manager.changeSettings(settings -> settings.strategyOption("weighted", "by", "speed")).get();
		FleetSettings first = FleetSettings.DEFAULTS.strategy("random");
		assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo(first);
		assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo(first.strategyOption("weighted", "by", "speed"));
	}

	@Test
	void whatIsDecidedOnLaunchingSecurityAndJobsIsStoredAndNotWrittenWhenItIsAsUsual() throws Exception {
		LaunchSettings launching = new LaunchSettings(9000, 0, Duration.ofMillis(90_500));
		SecuritySettings security = new SecuritySettings(true, true, 2);
		JobSettings jobs = new JobSettings(7, 1);
		HomeInstanceManager manager = manager("{\"schemaVersion\": 1}");
		manager.changeSettings(settings -> settings.launching(launching).security(security).jobs(jobs)).get();
		assertThat(manager().getSettings()).isEqualTo(FleetSettings.DEFAULTS.launching(launching).security(security).jobs(jobs));
		manager.changeSettings(settings -> settings.launching(LaunchSettings.DEFAULTS).security(SecuritySettings.DEFAULTS).jobs(JobSettings.DEFAULTS))
				.get();
		assertThat(stored()).doesNotContain("firstPort", "restarts", "refuse", "result", "jobs");
	}

	@Test
	void whatIsSetOfStrategiesIsStored() throws Exception {
		HomeInstanceManager manager = manager("{\"schemaVersion\": 1, \"settings\": {\"strategyOptions\": {\"gone\": {\"a\": 1, \"b\": true}}}}");
		assertThat(manager.getSettings().strategyOptions("gone")).isEqualTo(Map.of("a", "1", "b", "true"));
		manager.changeSettings(settings -> settings.strategyOption("weighted", "by", "speed").strategyOption("gone", "b", null)).get();
		manager.changeSettings(settings -> settings.strategyOption("weighted", "other", null)).get();
		assertThat(manager().getSettings().strategyOptions()).isEqualTo(Map.of("gone", Map.of("a", "1"), "weighted", Map.of("by", "speed")));
		manager.changeSettings(settings -> settings.strategyOptions("gone", Map.of()).strategyOption("weighted", "by", null)).get();
		assertThat(stored()).doesNotContain("strategyOptions");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "[]", "null", "{\"schemaVersion\": 1, \"schemaVersion\": 1}", "{\"schemaVersion\": \"x\"}",
			"{\"schemaVersion\": 1.5}", "{\"schemaVersion\": -1}", "{\"schemaVersion\": 1e999999999}", "{\"schemaVersion\": 1, \"instances\": {}}",
			"{\"schemaVersion\": 1, \"instances\": [{\"id\": \"a\"}, {\"id\": \"a\"}]}", "{\"schemaVersion\": 1, \"instances\": [{\"id\": \"../a\"}]}",
			"{\"schemaVersion\": 1, \"instances\": [{\"id\": \"a\", \"port\": [1]}]}", "{\"schemaVersion\": 1, \"instances\": [{\"id\": \"a\", \"tags\": [{}]}]}",
			"{\"schemaVersion\": 1, \"instances\": [{\"id\": \"a\", \"environment\": []}]}", "{\"schemaVersion\": 1, \"settings\": []}",
			"{\"schemaVersion\": 1, \"settings\": {\"firstPort\": 80}}", "{\"schemaVersion\": 1, \"settings\": {\"refuseOpenServers\": \"yes\"}}",
			"{\"schemaVersion\": 1, \"settings\": {\"strategyOptions\": {\"weighted\": {\"by\": []}}}}", "{\"schemaVersion\": 1, \"settings\": {\"strategyOptions\": {\"weighted\": 1}}}",
			"{\"schemaVersion\": 1, \"instances\": [{\"id\": \"a\", \"outputDirectory\": \"/a\\u0000\"}]}" })
	void whatCanNotBeReadIsNamedLeftAloneAndMendedByABackup(String content) throws Exception {
		HomeInstanceManager before = manager();
		before.create(instance("a", 9001)).get();
		before.create(instance("b", 9002)).get();
		HomeInstanceManager manager = manager(content);
		assertThat(manager.getInstances()).isEmpty();
		fails(manager.create(instance("c", 9003)), Reason.FAILED, home().instancesFile().toString(), "newest good backup", "config restore");
		assertThat(manager.getProblem()).isPresent();
		assertThat(home().instancesFile()).hasContent(content);
	}

	@Test
	void bytesThatAreNoTextAreNamed() throws Exception {
		Files.createDirectories(home().directory());
		Files.write(home().instancesFile(), new byte[] { '{', '"', (byte) 0xff, '"', ':', '1', '}' });
		assertThat(manager().getProblem()).get().extracting(Throwable::getMessage).asString().contains("no UTF-8 text");
	}

	@Test
	void theLastTwentyVersionsAreKeptInOrderAlsoWithinOneMoment() throws Exception {
		clock = Clock.fixed(Instant.parse("2026-01-02T03:04:05.678Z"), ZoneOffset.UTC);
		HomeInstanceManager manager = manager();
		for (int i = 0; i < 30; i++)
			manager.create(instance("i" + i, 9000 + i)).get();
		Files.writeString(home().backups().resolve("mine.txt"), "stays");
		manager.setActive("i0").get();
		List<Path> backups;
		try (Stream<Path> files = Files.list(home().backups())) {
			backups = files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
		}
		assertThat(backups).hasSize(20);
		for (int i = 0; i < 20; i++)
			assertThat(JsonParser.parseString(Files.readString(backups.get(i))).getAsJsonObject().getAsJsonArray("instances")).hasSize(11 + i);
		assertThat(home().backups().resolve("mine.txt")).exists();
		clock = Clock.fixed(Instant.parse("2020-01-01T00:00:00Z"), ZoneOffset.UTC);
		manager().setActive("i1").get();
		assertThat(backups.getLast()).exists();
	}

	@Test
	void filesAreForTheirOwnerAlone() throws Exception {
		HomeInstanceManager manager = manager();
		manager.create(instance("a", 9001)).get();
		manager.create(instance("b", 9002)).get();
		try (Stream<Path> files = Files.walk(home().directory())) {
			assertThat(files.filter(file -> file.toString().endsWith(".json"))).hasSize(2)
					.allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------"));
		}
	}

	@Test
	void whatADyingProgramLeftIsNotInTheWay() throws Exception {
		HomeInstanceManager manager = manager();
		manager.create(instance("a", 9001)).get();
		Files.writeString(home().directory().resolve("instances.json.tmp"), "half");
		manager.create(instance("b", 9002)).get();
		JsonObject root = JsonParser.parseString(stored()).getAsJsonObject();
		assertThat(root.getAsJsonArray("instances")).hasSize(2);
		assertThat(home().directory().resolve("instances.json.tmp")).doesNotExist();
	}

	@Test
	void whatCouldNotBeReadAgainIsNotWritten() throws Exception {
		HomeInstanceManager manager = manager();
		manager.create(instance("a", 9001)).get();
		String before = stored();
		JsonObject huge = new JsonObject();
		huge.addProperty("text", "x".repeat(2 << 20));
		fails(manager.update(instance("a", 9001).toBuilder().unknown(huge).build()), Reason.INVALID, "could not be read again", "Nothing was changed");
		fails(manager.update(instance("a", 9001).toBuilder().description("half \ud83d").build()), Reason.INVALID, "Nothing was changed");
		assertThat(stored()).isEqualTo(before);
		assertThat(home().backups()).doesNotExist();
	}
}
