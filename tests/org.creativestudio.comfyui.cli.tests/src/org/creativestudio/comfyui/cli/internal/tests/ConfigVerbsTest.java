// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceConfiguration.Builder;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.core.internal.HomeInstanceManager;
import org.creativestudio.comfyui.testing.Hostile;
import org.creativestudio.comfyui.testing.Hostile.Entry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

/** The verbs on the configuration, with a real home behind them. */
class ConfigVerbsTest {

	@TempDir
	Path directory;
	private final Program program = new Program();
	private HomeInstanceManager manager;
	private String file;

	@BeforeEach
	void setUp() {
		file = directory.resolve("export.json").toString();
		use("one");
	}

	@AfterEach
	void tearDown() {
		manager.close();
	}

	private StudioHome use(String name) {
		if (manager != null)
			manager.close();
		StudioHome home = new StudioHome(directory.resolve(name));
		manager = RealConfiguration.behind(program, home);
		return home;
	}

	private static Builder instance(String id, String name, int port) {
		return InstanceConfiguration.builder(id, name).kind(InstanceConfiguration.EMBEDDED).port(port);
	}

	private void create(Builder instance) {
		manager.create(instance.build()).join();
	}

	private List<String> names() {
		return manager.getInstances().stream().map(InstanceSnapshot::name).toList();
	}

	@Test
	void whatIsExportedIsImportedElsewhere() throws Exception {
		create(instance("a", "A", 15041).environment(Map.of("HF_TOKEN", "planted")));
		create(instance("b", "B", 15042));
		assertThat(program.run("config", "export", file, "--instance", "A")).isZero();
		assertThat(program.out()).isEqualTo(file + System.lineSeparator());
		assertThat(program.err()).contains("Exported 1 instances");
		assertThat(program.run("config", "export", file, "--json")).isZero();
		assertThat(program.json().get("instances").getAsInt()).isEqualTo(2);
		assertThat(Files.readString(Path.of(file))).doesNotContain("planted");
		use("two");
		assertThat(program.run("config", "import", file, "--dry-run")).isZero();
		assertThat(program.out()).containsPattern("NAME +STATE +ACTION +ADDRESS +ID +HERE").containsPattern("A +new +add +localhost:15041 +a +-")
				.contains("A: The value of the secret HF_TOKEN did not come over");
		assertThat(names()).isEmpty();
		assertThat(program.run("config", "import", file)).isZero();
		assertThat(program.out()).contains("'A' was added, at port 15041.", "'B' was added");
		assertThat(names()).containsExactly("A", "B");
		assertThat(program.run("config", "import", file, "--json")).isZero();
		assertThat(program.json().getAsJsonArray("items").get(0).getAsJsonObject().get("state").getAsString()).isEqualTo("same");
		assertThat(names()).containsExactly("A", "B");
	}

	@Test
	void conflictsAreFourUntilEachIsDecided() {
		create(instance("a", "A", 15041));
		create(instance("b", "B", 15042));
		create(instance("c", "C", 15043).description("theirs"));
		create(instance("d", "D", 15044));
		program.run("config", "export", file);
		use("two");
		create(instance("a", "Mine", 15049));
		create(instance("x", "A", 15048));
		create(instance("y", "Y", 15042));
		create(instance("c", "C", 15043));
		assertThat(program.run("config", "import", file)).isEqualTo(4);
		assertThat(program.out()).contains("A: Error: Another instance is named 'A' already.", "B: Error: Port 15042");
		assertThat(program.err()).contains("Nothing was imported");
		assertThat(program.run("config", "import", file, "--rename", "nobody=X")).isEqualTo(3);
		assertThat(program.err()).contains("nobody", "A, B, C, D");
		String[] decided = { "config", "import", file, "--rename", "a=A of them", "--port", "B=15047", "--replace", "c", "--skip", "d" };
		assertThat(program.run(Stream.concat(Stream.of(decided), Stream.of("--dry-run")).toArray(String[]::new))).isZero();
		assertThat(program.run(decided)).isZero();
		assertThat(names()).containsExactly("Mine", "A", "Y", "C", "A of them", "B");
		assertThat(manager.getInstance("c").orElseThrow().configuration().description()).isEqualTo("theirs");
	}

