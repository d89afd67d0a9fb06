// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.migration.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.migration.FoundSetup;
import org.creativestudio.comfyui.migration.internal.Computer;
import org.creativestudio.comfyui.migration.internal.Os;
import org.creativestudio.comfyui.migration.internal.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that nobody wrote in good faith. */
class HostileTest {

	private static final List<String> FILES = List.of("config.json", "installations.json", "config.ini", "settings.json", "library.json",
			"Data/Backends.fds", "gpu_config.json", "comfyui_instances.json", "comfyui-config", "run.bat", "extra_model_paths.yaml",
			"extra_models_config.yaml");

	@TempDir
	Path directory;

	static Stream<Arguments> contents() {
		List<String> contents = new ArrayList<>(List.of("", "\0\0\0", "null", "[]", "{}", "42", "\"x\"", "\uFEFF{}", "{\"basePath\": 3}", "[[[]]]",
				"[".repeat(100_000), "{\"a\":".repeat(50_000), "- ".repeat(50_000), "a:\n".repeat(50_000), "x".repeat(2_000_000),
				"{\"basePath\": \"" + "a".repeat(100_000) + "\", \"server_mode\": \"managed\", \"InstalledPackages\": [null, 3, {}]}",
				"{\"server_mode\": \"external\", \"server_url\": \"" + "@".repeat(5000) + "\"}", "a: &x [1]\nb: *x\n", "!!javax.script.ScriptEngineManager [x]",
				"[DEFAULT]\nbackground = ('x', 99999, -1)\ndefault_workspace = \u0001\n", "0:\n  type: comfyui_selfstart\n   bad: x\n", "{\"workers\": {}}",
				"{\"version\": {}, \"instances\": [{\"id\": [], \"port\": 1e999, \"envVars\": [], \"timeoutMs\": -5, \"name\": \"\\u0000\"}]}",
				"set " + "A".repeat(9000) + "=b\npython main.py --port", "{\"LibraryPath\": \"\\u0000\"}", "{\"LibraryPath\": \"..\\\\..\\\\..\"}"));
		contents.add("a: &a [x,x]\n" + Stream.iterate(0, i -> i + 1).limit(30).map(i -> "b" + i + ": &b" + i + " [*a,*a]\n").reduce("", String::concat));
		return contents.stream().flatMap(content -> Stream.of(Os.values()).map(os -> Arguments.of(os, content)));
	}

	@ParameterizedTest(name = "{0} {index}")
	@MethodSource("contents")
	void anyContentGivesNotesAndNeverFails(Os os, String content) {
		Tree tree = new Tree(directory, os);
		Path place = tree.comfy(tree.home.resolve("place"), "python_embeded");
		FILES.forEach(file -> tree.file(place.resolve(file), content));
		Map<String, String> before = tree.state();
		for (Source source : Source.ALL)
			assertThatCode(() -> source.read(place, tree.computer()).ifPresent(HostileTest::isSound)).as(source.name()).doesNotThrowAnyException();
		assertThat(tree.state()).isEqualTo(before);
	}

	private static void isSound(FoundSetup setup) {
		assertThat(setup.notes()).allSatisfy(note -> assertThat(note).hasSizeLessThan(1000).doesNotContain("\n"));
		for (InstanceConfiguration instance : setup.instances()) {
			assertThat(instance.port()).isBetween(1, 65535);
			assertThat(instance.name()).isNotBlank().hasSizeLessThanOrEqualTo(100);
			assertThat(instance.timeout()).isPositive();
		}
	}

	@Test
	void whatIsNoFileIsNotRead() throws Exception {
		Tree tree = new Tree(directory, Os.LINUX);
		Files.createDirectories(tree.home.resolve(".config/comfy-cli/config.ini"));
		Path link = tree.home.resolve(".creative-studio/comfyui_instances.json");
		Files.createDirectories(link.getParent());
		if (Files.exists(Path.of("/dev/zero")))
			Files.createSymbolicLink(link, Path.of("/dev/zero"));
		assertThat(tree.found("comfy-cli")).isEmpty();
		assertThat(tree.found("creative-studio-1")).isEmpty();
	}

	@Test
	void pathsOfAnotherSystemAreTold() {
		Tree tree = new Tree(directory, Os.LINUX);
		tree.file(tree.home.resolve(".config/comfy-cli/config.ini"),
				"[DEFAULT]\ndefault_workspace = C:\\Users\\me\\ComfyUI\nrecent_workspace = \\\\server\\share\n");
		FoundSetup setup = tree.found("comfy-cli").get(0);
		assertThat(setup.instances()).isEmpty();
		assertThat(setup.notes()).filteredOn(note -> note.contains("path of another system")).hasSize(2);
	}

	@Test
	void anInstanceIsStillProposedWithoutThem() {
		Tree tree = new Tree(directory, Os.WINDOWS);
		Path library = tree.home.resolve("StabilityMatrix/Data");
		tree.comfy(library.resolve("Packages/ComfyUI"), "venv");
		tree.file(library.resolve(".sm-portable"), "");
		tree.file(library.resolve("settings.json"), """
				{"InstalledPackages": [{"Id": "1", "PackageName": "ComfyUI", "LibraryPath": "Packages\\\\ComfyUI", "LaunchArgs":
				[{"Name": "--output-directory", "OptionValue": "D:\\\\out"}, {"Name": "--user-directory", "OptionValue": "/home/me/user"}]}]}""");
		// Read where the tree is not mounted: drives of Windows lead nowhere on this system.
		Computer here = new Computer(Os.LINUX, Map.of(), tree.home, null);
		FoundSetup setup = Source.ALL.stream().flatMap(source -> source.read(library, here).stream())
				.filter(found -> found.source().equals("stability-matrix")).findFirst().orElseThrow();
		assertThat(setup.instances().get(0).comfyuiDirectory()).isEqualTo(library.resolve("Packages/ComfyUI"));
		assertThat(setup.instances().get(0).outputDirectory()).isEqualTo(library.resolve("Packages/ComfyUI/output"));
		assertThat(setup.notes()).anyMatch(note -> note.contains("another system"));
	}
}
