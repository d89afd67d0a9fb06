// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.creativestudio.comfyui.core.ActiveFallback;
import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceConfiguration.Builder;
import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceException.Reason;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.JobSettings;
import org.creativestudio.comfyui.core.LaunchSettings;
import org.creativestudio.comfyui.core.RestartPolicy;
import org.creativestudio.comfyui.core.SecuritySettings;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.core.VramMode;
import org.creativestudio.comfyui.core.configuration.Backup;
import org.creativestudio.comfyui.core.configuration.Difference;
import org.creativestudio.comfyui.core.configuration.ImportItem;
import org.creativestudio.comfyui.core.configuration.ImportItem.Action;
import org.creativestudio.comfyui.core.configuration.ImportItem.State;
import org.creativestudio.comfyui.core.configuration.ImportPlan;
import org.creativestudio.comfyui.core.migration.FirstStudioServer;
import org.creativestudio.comfyui.core.health.HealthSettings;
import org.creativestudio.comfyui.core.internal.HomeExchange;
import org.creativestudio.comfyui.core.internal.HomeInstanceManager;
import org.creativestudio.comfyui.core.validation.Finding;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/** Configurations go out of a home, into another, and back in time. */
class HomeExchangeTest {

	private static final String SECRET = "hf_planted_secret_4711";

	@TempDir
	Path directory;
	private Path file;
	private Home one;
	private Home other;

	/** A home with its services. */
	private static final class Home implements AutoCloseable {
		final StudioHome home;
		HomeInstanceManager manager;
		HomeExchange exchange;

		Home(Path directory) {
			home = new StudioHome(directory);
			open();
		}

		void open() {
			manager = new HomeInstanceManager(home, Clock.systemUTC(), null, new FakeLauncher());
			exchange = new HomeExchange(manager, manager, () -> null, home, Clock.systemUTC());
		}

		void reopen() {
			close();
			open();
		}

		List<String> names() {
			return manager.getInstances().stream().map(InstanceSnapshot::name).toList();
		}

		InstanceConfiguration get(String id) {
			return manager.getInstance(id).orElseThrow().configuration();
		}

		@Override
		public void close() {
			manager.close();
		}
	}

	@BeforeEach
	void setUp() {
		file = directory.resolve("export.json");
		one = new Home(directory.resolve("one"));
		other = new Home(directory.resolve("other"));
	}

	@AfterEach
	void tearDown() {
		one.close();
		other.close();
	}

	private static Builder instance(String id, String name, int port) {
		return InstanceConfiguration.builder(id, name).kind("fake").port(port);
	}

	/** Every field has a value that is not the default. */
	private InstanceConfiguration full(String id, String name, int port) {
		return instance(id, name, port).description("Text").listen("127.0.0.2").host("127.0.0.1").gpuDevice("cuda:1").vramMode(VramMode.LOW)
				.environment(Map.of("A", "1")).secrets(List.of("HF_TOKEN")).comfyuiDirectory(directory.resolve("comfy"))
				.python(directory.resolve("python")).baseDirectory(directory.resolve("base")).modelDirectories(List.of(directory.resolve("models")))
				.customNodesPath(directory.resolve("nodes")).outputDirectory(directory.resolve("out")).inputDirectory(directory.resolve("in"))
				.userDirectory(directory.resolve("user")).extraArguments(List.of("--fast")).maxConcurrentWorkflows(2)
				.timeout(Duration.ofMinutes(1)).queueMonitoring(false).autoStart(true).restartPolicy(RestartPolicy.ALWAYS)
				.startDeadline(Duration.ofMinutes(2)).freeMemoryAfter(Duration.ofMinutes(3)).tags(List.of("x")).weight(2)
				.unknown(JsonParser.parseString("{\"later\": 9007199254740993}").getAsJsonObject()).build();
	}

	private static void fails(CompletableFuture<?> future, Reason reason, String... messages) {
		assertThatThrownBy(future::get).cause().isInstanceOfSatisfying(InstanceException.class, e -> {
			assertThat(e.reason()).isEqualTo(reason);
			assertThat(e.getMessage()).contains(messages);
		});
	}

