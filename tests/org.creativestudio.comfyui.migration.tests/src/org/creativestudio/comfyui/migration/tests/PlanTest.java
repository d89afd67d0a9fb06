// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.migration.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.configuration.ImportItem;
import org.creativestudio.comfyui.core.configuration.ImportItem.Action;
import org.creativestudio.comfyui.core.configuration.ImportItem.State;
import org.creativestudio.comfyui.core.configuration.ImportPlan;
import org.creativestudio.comfyui.core.migration.FirstStudioServer;
import org.creativestudio.comfyui.migration.internal.Computer;
import org.creativestudio.comfyui.migration.internal.Os;
import org.creativestudio.comfyui.testing.Recordings;
import org.creativestudio.comfyui.testing.ScriptedServer;
import org.creativestudio.comfyui.testing.ScriptedServer.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From what was found to instances of a home. */
class PlanTest {

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

	private void reopen(List<Integer> ports) {
		home.close();
		home = new Home(directory.resolve("studio"), tree.computer(), ports);
	}

	private Path comfyCli(String extras) {
		Path workspace = tree.comfy(tree.home.resolve("comfy/ComfyUI"), ".venv");
		tree.file(tree.home.resolve(".config/comfy-cli/config.ini"),
				"[DEFAULT]\ndefault_workspace = " + tree.text(workspace) + "\ndefault_launch_extras = " + extras + '\n');
		return workspace;
	}

	@Test
	void aSinglePreviousSetUpBecomesTheActiveLegacyInstance() throws Exception {
		Path workspace = comfyCli("--port 18531 --lowvram");
		Map<String, String> before = tree.state();
		List<String> report = home.migrate();
		assertThat(home.names()).containsExactly("Legacy Instance");
		assertThat(home.active()).contains("Legacy Instance");
		InstanceConfiguration legacy = home.instances().get(0);
		assertThat(legacy.comfyuiDirectory()).isEqualTo(workspace);
		assertThat(legacy.port()).isEqualTo(18531);
		assertThat(legacy.outputDirectory()).isEqualTo(workspace.resolve("output"));
		assertThat(report).anyMatch(line -> line.contains("Legacy Instance") && line.contains("18531"));
		assertThat(tree.state()).isEqualTo(before);
	}

	@Test
	void anImportOfTheFirstCreativeStudioSaysTheSame() throws Exception {
		Path file = tree.file(tree.home.resolve(".creative-studio/comfyui_instances.json"), """
				{"version": "1.0", "activeInstanceId": "instance_002", "instances": [
				 {"id": "instance_001", "name": "Here", "port": 18611, "host": "localhost"},
				 {"id": "instance_002", "name": "There", "port": 18612, "host": "studio.local"}]}""");
		ImportPlan migrated = home.migration.plan(home.migration.read(file).get()).get();
		ImportPlan imported = home.exchange.planImport(file).get();
		assertThat(imported.items()).extracting(ImportItem::incoming).extracting(InstanceConfiguration::id, InstanceConfiguration::kind,
				InstanceConfiguration::host, InstanceConfiguration::port).containsExactlyElementsOf(migrated.items().stream().map(ImportItem::incoming)
						.map(one -> tuple(one.id(), one.kind(), one.host(), one.port())).toList());
		assertThat(imported.items().get(0).incoming().kind()).isEqualTo(InstanceConfiguration.ATTACHED);
		assertThat(imported.items().get(0).missing()).containsExactly(FirstStudioServer.NOTHING_TO_START);
		assertThat(migrated.notes()).anyMatch(note -> note.contains(FirstStudioServer.NOTHING_TO_START));
		assertThat(imported.active()).isEqualTo(migrated.active());
	}

	@Test
	void aSecondRunMakesNothingTwice() throws Exception {
		comfyCli("--port 18531");
		everyOtherSource();
		home.migrate();
		List<InstanceConfiguration> first = home.instances();
		assertThat(first.size()).isGreaterThan(5);
		ImportPlan again = home.plan();
		assertThat(again.isEmpty()).isTrue();
		assertThat(again.items()).allSatisfy(item -> assertThat(item.state()).isEqualTo(State.SAME));
		home.migrate();
		assertThat(home.instances()).isEqualTo(first);
	}

	@Test
	void aSecondRunKnowsWhatTheUserRenamedAndMoved() throws Exception {
		comfyCli("--port 18531");
		home.migrate();
		InstanceConfiguration changed = home.instances().get(0).toBuilder().name("Mine").port(18999).comfyuiDirectory(tree.home.resolve("moved")).build();
		home.manager.update(changed).get();
		assertThat(home.plan().isEmpty()).isTrue();
	}