	@Test
	void aFileWithBrokenEntriesChangesNothingUntilTheyAreLeftOut() throws Exception {
		Files.writeString(Path.of(file), "{\"schemaVersion\": 1, \"instances\": [{\"id\": \"a\", \"name\": \"A\", \"kind\": \"embedded\", \"port\": 15041},"
				+ "{\"id\": \"b\", \"name\": \"B\", \"port\": \"many\"}, 7]}");
		for (String option : List.of("--dry-run", "--json", "--no-option"))
			assertThat(option.equals("--no-option") ? program.run("config", "import", file) : program.run("config", "import", file, option))
					.as(option).isEqualTo(4);
		assertThat(program.out()).containsPattern("A +new +add").contains("Instance 2 of the file was left out: ", "Instance 3 of the file was left out: ");
		assertThat(program.err()).contains("Nothing was imported: 2 entries", "--skip-unreadable");
		assertThat(names()).isEmpty();
		assertThat(program.run("config", "import", file, "--skip-unreadable")).isZero();
		assertThat(names()).containsExactly("A");
	}

	@Test
	void filesThatAreNoneAreRefusedWithTheRightCode() throws Exception {
		assertThat(program.run("config", "import", file)).isEqualTo(3);
		Files.writeString(Path.of(file), "{}");
		assertThat(program.run("config", "import", file)).isEqualTo(4);
		assertThat(program.err()).contains("no list of instances");
		assertThat(program.run("config", "import")).isEqualTo(2);
		assertThat(program.run("config")).isEqualTo(2);
		assertThat(program.run("config", "export", file, "--instance", "nobody")).isEqualTo(3);
		assertThat(program.run("config", "--help")).isZero();
		assertThat(program.run("config", "import", "--help")).isZero();
		assertThat(program.out()).contains("--rename=ID=NAME", "comfyui_instances.json");
	}

	@Test
	void backupsAreListedComparedAndRestored() {
		assertThat(program.run("config", "restore")).isEqualTo(3);
		create(instance("a", "A", 15041));
		create(instance("b", "B", 15042));
		manager.delete("b").join();
		manager.update(instance("a", "A", 15045).build()).join();
		assertThat(program.run("config", "restore", "--list")).isZero();
		assertThat(program.out()).containsPattern("N +WHEN +INSTANCES").containsPattern("2 .*A, B");
		assertThat(program.run("config", "restore", "2", "--dry-run")).isZero();
		assertThat(program.out()).contains("Changes: A", "  port: 15045 -> 15041", "Comes back: B");
		assertThat(names()).containsExactly("A");
		assertThat(program.run("config", "restore", "2", "--json")).isZero();
		assertThat(program.json().get("restored").getAsBoolean()).isTrue();
		assertThat(program.json().getAsJsonArray("differences")).hasSize(2);
		assertThat(names()).containsExactly("A", "B");
		assertThat(program.run("config", "restore", "99")).isEqualTo(3);
		assertThat(program.err()).contains("There is no backup 99");
	}

	@Test
	void aFileThatCanNotBeReadIsRestored() throws Exception {
		create(instance("a", "A", 15041));
		create(instance("b", "B", 15042));
		Files.writeString(directory.resolve("one/instances.json"), "{ broken");
		use("one");
		assertThat(program.run("instance", "list")).isEqualTo(1);
		assertThat(program.err()).contains("config restore");
		assertThat(program.run("config", "check")).isEqualTo(1);
		assertThat(program.run("config", "restore")).isZero();
		assertThat(names()).containsExactly("A");
	}