	private static JsonObject json(Path file) throws IOException {
		return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
	}

	private ImportPlan plan(Home home) throws Exception {
		return home.exchange.planImport(file).get();
	}

	private static ImportPlan with(ImportPlan plan, int index, ImportItem item) {
		List<ImportItem> items = new ArrayList<>(plan.items());
		items.set(index, item);
		return new ImportPlan(items, plan.active(), plan.notes());
	}

	@Test
	void everythingComesOverAndASecondTimeNothingDoes() throws Exception {
		one.manager.create(full("a", "A", 15011)).get();
		one.manager.create(instance("b", "B", 15012).build()).get();
		one.manager.setActive("b").get();
		assertThat(one.exchange.exportTo(file, List.of()).get()).isEqualTo(2);
		ImportPlan plan = plan(other);
		assertThat(plan.items()).extracting(ImportItem::state, ImportItem::action).containsOnly(org.assertj.core.groups.Tuple.tuple(State.NEW, Action.ADD));
		assertThat(plan.active()).isEqualTo("b");
		assertThat(other.exchange.apply(plan).get()).anySatisfy(said -> assertThat(said).contains("HF_TOKEN", "did not come over"))
				.anySatisfy(said -> assertThat(said).contains("'A' was added"));
		assertThat(other.get("a")).isEqualTo(one.get("a"));
		assertThat(other.manager.getActiveInstance()).get().extracting(InstanceSnapshot::id).isEqualTo("b");
		byte[] before = Files.readAllBytes(other.home.instancesFile());
		ImportPlan again = plan(other);
		assertThat(again.isEmpty()).isTrue();
		assertThat(again.items()).extracting(ImportItem::state).containsOnly(State.SAME);
		other.exchange.apply(again).get();
		assertThat(other.home.instancesFile()).hasBinaryContent(before);
	}

	@Test
	void anExportIsAsTheSchemaSaysAndForItsOwnerAlone() throws Exception {
		one.manager.create(full("a", "A", 15011)).get();
		one.manager.changeSettings(settings -> settings.strategy("round-robin").strategyOption("weighted", "by", "speed").activeFallback(ActiveFallback.WAIT).metricsPort(9090)
				.launching(new LaunchSettings(9000, 1, Duration.ofMinutes(1))).security(new SecuritySettings(true, true, 1)).jobs(new JobSettings(1, 1))
				.mutedNotifications(Set.of("x")).health(new HealthSettings(Duration.ofSeconds(1), 4, 5, 6, Duration.ofSeconds(2), Duration.ofSeconds(3))))
				.get();
		one.exchange.exportTo(file, List.of()).get();
		assertThat(SchemaCheck.violations(json(file))).isEmpty();
		assertThat(SchemaCheck.violations(json(one.home.instancesFile()))).isEmpty();
		assertThat(json(file).get("$schema")).isEqualTo(SchemaCheck.schema().get("$id"));
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
		JsonObject definitions = SchemaCheck.schema().getAsJsonObject("$defs");
		JsonObject written = json(one.home.instancesFile());
		Set<String> fields = new java.util.HashSet<>(written.getAsJsonArray("instances").get(0).getAsJsonObject().keySet());
		fields.remove("later");
		fields.add("omitted");
		assertThat(definitions.getAsJsonObject("instance").getAsJsonObject("properties").keySet()).containsExactlyInAnyOrderElementsOf(fields);
		assertThat(definitions.getAsJsonObject("settings").getAsJsonObject("properties").keySet())
				.containsExactlyInAnyOrderElementsOf(written.getAsJsonObject("settings").keySet());
		assertThat(SchemaCheck.schema().getAsJsonObject("properties").keySet()).containsAll(json(file).keySet()).containsAll(written.keySet());
	}

