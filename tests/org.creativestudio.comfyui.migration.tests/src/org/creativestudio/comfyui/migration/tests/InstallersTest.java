// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.migration.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;

import org.creativestudio.comfyui.core.migration.FoundSetup;
import org.creativestudio.comfyui.migration.internal.Os;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Programs that install a ComfyUI for their users, as they stand on each system. */
class InstallersTest extends SourceReading {

	@ParameterizedTest
	@EnumSource
	void comfyDesktop(Os os) {
		Tree tree = new Tree(directory, os);
		Path base = tree.directory(tree.home.resolve("Documents/ComfyUI"));
		for (String own : List.of("input", "output", "user"))
			tree.directory(base.resolve(own));
		tree.file(tree.python(base.resolve(".venv")), "");
		Path application = tree.by(tree.root.resolve("opt/ComfyUI/resources/ComfyUI"),
				tree.home.resolve("AppData/Local/Programs/@comfyorgcomfyui-electron/resources/ComfyUI"),
				tree.root.resolve("Applications/ComfyUI.app/Contents/Resources/ComfyUI"));
		tree.file(application.resolve("main.py"), "");
		tree.directory(application.resolve("comfy"));
		Path config = tree.home(".config/ComfyUI", "AppData/Roaming/ComfyUI", "Library/Application Support/ComfyUI");
		tree.file(config.resolve("config.json"), """
				{"basePath": "%s", "installState": "installed", "detectedGpu": "nvidia", "selectedDevice": "cpu",
				 "migrateCustomNodesFrom": "/old/ComfyUI", "window": {"more": [1, 2]}}""".formatted(tree.json(base)));
		tree.file(config.resolve("extra_models_config.yaml"), """
				comfyui_desktop:
				  is_default: true
				  base_path: '%s'
				  checkpoints: models/checkpoints/
				elsewhere:
				  base_path: '%s'
				  checkpoints: checkpoints
				  loras: loras/
				""".formatted(tree.text(base), tree.text(tree.home.resolve("models"))));
		tree.file(base.resolve("user/default/comfy.settings.json"),
				"{\"Comfy.Server.LaunchArgs\": {\"port\": \"8123\", \"lowvram\": \"\", \"preview-method\": \"auto\", \"listen\": \"0.0.0.0\"}, \"x\": 1}");
		FoundSetup setup = only(tree, "comfyui-desktop");
		assertThat(setup.single()).isTrue();
		assertThat(new Card(tree).of(setup)).isEqualTo("""
				* ComfyUI Desktop
				listen: 0.0.0.0
				port: 8123
				gpuDevice: cpu
				vramMode: LOW
				comfyuiDirectory: PLACE
				python: ~/Documents/ComfyUI/.venv
				baseDirectory: ~/Documents/ComfyUI
				modelDirectories: [~/models]
				keeps: output, input, user
				extraArguments: [--preview-method, auto]""".replace("PLACE", 
				tree.by("/opt/ComfyUI/resources/ComfyUI", "~/AppData/Local/Programs/@comfyorgcomfyui-electron/resources/ComfyUI",
						"/Applications/ComfyUI.app/Contents/Resources/ComfyUI")));
		tells(setup, "/old/ComfyUI");
	}

	@ParameterizedTest
	@EnumSource
	void comfyDesktopThatVersion2HasAdopted(Os os) {
		Tree tree = new Tree(directory, os);
		Path base = tree.directory(tree.home.resolve("Documents/ComfyUI"));
		tree.file(base.resolve(".comfyui-desktop-2"), "");
		tree.file(tree.home(".config/ComfyUI", "AppData/Roaming/ComfyUI", "Library/Application Support/ComfyUI").resolve("config.json"),
				"{\"basePath\": \"%s\"}".formatted(tree.json(base)));
		FoundSetup setup = only(tree, "comfyui-desktop");
		assertThat(setup.instances()).isEmpty();
		tells(setup, "Comfy Desktop 2");
	}