	@Test
	void whatTwoSourcesNameComesOverOnce() throws Exception {
		Path workspace = comfyCli("--port 18531");
		tree.environment.put("COMFYUI_PATH", tree.text(workspace));
		tree.file(tree.home.resolve(".local/share/krita/ai_diffusion/settings.json"),
				"{\"server_mode\": \"managed\", \"server_path\": \"%s\"}".formatted(tree.json(workspace)));
		reopen(List.of());
		ImportPlan plan = home.plan();
		assertThat(plan.items()).hasSize(1);
		assertThat(plan.notes()).anyMatch(note -> note.contains("Krita") && note.contains("once")).anyMatch(note -> note.contains("ComfyUI, too"));
		assertThat(plan.items().get(0).incoming().name()).isEqualTo("Legacy Instance");
	}

	@Test
	void whatIsHereByHandDoesNotComeAgain() throws Exception {
		Path workspace = comfyCli("--port 18531");
		home.manager.create(InstanceConfiguration.builder("mine", "Mine").comfyuiDirectory(workspace).port(18531).build()).get();
		ImportPlan plan = home.plan();
		assertThat(plan.isEmpty()).isTrue();
		assertThat(plan.items().get(0).existing()).isNotNull();
	}

	@Test
	void portsAndNamesThatAreTakenAreReplaced() throws Exception {
		comfyCli("--port 18531");
		home.manager.create(InstanceConfiguration.builder("mine", "ComfyUI (comfy-cli)").kind(InstanceConfiguration.EMBEDDED).port(18531).build()).get();
		tree.comfy(tree.home.resolve("SwarmUI/dlbackend/ComfyUI"), "venv");
		tree.file(tree.home.resolve("SwarmUI/Data/Backends.fds"), """
				0:
				    type: comfyui_selfstart
				    title: One
				    settings:
				        StartScript: dlbackend/ComfyUI/main.py
				        ExtraArgs: --port 18531
				1:
				    type: comfyui_selfstart
				    title: One
				    settings:
				        StartScript: dlbackend/ComfyUI/main.py
				""");
		ImportPlan plan = home.plan();
		List<ImportItem> added = plan.items().stream().filter(item -> item.action() == Action.ADD).toList();
		assertThat(added).extracting(item -> item.incoming().name()).containsExactly("ComfyUI (comfy-cli) 2", "One", "One 2");
		assertThat(added).extracting(item -> item.incoming().port()).doesNotHaveDuplicates().doesNotContain(18531);
		assertThat(added.get(0).missing()).anyMatch(line -> line.contains("18531"));
		assertThat(added.get(1).incoming().outputDirectory()).isNotNull();
		assertThat(added.get(2).incoming().outputDirectory()).as("two servers must not share it").isNull();
		assertThat(plan.active()).as("several set-ups: the user says").isNull();
		home.exchange.apply(plan).get();
		assertThat(home.names()).hasSize(4);
	}

	@Test
	void aPortThatAnotherProgramHasIsReplaced() throws Exception {
		try (ServerSocket held = new ServerSocket(0)) {
			comfyCli("--port " + held.getLocalPort());
			ImportItem item = home.plan().items().get(0);
			assertThat(item.incoming().port()).isNotEqualTo(held.getLocalPort());
			assertThat(item.missing()).anyMatch(line -> line.contains("in use"));
		}
	}

	@Test
	void theFirstCreativeStudioIsTakenWhole() throws Exception {
		firstStudio();
		home.migrate();
		assertThat(home.names()).containsExactly("One", "Two");
		assertThat(home.active()).contains("Two");
		assertThat(home.instances()).extracting(InstanceConfiguration::id).containsExactly("instance_001", "instance_002");
	}

	@Test
	void anActiveInstanceStaysActive() throws Exception {
		home.manager.create(InstanceConfiguration.builder("mine", "Mine").kind(InstanceConfiguration.EMBEDDED).port(18600).build()).get();
		home.manager.setActive("mine").get();
		reopen(List.of());
		comfyCli("--port 18531");
		home.migrate();
		assertThat(home.active()).contains("Mine");
		assertThat(home.names()).containsExactly("Mine", "Legacy Instance");
	}

	@Test
	void aRunningServerIsAttached() throws Exception {
		String answer = Recordings.http("system_stats").body().toString();
		try (ScriptedServer server = new ScriptedServer(request -> Reply.json(answer));
				ScriptedServer other = new ScriptedServer(request -> Reply.json("{\"hello\": 1}"));
				ScriptedServer silent = new ScriptedServer(request -> new Reply.Silence())) {
			reopen(List.of(server.port(), other.port(), silent.port()));
			home.migrate();
			assertThat(home.instances()).hasSize(1);
			InstanceConfiguration attached = home.instances().get(0);
			assertThat(attached.kind()).isEqualTo(InstanceConfiguration.ATTACHED);
			assertThat(attached.port()).isEqualTo(server.port());
			assertThat(home.plan().isEmpty()).as("ours are not asked again").isTrue();
		}
	}