	@Test
	void theSchemaNamesDefaultsAndUnits() throws Exception {
		Files.createDirectories(one.home.directory());
		Files.writeString(one.home.instancesFile(), "{\"schemaVersion\": 1, \"instances\": [{\"id\": \"a\"}]}");
		one.reopen();
		one.manager.changeSettings(settings -> settings.metricsPort(1)).get();
		JsonObject written = json(one.home.instancesFile()).getAsJsonArray("instances").get(0).getAsJsonObject();
		JsonObject definitions = SchemaCheck.schema().getAsJsonObject("$defs");
		JsonObject properties = definitions.getAsJsonObject("instance").getAsJsonObject("properties");
		for (String name : properties.keySet()) {
			JsonObject property = properties.getAsJsonObject(name);
			assertThat(property.get("description")).as(name).isNotNull();
			if (!Set.of("id", "name", "omitted").contains(name))
				assertThat(property.get("default")).as(name)
						.isEqualTo(written.has(name) ? written.get(name) : com.google.gson.JsonNull.INSTANCE);
			if (!name.equals("port") && property.get("type").toString().contains("integer"))
				assertThat(property.get("x-unit")).as(name).isNotNull();
		}
		for (Map.Entry<String, JsonElement> setting : definitions.getAsJsonObject("settings").getAsJsonObject("properties").entrySet())
			assertThat(setting.getValue().getAsJsonObject().keySet()).as(setting.getKey()).contains("default", "description");
	}

	@Test
	void aDamagedExportViolatesTheSchema() throws Exception {
		one.manager.create(full("a", "A", 15011)).get();
		one.exchange.exportTo(file, List.of()).get();
		JsonObject export = json(file);
		export.getAsJsonArray("instances").get(0).getAsJsonObject().addProperty("port", "8188");
		export.addProperty("schemaVersion", 2);
		assertThat(SchemaCheck.violations(export)).hasSize(2);
	}

	@Test
	void noSecretLeavesTheHome() throws Exception {
		one.manager.create(instance("a", "A", 15011).environment(Map.of("HF_TOKEN", SECRET, "HTTPS_PROXY", "http://me:" + SECRET + "@proxy", "B", "2"))
				.extraArguments(List.of("--api-key", SECRET, "--fast", "--comfy-token=" + SECRET))
				.unknown(JsonParser.parseString("{\"cloud\": [{\"password\": \"" + SECRET + "\", \"user\": \"me\"}]}").getAsJsonObject()).build()).get();
		one.exchange.exportTo(file, List.of("a")).get();
		assertThat(Files.readString(file)).doesNotContain(SECRET).contains("HF_TOKEN", "HTTPS_PROXY", "--api-key", "--comfy-token");
		assertThat(SchemaCheck.violations(json(file))).isEmpty();
		ImportItem item = plan(other).items().get(0);
		assertThat(item.missing()).hasSize(5).allSatisfy(said -> assertThat(said).contains("did not come over"));
		assertThat(item.incoming().environment()).containsOnlyKeys("B");
		assertThat(item.incoming().secrets()).contains("HF_TOKEN", "HTTPS_PROXY");
		assertThat(item.incoming().extraArguments()).containsExactly("--fast");
		assertThat(item.incoming().unknown()).hasToString("{\"cloud\":[{\"user\":\"me\"}]}");
	}

	@Test
	void anImportNeverTakesTheValueOfASecretNorAnothersYes() throws Exception {
		Files.writeString(file, "{\"schemaVersion\": 1, \"instances\": [{\"id\": \"a\", \"kind\": \"fake\", \"port\": 15011, \"confirmedVariables\": [\"LD_PRELOAD\"],"
				+ "\"environment\": {\"LD_PRELOAD\": \"/tmp/x.so\", \"API_KEY\": \"" + SECRET + "\"}}]}");
		ImportPlan plan = plan(other);
		assertThat(plan.toString()).doesNotContain(SECRET);
		assertThat(plan.items().get(0).state()).isEqualTo(State.CONFLICT);
		fails(other.exchange.apply(plan), Reason.INVALID, "LD_PRELOAD", "Nothing was imported");
	}