	@Test
	void aNewerFileIsListedWithAWord() throws Exception {
		Files.createDirectories(directory.resolve("newer"));
		Files.writeString(directory.resolve("newer/instances.json"), "{\"schemaVersion\": 7, \"instances\": [{\"id\": \"a\", \"name\": \"A\"}]}");
		use("newer");
		assertThat(program.run("instance", "list")).isZero();
		assertThat(program.out()).contains("A ");
		assertThat(program.err()).contains("schema version 7");
		assertThat(program.run("instance", "edit", "a", "--port", "15041")).isEqualTo(1);
		assertThat(program.err()).contains("not changed from here");
	}

	@Test
	void checkIsFourWhenThereIsAnError() throws Exception {
		Files.createDirectories(directory.resolve("bad"));
		Files.writeString(directory.resolve("bad/instances.json"), "{\"schemaVersion\": 1, \"instances\": [{\"id\": \"a\", \"name\": \"A\", \"weight\": 0},"
				+ "{\"id\": \"b\", \"name\": \"B\", \"port\": 15041, \"environment\": {\"LD_PRELOAD\": \"/x\"}}]}");
		use("bad");
		assertThat(program.run("config", "check")).isEqualTo(4);
		assertThat(program.out()).contains("A: Error: Between 1 and 100", "B: Error: LD_PRELOAD");
		assertThat(program.run("config", "check", "--json")).isEqualTo(4);
		assertThat(program.json().getAsJsonArray("instances")).hasSize(2);
	}

	static Stream<String> paths() {
		return Hostile.paths().stream();
	}

	@ParameterizedTest
	@MethodSource("paths")
	void noHostilePathComesInByTheCommandLine(String text) throws Exception {
		for (String option : List.of("--output-directory", "--input-directory", "--user-directory", "--base-directory"))
			assertThat(program.run("instance", "create", "--embedded", "--name", "X", "--port", "15041", option, text)).as(option).isIn(2, 4);
		JsonObject instance = new JsonObject();
		instance.addProperty("id", "a");
		instance.addProperty("outputDirectory", text);
		isNotImported(instance);
	}

	static Stream<Entry> environment() {
		return Hostile.environment().stream();
	}

	@ParameterizedTest
	@MethodSource("environment")
	void noHostileVariableComesInByTheCommandLine(Entry entry) throws Exception {
		// With a '=' in it, it is another name.
		if (entry.name().indexOf('=') < 0)
			assertThat(program.run("instance", "create", "--embedded", "--name", "X", "--port", "15041", "--env", entry.name() + '=' + entry.value()))
					.isEqualTo(4);
		JsonObject environment = new JsonObject();
		environment.addProperty(entry.name(), entry.value());
		JsonObject instance = new JsonObject();
		instance.addProperty("id", "a");
		instance.add("environment", environment);
		isNotImported(instance);
	}

	private void isNotImported(JsonObject instance) throws Exception {
		JsonArray instances = new JsonArray();
		instances.add(instance);
		JsonObject root = new JsonObject();
		root.addProperty("schemaVersion", 1);
		root.add("instances", instances);
		Files.writeString(Path.of(file), root.toString());
		int code = program.run("config", "import", file);
		assertThat(code == 4 || program.out().contains("was left out")).isTrue();
		assertThat(names()).isEmpty();
	}

	@Test
	void anExplicitYesIsAnOption() {
		assertThat(program.run("instance", "create", "--embedded", "--name", "X", "--port", "15041", "--env", "LD_PRELOAD=/opt/x.so",
				"--allow-variable", "LD_PRELOAD", "--tag", "fast", "--weight", "3", "--free-memory-after", "60000")).isZero();
		InstanceConfiguration stored = manager.getInstances().get(0).configuration();
		assertThat(stored.confirmedVariables()).containsExactly("LD_PRELOAD");
		assertThat(stored.tags()).containsExactly("fast");
		assertThat(stored.weight()).isEqualTo(3);
		assertThat(stored.freeMemoryAfter()).hasMinutes(1);
	}
}