	@Test
	void aRunningServerOfAKnownInstallationIsThatOne() throws Exception {
		Path workspace = comfyCli("--lowvram");
		String answer = Recordings.http("system_stats").body().toString().replace("\"main.py\"", '"' + workspace.resolve("main.py").toString() + '"');
		try (ScriptedServer server = new ScriptedServer(request -> Reply.json(answer))) {
			reopen(List.of(server.port()));
			ImportPlan plan = home.plan();
			assertThat(plan.items()).hasSize(1);
			InstanceConfiguration installed = plan.items().get(0).incoming();
			assertThat(installed.kind()).isEqualTo(InstanceConfiguration.COMFYUI);
			assertThat(installed.port()).isEqualTo(server.port());
			assertThat(plan.notes()).anyMatch(note -> note.contains("answers at port " + server.port()));
		}
	}

	@Test
	void oneThatCanNotBeStoredKeepsNoneOut() throws Exception {
		firstStudio();
		Path workspace = tree.comfy(tree.home.resolve("comfy/ComfyUI"), ".venv");
		tree.file(tree.home.resolve(".config/comfy-cli/config.ini"), "[DEFAULT]\ndefault_workspace = " + workspace
				+ "\ndefault_launch_extras = --port 18531 --output-directory /etc\n");
		home.close();
		home = new Home(directory.resolve("studio"), new Computer(Os.LINUX, Map.of(), tree.home, null), List.of());
		ImportPlan plan = home.plan();
		assertThat(plan.items()).filteredOn(item -> item.action() == Action.SKIP).singleElement()
				.satisfies(item -> assertThat(item.state()).isEqualTo(State.CONFLICT));
		home.exchange.apply(plan).get();
		assertThat(home.names()).containsExactly("One", "Two");
	}

	@Test
	void aServerOfAnotherComputerTakesNoPortHere() throws Exception {
		comfyCli("--port 18531");
		home.manager.create(InstanceConfiguration.builder("far", "Far").kind(InstanceConfiguration.ATTACHED).host("render.example").port(18531).build()).get();
		assertThat(home.plan().items()).singleElement().satisfies(item -> {
			assertThat(item.incoming().port()).isEqualTo(18531);
			assertThat(item.missing()).noneMatch(note -> note.contains("port"));
		});
	}

	@Test
	void idsThatDifferInTheirCaseAloneWouldBeTheSameFiles() throws Exception {
		tree.file(tree.home.resolve(".creative-studio/comfyui_instances.json"), """
				{"version": "1.0", "instances": [{"id": "Station", "name": "One", "port": 18601, "host": "localhost"},
				 {"id": "station", "name": "Two", "port": 18602, "host": "localhost"}]}""");
		assertThat(home.plan().items()).extracting(item -> item.incoming().id()).containsExactly("Station", "instance_001");
	}

	@Test
	void anOutputDirectoryIsTheSameUnderAnotherName() throws Exception {
		Path output = tree.home.resolve("comfy/ComfyUI/output");
		Path link = tree.home.resolve("pictures");
		comfyCli("--port 18531 --output-directory " + tree.text(link));
		Files.createSymbolicLink(link, output);
		home.manager.create(InstanceConfiguration.builder("mine", "Mine").kind(InstanceConfiguration.EMBEDDED).port(18532).outputDirectory(output).build()).get();
		assertThat(home.plan().items()).singleElement().satisfies(item -> {
			assertThat(item.incoming().outputDirectory()).isNull();
			assertThat(item.missing()).anyMatch(note -> note.contains("output directory of its own"));
		});
	}

	private void firstStudio() {
		tree.file(tree.home.resolve(".creative-studio/comfyui_instances.json"), """
				{"version": "1.0", "activeInstanceId": "instance_002", "instances": [
				 {"id": "instance_001", "name": "One", "port": 18601, "host": "localhost"},
				 {"id": "instance_002", "name": "Two", "port": 18602, "host": "localhost", "autoStart": true}]}""");
	}

	private void everyOtherSource() {
		firstStudio();
		Path portable = tree.home.resolve("ComfyUI_windows_portable");
		tree.comfy(portable.resolve("ComfyUI"), "../python_embeded");
		tree.file(portable.resolve("run_cpu.bat"), "python_embeded\\python.exe -s ComfyUI\\main.py --cpu");
		tree.file(tree.home.resolve(".local/share/krita/ai_diffusion/settings.json"), "{\"server_mode\": \"external\", \"server_url\": \"127.0.0.1:18700\"}");
		Path comfy = tree.comfy(tree.home.resolve("ComfyUI"), "venv");
		tree.file(comfy.resolve("custom_nodes/ComfyUI-Distributed/gpu_config.json"),
				"{\"workers\": [{\"id\": 1, \"name\": \"W1\", \"port\": 18711}, {\"id\": 2, \"name\": \"W2\", \"port\": 18712}]}");
	}
}