	@Test
	void conflictsAreToldAndEachCanBeSolved() throws Exception {
		one.manager.create(instance("a", "Same id", 15011).build()).get();
		one.manager.create(instance("b", "Taken", 15012).build()).get();
		one.manager.create(instance("c", "Port", 15013).build()).get();
		one.exchange.exportTo(file, List.of()).get();
		other.manager.create(instance("a", "Stranger", 15021).build()).get();
		other.manager.create(instance("x", "TAKEN", 15022).build()).get();
		other.manager.create(instance("y", "Holder", 15013).build()).get();
		ImportPlan plan = plan(other);
		assertThat(plan.items()).extracting(ImportItem::state).containsExactly(State.NEW, State.CONFLICT, State.CONFLICT);
		assertThat(plan.items().get(0).incoming().id()).isEqualTo("instance_001");
		assertThat(plan.notes()).singleElement().asString().contains("'Same id' gets the id instance_001");
		byte[] before = Files.readAllBytes(other.home.instancesFile());
		fails(other.exchange.apply(plan), Reason.INVALID, "'Taken'", "'Port'", "Nothing was imported");
		assertThat(other.home.instancesFile()).hasBinaryContent(before);

		Finding port = plan.items().get(2).findings().stream().filter(Finding::isError).findFirst().orElseThrow();
		plan = with(plan, 1, plan.items().get(1).action(Action.REPLACE));
		plan = with(plan, 2, plan.items().get(2).incoming(port.fix().change().apply(plan.items().get(2).incoming())));
		plan = other.exchange.review(plan).get();
		assertThat(plan.items()).extracting(ImportItem::state).containsExactly(State.NEW, State.CHANGED, State.NEW);
		other.exchange.apply(plan).get();
		assertThat(other.names()).containsExactly("Stranger", "Taken", "Holder", "Same id", "Port");
		assertThat(other.get("x").port()).isEqualTo(15012);
		assertThat(plan(other).items()).extracting(ImportItem::state).startsWith(State.SAME, State.SAME);
	}

	@Test
	void whatChangedIsSkippedUnlessItReplaces() throws Exception {
		one.manager.create(instance("a", "A", 15011).description("new").build()).get();
		one.exchange.exportTo(file, List.of()).get();
		other.manager.create(instance("a", "A", 15011).description("old").build()).get();
		ImportPlan plan = plan(other);
		assertThat(plan.items().get(0).state()).isEqualTo(State.CHANGED);
		assertThat(plan.isEmpty()).isTrue();
		ImportItem item = plan.items().get(0);
		other.exchange.apply(other.exchange.review(with(plan, 0, item.action(Action.REPLACE))).get()).get();
		assertThat(other.get("a").description()).isEqualTo("new");

		ImportItem both = item.incoming(item.incoming().toBuilder().name("A too").port(15019).build()).action(Action.ADD);
		ImportPlan reviewed = other.exchange.review(with(plan, 0, both)).get();
		other.exchange.apply(reviewed).get();
		assertThat(other.names()).containsExactly("A", "A too");
	}

	@Test
	void twoOfOneFileThatClashAreBothConflicts() throws Exception {
		Files.writeString(file, "{\"schemaVersion\": 1, \"instances\": [{\"id\": \"a\", \"name\": \"X\", \"kind\": \"fake\", \"port\": 15011},"
				+ "{\"id\": \"a\", \"name\": \"x\", \"kind\": \"fake\", \"port\": 15012}, {\"id\": \"../\", \"name\": \"Z\", \"kind\": \"fake\", \"port\": 15013}, 7, {\"id\": \"q\", \"port\": true}]}");
		ImportPlan plan = plan(other);
		assertThat(plan.items()).extracting(ImportItem::state).containsExactly(State.CONFLICT, State.CONFLICT, State.NEW);
		assertThat(plan.items().stream().map(item -> item.incoming().id())).doesNotHaveDuplicates();
		assertThat(plan.notes()).hasSize(2).anySatisfy(note -> assertThat(note).contains("Instance 4")).anySatisfy(note -> assertThat(note).contains("port"));
	}