	@ParameterizedTest
	@EnumSource
	void comfyDesktop2(Os os) {
		Tree tree = new Tree(directory, os);
		Path one = tree.home.resolve("comfy one");
		tree.comfy(one.resolve("ComfyUI"), "../standalone-env");
		Path two = tree.home.resolve("two");
		tree.comfy(two, ".venv");
		Path data = tree.home(".local/share/comfyui-desktop-2", "AppData/Roaming/Comfy Desktop", "Library/Application Support/Comfy Desktop");
		tree.file(data.resolve("installations.json"), """
				[{"id": "a1", "name": "Main", "installPath": "%s", "sourceId": "standalone", "status": "installed",
				  "launchArgs": "--port 8211 --highvram --output-directory \\"%s\\"", "launchMode": "window", "portConflict": "auto",
				  "envVars": {"HF_TOKEN": "hf_planted", "LD_PRELOAD": "x.so", "CUDA_VISIBLE_DEVICES": "1", "MY_FLAG": "yes"},
				  "useSharedModels": true, "modelDirs": ["%s", "%s"], "modelDirsPrimary": "%s", "inputDir": "%s",
				  "lastLaunchedAt": 1760000000000},
				 {"id": "b2", "name": "Second", "installPath": "%s", "status": "installed", "lastLaunchedAt": 1770000000000},
				 {"id": "c3", "name": "Broken", "installPath": "%s", "status": "failed"},
				 {"id": "d4", "name": "Cloud", "sourceId": "cloud", "status": "installed"}]""".formatted(tree.json(one),
				tree.json(tree.home.resolve("out")), tree.json(tree.home.resolve("m1")), tree.json(tree.home.resolve("m2")),
				tree.json(tree.home.resolve("m2")), tree.json(tree.home.resolve("in")), tree.json(two), tree.json(two)));
		Path state = tree.by(tree.home.resolve(".local/state/comfyui-desktop-2"), data, data);
		tree.file(state.resolve("comfy-procs/b2.json"), "{\"childPid\": 4711, \"childStartTime\": 1770000000000, \"port\": 8300}");
		FoundSetup setup = only(tree, "comfy-desktop-2");
		assertThat(setup.single()).isFalse();
		assertThat(new Card(tree).of(setup)).isEqualTo("""
				Main
				port: 8211
				gpuDevice: cuda:1
				vramMode: HIGH
				environment: {MY_FLAG=yes}
				comfyuiDirectory: ~/comfy one/ComfyUI
				python: ~/comfy one/standalone-env
				modelDirectories: [~/m2, ~/m1]
				outputDirectory: ~/out
				inputDirectory: ~/in
				userDirectory: ~/comfy one/ComfyUI/user

				* Second
				port: 8300
				comfyuiDirectory: ~/two
				python: ~/two/.venv
				keeps: output, input, user""");
		tells(setup, "HF_TOKEN", "LD_PRELOAD", "Broken", "Cloud");
	}

	@ParameterizedTest
	@EnumSource
	void stabilityMatrix(Os os) {
		Tree tree = new Tree(directory, os);
		Path library = tree.home.resolve("StabilityMatrixData");
		stabilityLibrary(tree, library);
		tree.file(tree.home(".config", "AppData/Roaming", "Library/Application Support").resolve("StabilityMatrix/library.json"),
				"{\"LibraryPath\": \"%s\"}".formatted(tree.json(library)));
		stabilityIsRead(tree, "~/StabilityMatrixData");
	}

	@ParameterizedTest
	@EnumSource
	void portableStabilityMatrix(Os os) {
		Tree tree = new Tree(directory, os);
		Path library = tree.home.resolve("StabilityMatrix/Data");
		stabilityLibrary(tree, library);
		tree.file(library.resolve(".sm-portable"), "");
		stabilityIsRead(tree, "~/StabilityMatrix/Data");
	}

	@ParameterizedTest
	@EnumSource
	void stabilityMatrixSharesImagesAndHasWholePathsOfOldVersionsAndNumbers(Os os) {
		Tree tree = new Tree(directory, os);
		Path library = tree.home.resolve("StabilityMatrix/Data");
		tree.comfy(library.resolve("Packages/Old"), "venv");
		tree.file(library.resolve("Images/Text2Img/a.png"), "");
		tree.file(library.resolve(".sm-portable"), "");
		tree.file(library.resolve("settings.json"), """
				{"InstalledPackages": [{"Id": "id-1", "DisplayName": "Old", "PackageName": "ComfyUI", "Path": "%s", "UseSharedOutputFolder": true,
				 "LaunchArgs": [{"Name": "--cache-lru", "Type": "int", "OptionValue": 4}, {"Name": "--reserve-vram", "Type": "string", "OptionValue": " "}]}]}"""
				.formatted(tree.json(library.resolve("Packages/Old"))));
		assertThat(new Card(tree).of(only(tree, "stability-matrix"))).contains("comfyuiDirectory: ~/StabilityMatrix/Data/Packages/Old",
				"outputDirectory: ~/StabilityMatrix/Data/Images/Text2Img", "extraArguments: [--cache-lru, 4]");
	}

