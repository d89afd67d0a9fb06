// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.core.configuration.ImportItem.Action;
import org.creativestudio.comfyui.core.internal.HomeInstanceManager;
import org.creativestudio.comfyui.core.migration.FoundSetup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What other programs know comes over by command. */
class MigrateVerbTest {

	@TempDir
	Path directory;
	private final Program program = new Program();
	private HomeInstanceManager manager;
	private Path settings;

	@BeforeEach
	void setUp() throws Exception {
		StudioHome home = new StudioHome(directory.resolve("home"));
		manager = RealConfiguration.behind(program, home);
		settings = Files.writeString(directory.resolve("config.ini"), "");
		InstanceConfiguration instance = InstanceConfiguration.builder("legacy", "Legacy Instance").kind(InstanceConfiguration.EMBEDDED).port(15061)
				.build();
		program.migration.found.add(new FoundSetup("comfy-cli", "comfy-cli", settings, List.of(instance), instance, true,
				List.of("The secret hf_api_token does not come over.")));
	}

	@AfterEach
	void tearDown() {
		manager.close();
	}

	private List<String> names() {
		return manager.getInstances().stream().map(InstanceSnapshot::name).toList();
	}

	@Test
	void showsWhatItWouldDoAndDoesItWhenToldTo() {
		assertThat(program.run("config", "migrate")).isZero();
		assertThat(program.err()).contains("Found comfy-cli in " + settings + ", instances: 1.", "--yes");
		assertThat(program.out()).containsPattern("Legacy Instance +new +add +localhost:15061").contains("hf_api_token");
		assertThat(names()).isEmpty();
		assertThat(program.run("config", "migrate", "--yes", "--dry-run")).isZero();
		assertThat(names()).isEmpty();
		assertThat(program.run("config", "migrate", "--yes")).isZero();
		assertThat(program.out()).contains("'Legacy Instance' was added, at port 15061.", "hf_api_token");
		assertThat(names()).containsExactly("Legacy Instance");
	}

	@Test
	void readsOnePlace() {
		assertThat(program.run("config", "migrate", "--from", settings.toString(), "--json")).isZero();
		assertThat(program.json().getAsJsonArray("items")).hasSize(1);
		assertThat(program.run("config", "migrate", "--from", directory.toString())).isEqualTo(3);
		assertThat(program.err()).contains("Nothing that could be taken over was found in " + directory);
		assertThat(program.run("config", "migrate", "--from", directory.resolve("none").toString())).isEqualTo(3);
	}

	@Test
	void saysWhenThereIsNothing() {
		program.migration.action = Action.SKIP;
		assertThat(program.run("config", "migrate", "--yes")).isZero();
		assertThat(program.err()).contains("There is nothing new to take over.");
		program.migration.found.clear();
		assertThat(program.run("config", "migrate", "--json")).isZero();
		assertThat(program.json().getAsJsonArray("items")).isEmpty();
		assertThat(program.err()).contains("no running server");
	}
}