	@Test
	void theFirstCreativeStudioIsTakenWhole() throws Exception {
		Files.writeString(file, """
				{"version": "1.0", "activeInstanceId": "comfy-2", "lastSaved": "2025-06-01T10:00:00Z", "instances": [
				 {"id": "comfy-1", "name": " Main ", "port": 15031, "host": "localhost", "gpuDevice": "cuda:0", "envVars": {"A": "1", "HF_TOKEN": "%s"},
				  "customNodesPath": "./custom_nodes", "maxConcurrentWorkflows": 2, "timeoutMs": 60000, "enableQueueMonitoring": false,
				  "autoStart": true, "description": "first"},
				 {"id": "comfy-2", "name": "", "port": 15032, "gpuDevice": null, "envVars": {}}]}""".formatted(SECRET));
		ImportPlan plan = plan(other);
		assertThat(plan.toString()).doesNotContain(SECRET);
		assertThat(plan.items().get(0).missing()).hasSize(3).contains(FirstStudioServer.NOTHING_TO_START);
		other.exchange.apply(plan).get();
		InstanceConfiguration main = other.get("comfy-1");
		assertThat(main.name()).isEqualTo("Main");
		assertThat(main.kind()).isEqualTo(InstanceConfiguration.ATTACHED);
		assertThat(main.gpuDevice()).isEqualTo("cuda:0");
		assertThat(main.environment()).containsExactly(Map.entry("A", "1"));
		assertThat(main.timeout()).hasSeconds(60);
		assertThat(main.queueMonitoring()).isFalse();
		assertThat(main.autoStart()).isTrue();
		assertThat(main.maxConcurrentWorkflows()).isEqualTo(2);
		assertThat(other.get("comfy-2").name()).isEqualTo("comfy-2");
		assertThat(other.manager.getActiveInstance()).get().extracting(InstanceSnapshot::id).isEqualTo("comfy-2");
		assertThat(plan(other).isEmpty()).isTrue();
	}

	@Test
	void whatIsNoSuchFileIsRefusedWithTheReason() throws Exception {
		fails(one.exchange.planImport(file), Reason.NOT_FOUND, "export.json");
		Files.writeString(file, "{\"schemaVersion\": 9, \"instances\": []}");
		fails(one.exchange.planImport(file), Reason.INVALID, "newer", "schema version 9");
		Files.writeString(file, "{\"x\": 1}");
		fails(one.exchange.planImport(file), Reason.INVALID, "no list of instances");
		Files.writeString(file, "{\"instances\": [], \"instances\": []}");
		fails(one.exchange.planImport(file), Reason.INVALID, "twice");
		fails(one.exchange.planImport(directory), Reason.INVALID, "no file");
	}

	@Test
	void anExportNeverHurtsWhatIsThere() throws Exception {
		one.manager.create(instance("a", "A", 15011).build()).get();
		fails(one.exchange.exportTo(one.home.instancesFile(), List.of()), Reason.INVALID, "configuration itself");
		fails(one.exchange.exportTo(directory.resolve("none/export.json"), List.of()), Reason.FAILED, "not there");
		fails(one.exchange.exportTo(directory, List.of()), Reason.FAILED, "is a directory");
		Files.writeString(file, "before");
		fails(one.exchange.exportTo(file, List.of("nobody")), Reason.NOT_FOUND, "nobody");
		assertThat(file).hasContent("before");
	}