	private static void stabilityLibrary(Tree tree, Path library) {
		tree.comfy(library.resolve("Packages/ComfyUI"), "venv");
		tree.file(library.resolve("settings.json"), """
				{"Version": 1, "ActiveInstalledPackage": "id-2", "EnvironmentVariables": {"SETUPTOOLS_USE_DISTUTILS": "stdlib", "API_KEY": "planted"},
				 "InstalledPackages": [
				  {"Id": "id-1", "DisplayName": "Forge", "PackageName": "stable-diffusion-webui-forge", "LibraryPath": "Packages/forge"},
				  {"Id": "id-2", "DisplayName": "My ComfyUI", "PackageName": "ComfyUI", "LibraryPath": "Packages%sComfyUI",
				   "LaunchCommand": "main.py", "PythonVersion": "3.12.10", "UseSharedOutputFolder": false, "LaunchArgs": [
				    {"Name": "--port", "Type": "string", "OptionValue": "8233"}, {"Name": "--cpu", "Type": "bool", "OptionValue": false},
				    {"Name": "--novram", "Type": "bool", "OptionValue": true}, {"Name": "--reserve-vram", "Type": "string", "OptionValue": "0.9"},
				    {"Name": "--listen", "Type": "string", "OptionValue": null},
				    {"Name": "--preview-method auto", "Type": "bool", "OptionValue": true},
				    {"Name": "", "Type": "string", "OptionValue": "--fast --lora 'my file'"}]}]}""".formatted(tree.by("/", "\\\\", "/")));
	}

	private void stabilityIsRead(Tree tree, String library) {
		FoundSetup setup = only(tree, "stability-matrix");
		// As the command line of each system has it.
		assertThat(new Card(tree).of(setup)).isEqualTo("""
				* My ComfyUI
				port: 8233
				vramMode: NONE
				environment: {SETUPTOOLS_USE_DISTUTILS=stdlib}
				comfyuiDirectory: LIBRARY/Packages/ComfyUI
				python: LIBRARY/Packages/ComfyUI/venv
				keeps: output, input, user
				extraArguments: [--reserve-vram, 0.9, --preview-method, auto, --fast, --lora, ARGUMENT]""".replace("LIBRARY", library).replace("ARGUMENT", tree.by("my file", "'my, file'", "my file")));
		tells(setup, "API_KEY");
		assertThat(setup.notes()).anyMatch(note -> note.startsWith("1 of its packages"));
	}

	@ParameterizedTest
	@EnumSource
	void swarmUi(Os os) {
		Tree tree = new Tree(directory, os);
		Path install = tree.home.resolve("SwarmUI");
		tree.comfy(install.resolve("dlbackend/ComfyUI"), "venv");
		tree.file(install.resolve("Data/Backends.fds"), """
				# Generated
				0:
				    type: comfyui_selfstart
				    title: ComfyUI\\x
				    enabled: true
				    settings:
				        #The location of the 'main.py' file.
				        StartScript: dlbackend/ComfyUI/main.py
				        ExtraArgs: --lowvram --front-end-root C\\sx
				        GPU_ID: 1
				        OverQueue: 2
				        AutoRestart: false
				        Some List:
				        - one
				        - two
				1:
				    type: comfyui_api
				    title: Upstairs
				    enabled: false
				    settings:
				        Address: http://192.168.1.20:8188
				        AllowIdle: false
				        OverQueue: 1
				2:
				\ttype: autoscalingbackend
				\ttitle: Cloud
				3:
				    type: comfyui_api
				    title: Secret
				    settings:
				        Address: https://user:planted@host.example
				""");
		FoundSetup setup = only(tree, "swarmui");
		assertThat(setup.single()).isFalse();
		assertThat(new Card(tree).of(setup)).isEqualTo("""
				ComfyUI
				gpuDevice: cuda:1
				vramMode: LOW
				comfyuiDirectory: ~/SwarmUI/dlbackend/ComfyUI
				python: ~/SwarmUI/dlbackend/ComfyUI/venv
				keeps: output, input, user
				extraArguments: [--front-end-root, FRONT]
				maxConcurrentWorkflows: 3
				restartPolicy: NEVER

				Upstairs
				kind: attached
				host: 192.168.1.20
				maxConcurrentWorkflows: 2""".replace("FRONT", tree.by("Cx", "C\\x", "Cx")));
		tells(setup, "Cloud", "switched off", "host.example");
	}
}
