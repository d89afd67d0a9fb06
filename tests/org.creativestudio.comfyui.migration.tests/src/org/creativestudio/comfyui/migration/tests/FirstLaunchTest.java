// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.migration.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.migration.FirstLaunch.Begun;
import org.creativestudio.comfyui.migration.internal.Os;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a home begins with. */
class FirstLaunchTest {

	@TempDir
	Path directory;
	private Tree tree;
	private Home home;

	@BeforeEach
	void open() {
		tree = new Tree(directory, Os.LINUX);
		home = new Home(directory.resolve("studio"), tree.computer(), List.of());
	}

	@AfterEach
	void close() {
		home.close();
	}

	private void comfyCli(int port) {
		Path workspace = tree.comfy(tree.home.resolve("comfy/ComfyUI"), ".venv");
		tree.file(tree.home.resolve(".config/comfy-cli/config.ini"),
				"[DEFAULT]\ndefault_workspace = " + tree.text(workspace) + "\ndefault_launch_extras = --port " + port + " --lowvram\n");
	}

	@Test
	void withNothingFoundThereIsTheDefaultInstance() throws Exception {
		Begun begun = home.begin().orElseThrow();
		assertThat(begun.instance().name()).isEqualTo("Default Instance");
		assertThat(begun.start()).containsExactly(begun.instance().id());
		assertThat(begun.message()).isEmpty();
		assertThat(home.begin()).as("only once").isEmpty();
	}

	@Test
	void aSinglePreviousSetUpIsTheLegacyInstance() throws Exception {
		comfyCli(18731);
		Begun begun = home.begin().orElseThrow();
		assertThat(begun.instance().name()).isEqualTo("Legacy Instance");
		assertThat(home.active()).contains("Legacy Instance");
		assertThat(home.instances().get(0).port()).isEqualTo(18731);
		assertThat(begun.start()).containsExactly(begun.instance().id());
		assertThat(begun.message()).contains("comfy-cli").contains("Legacy Instance");
		assertThat(begun.report()).isNotEmpty();
		assertThat(home.begin()).isEmpty();
	}

	@Test
	void oneThatRunsElsewhereIsNotStartedBesideItself() throws Exception {
		try (var held = new java.net.ServerSocket(0)) {
			comfyCli(held.getLocalPort());
			Begun begun = home.begin().orElseThrow();
			assertThat(begun.instance().name()).isEqualTo("Legacy Instance");
			assertThat(begun.start()).isEmpty();
		}
	}

	@Test
	void theFirstCreativeStudioIsTakenWhole() throws Exception {
		comfyCli(18731);
		tree.file(tree.home.resolve(".creative-studio/comfyui_instances.json"), """
				{"version": "1.0", "activeInstanceId": "instance_002", "instances": [
				 {"id": "instance_001", "name": "One", "port": 18601, "host": "localhost", "autoStart": true},
				 {"id": "instance_002", "name": "Two", "port": 18602, "host": "localhost"}]}""");
		Begun begun = home.begin().orElseThrow();
		assertThat(home.names()).containsExactly("One", "Two");
		assertThat(begun.instance().name()).isEqualTo("Two");
		assertThat(begun.start()).containsExactly("instance_001");
		assertThat(begun.message()).contains("2 instances");
	}

	@Test
	void severalSetUpsAreTheUsersChoice() throws Exception {
		comfyCli(18731);
		Path portable = tree.home.resolve("ComfyUI_windows_portable");
		tree.comfy(portable.resolve("ComfyUI"), "../python_embeded");
		Begun begun = home.begin().orElseThrow();
		assertThat(begun.instance().name()).isEqualTo("Default Instance");
		assertThat(begun.message()).contains("2 other programs").contains("config migrate");
	}

	@Test
	void oneThatCanNotRunHereIsNotWhatOneBeginsWith() throws Exception {
		tree.file(tree.home.resolve(".config/comfy-cli/config.ini"), "[DEFAULT]\ndefault_workspace = /nowhere/ComfyUI\n");
		Begun begun = home.begin().orElseThrow();
		assertThat(begun.instance().name()).isEqualTo("Default Instance");
		assertThat(begun.message()).contains("config migrate");
	}

	@Test
	void aBareComfyIsNoPreviousSetUp() throws Exception {
		tree.file(tree.home.resolve("ComfyUI/main.py"), "");
		tree.directory(tree.home.resolve("ComfyUI/comfy"));
		Begun begun = home.begin().orElseThrow();
		assertThat(begun.instance().name()).isEqualTo("Default Instance");
		assertThat(begun.message()).isEmpty();
	}

	@Test
	void aHomeThatHasAConfigurationStaysAsItIs() throws Exception {
		InstanceConfiguration mine = InstanceConfiguration.builder("mine", "Mine").kind(InstanceConfiguration.EMBEDDED).port(18600).build();
		home.manager.create(mine).get();
		home.manager.delete("mine").get();
		comfyCli(18731);
		assertThat(home.begin()).isEmpty();
		assertThat(home.names()).isEmpty();
	}
}