	@Test
	void aBackupIsComparedAndRestoredAndTodaysBecomesOne() throws Exception {
		one.manager.create(instance("a", "A", 15011).environment(Map.of("API_KEY", SECRET)).build()).get();
		one.manager.create(instance("b", "B", 15012).build()).get();
		one.manager.delete("b").get();
		one.manager.update(one.get("a").toBuilder().port(15019).environment(Map.of("API_KEY", SECRET + "2")).build()).get();
		one.manager.changeSettings(settings -> settings.metricsPort(9090)).get();
		List<Backup> backups = one.exchange.backups().get();
		assertThat(backups).hasSize(4).allMatch(backup -> backup.problem() == null);
		assertThat(backups.stream().map(Backup::instances)).containsExactly(List.of("A"), List.of("A"), List.of("A", "B"), List.of("A"));
		Backup wanted = backups.get(2);
		List<Difference> differences = one.exchange.compare(wanted).get();
		assertThat(differences).extracting(Difference::kind).containsExactly(Difference.Kind.CHANGES, Difference.Kind.COMES_BACK, Difference.Kind.SETTINGS);
		assertThat(differences.get(0).fields()).extracting(Difference.Field::name).containsExactlyInAnyOrder("port", "environment");
		assertThat(differences.toString()).contains("15019").doesNotContain("9090 ").satisfies(text -> assertThat(
				differences.get(0).fields().toString()).doesNotContain(SECRET));
		one.exchange.restore(wanted).get();
		assertThat(one.names()).containsExactly("A", "B");
		assertThat(one.get("a").port()).isEqualTo(15011);
		assertThat(one.home.instancesFile()).hasSameBinaryContentAs(wanted.file());
		assertThat(one.exchange.compare(wanted).get()).isEmpty();
		assertThat(one.exchange.compare(one.exchange.backups().get().get(0)).get()).isNotEmpty();
	}

	@Test
	void whatHoldsForAllIsComparedSettingBySettingAndInWords() throws Exception {
		one.manager.create(instance("a", "Alpha", 15011).build()).get();
		one.manager.setActive("a").get();
		one.manager.changeSettings(settings -> settings.metricsPort(9090).security(new SecuritySettings(true, false, 16))
				.mutedNotifications(Set.of("crashed", "memory"))).get();
		Backup before = one.exchange.backups().get().get(1);
		assertThat(one.exchange.compare(before).get()).singleElement().satisfies(difference -> {
			assertThat(difference.kind()).isEqualTo(Difference.Kind.SETTINGS);
			assertThat(difference.fields()).containsExactlyInAnyOrder(new Difference.Field("activeInstance", "Alpha", "-"),
					new Difference.Field("metricsPort", "9090", "-"), new Difference.Field("refuseReadableSecrets", "true", "-"),
					new Difference.Field("mutedNotifications", "crashed, memory", "-"));
		});
	}

	@Test
	void aBackupMendsAFileThatCanNotBeRead() throws Exception {
		one.manager.create(instance("a", "A", 15011).build()).get();
		one.manager.create(instance("b", "B", 15012).build()).get();
		Files.writeString(one.home.instancesFile(), "{ broken");
		one.reopen();
		assertThat(one.manager.getProblem()).isPresent();
		Backup newest = one.exchange.backups().get().get(0);
		assertThat(one.exchange.compare(newest).get()).extracting(Difference::kind).containsExactly(Difference.Kind.COMES_BACK);
		one.exchange.restore(newest).get();
		assertThat(one.names()).containsExactly("A");
		assertThat(one.manager.getProblem()).isEmpty();
		Backup broken = one.exchange.backups().get().get(0);
		assertThat(broken.file()).hasContent("{ broken");
		assertThat(broken.problem()).contains("no valid JSON");
		fails(one.exchange.restore(broken), Reason.FAILED, "can't be used");
	}

	@Test
	void checkTellsOfEachInstanceWithFindings() throws Exception {
		one.manager.create(instance("a", "A", 15011).build()).get();
		one.manager.create(instance("b", "B", 15012).outputDirectory(directory.resolve("o")).build()).get();
		one.manager.create(instance("c", "C", 15013).outputDirectory(directory.resolve("o")).build()).get();
		assertThat(one.exchange.check().get()).extracting(checked -> checked.instance().id()).containsExactly("b", "c");
	}
}
