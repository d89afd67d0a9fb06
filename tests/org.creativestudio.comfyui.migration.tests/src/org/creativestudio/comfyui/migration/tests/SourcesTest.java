// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.migration.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.RestartPolicy;
import org.creativestudio.comfyui.core.VramMode;
import org.creativestudio.comfyui.core.migration.FoundSetup;
import org.creativestudio.comfyui.migration.internal.Os;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each source as it stands on each system. */
class SourcesTest {

	@TempDir
	Path directory;

	private FoundSetup only(Tree tree, String source) {
		Map<String, String> before = tree.state();
		List<FoundSetup> found = tree.found(source);
		assertThat(tree.state()).as("the source is only read").isEqualTo(before);
		assertThat(found).hasSize(1);
		FoundSetup setup = found.get(0);
		// Each source has secrets planted in it.
		assertThat(setup.notes()).noneMatch(note -> note.contains("planted"));
		assertThat(setup.instances()).noneMatch(instance -> (instance.environment().toString() + instance.extraArguments() + instance.unknown()).contains("planted"));
		return setup;
	}

	private static void tells(FoundSetup setup, String... words) {
		for (String word : words)
			assertThat(setup.notes()).anyMatch(note -> note.contains(word));
	}

	private InstanceConfiguration onlyInstance(Tree tree, String source) {
		FoundSetup setup = only(tree, source);
		assertThat(setup.instances()).as(setup.notes().toString()).hasSize(1);
		return setup.instances().get(0);
	}

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
		InstanceConfiguration instance = setup.instances().get(0);
		assertThat(setup.single()).isTrue();
		assertThat(setup.active()).isSameAs(instance);
		tells(setup, "/old/ComfyUI");
		assertThat(instance.port()).isEqualTo(8123);
		assertThat(instance.listen()).isEqualTo("0.0.0.0");
		assertThat(instance.host()).isEqualTo("localhost");
		assertThat(instance.vramMode()).isEqualTo(VramMode.LOW);
		assertThat(instance.gpuDevice()).isEqualTo("cpu");
		assertThat(instance.extraArguments()).containsExactly("--preview-method", "auto");
		assertThat(instance.comfyuiDirectory()).isEqualTo(application);
		assertThat(instance.baseDirectory()).isEqualTo(base);
		assertThat(instance.python()).isEqualTo(tree.python(base.resolve(".venv")));
		assertThat(instance.outputDirectory()).isEqualTo(base.resolve("output"));
		assertThat(instance.userDirectory()).isEqualTo(base.resolve("user"));
		assertThat(instance.modelDirectories()).containsExactly(tree.home.resolve("models"));
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
		assertThat(setup.instances()).extracting(InstanceConfiguration::name).containsExactly("Main", "Second");
		assertThat(setup.active()).isSameAs(setup.instances().get(1));
		assertThat(setup.single()).isFalse();
		InstanceConfiguration main = setup.instances().get(0);
		assertThat(main.comfyuiDirectory()).isEqualTo(one.resolve("ComfyUI"));
		assertThat(main.python()).isEqualTo(tree.python(one.resolve("standalone-env")));
		assertThat(main.port()).isEqualTo(8211);
		assertThat(main.vramMode()).isEqualTo(VramMode.HIGH);
		assertThat(main.outputDirectory()).isEqualTo(tree.home.resolve("out"));
		assertThat(main.inputDirectory()).isEqualTo(tree.home.resolve("in"));
		assertThat(main.modelDirectories()).containsExactly(tree.home.resolve("m2"), tree.home.resolve("m1"));
		assertThat(main.environment()).isEqualTo(Map.of("MY_FLAG", "yes"));
		assertThat(main.gpuDevice()).isEqualTo("cuda:1");
		assertThat(setup.instances().get(1).port()).isEqualTo(8300);
		tells(setup, "HF_TOKEN", "LD_PRELOAD", "Broken", "Cloud");
	}

	@ParameterizedTest
	@EnumSource
	void comfyCli(Os os) {
		Tree tree = new Tree(directory, os);
		Path workspace = tree.comfy(tree.home("comfy/ComfyUI", "Documents/comfy/ComfyUI", "Documents/comfy/ComfyUI"), ".venv");
		tree.file(tree.home(".config/comfy-cli", "AppData/Local/comfy-cli", "Library/Application Support/comfy-cli").resolve("config.ini"), """
				[DEFAULT]
				enable_tracking = True
				default_workspace = %s
				default_launch_extras = --lowvram --cuda-device 2
				recent_workspace = %s
				background = ('127.0.0.1', 8222, 99999)
				hf_api_token = hf_planted
				civitai_api_token = civ_planted
				[other]
				default_workspace = /nowhere
				""".formatted(tree.text(workspace), tree.text(tree.home.resolve("other"))));
		FoundSetup setup = only(tree, "comfy-cli");
		InstanceConfiguration instance = setup.instances().get(0);
		assertThat(setup.single()).isTrue();
		assertThat(instance.comfyuiDirectory()).isEqualTo(workspace);
		assertThat(instance.python()).isEqualTo(tree.python(workspace.resolve(".venv")));
		assertThat(instance.port()).isEqualTo(8222);
		assertThat(instance.vramMode()).isEqualTo(VramMode.LOW);
		assertThat(instance.gpuDevice()).isEqualTo("cuda:2");
		tells(setup, "hf_api_token", "civitai_api_token", "other");
	}

	@ParameterizedTest
	@EnumSource
	void comfyCliWithoutAWorkspaceUsesTheDefaultOne(Os os) {
		Tree tree = new Tree(directory, os);
		Path workspace = tree.comfy(tree.home("comfy/ComfyUI", "Documents/comfy/ComfyUI", "Documents/comfy/ComfyUI"), "venv");
		tree.file(tree.home(".config/comfy-cli", "AppData/Local/comfy-cli", "Library/Application Support/comfy-cli").resolve("config.ini"),
				"[DEFAULT]\nenable_tracking = False\n");
		assertThat(onlyInstance(tree, "comfy-cli").comfyuiDirectory()).isEqualTo(workspace);
	}

	@ParameterizedTest
	@EnumSource
	void stabilityMatrix(Os os) {
		Tree tree = new Tree(directory, os);
		Path library = tree.home.resolve("StabilityMatrixData");
		stabilityLibrary(tree, library);
		tree.file(tree.home(".config", "AppData/Roaming", "Library/Application Support").resolve("StabilityMatrix/library.json"),
				"{\"LibraryPath\": \"%s\"}".formatted(tree.json(library)));
		stabilityIsRead(tree, library);
	}

	@ParameterizedTest
	@EnumSource
	void portableStabilityMatrix(Os os) {
		Tree tree = new Tree(directory, os);
		Path library = tree.home.resolve("StabilityMatrix/Data");
		stabilityLibrary(tree, library);
		tree.file(library.resolve(".sm-portable"), "");
		stabilityIsRead(tree, library);
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

	private void stabilityIsRead(Tree tree, Path library) {
		FoundSetup setup = only(tree, "stability-matrix");
		InstanceConfiguration instance = setup.instances().get(0);
		assertThat(setup.instances()).hasSize(1);
		assertThat(setup.active()).isSameAs(instance);
		assertThat(instance.name()).isEqualTo("My ComfyUI");
		assertThat(instance.comfyuiDirectory()).isEqualTo(library.resolve("Packages/ComfyUI"));
		assertThat(instance.python()).isEqualTo(tree.python(library.resolve("Packages/ComfyUI/venv")));
		assertThat(instance.port()).isEqualTo(8233);
		assertThat(instance.gpuDevice()).isEqualTo("auto");
		assertThat(instance.vramMode()).isEqualTo(VramMode.NONE);
		assertThat(instance.extraArguments()).startsWith("--reserve-vram", "0.9", "--preview-method", "auto", "--fast", "--lora")
				.as("as each system's command line").endsWith(tree.os == Os.WINDOWS ? new String[] { "'my", "file'" } : new String[] { "my file" });
		assertThat(instance.listen()).isEqualTo("127.0.0.1");
		assertThat(instance.environment()).isEqualTo(Map.of("SETUPTOOLS_USE_DISTUTILS", "stdlib"));
		tells(setup, "API_KEY");
		assertThat(setup.notes()).anyMatch(note -> note.startsWith("1 of its packages"));
	}

	@ParameterizedTest
	@EnumSource
	void swarmUi(Os os) {
		Tree tree = new Tree(directory, os);
		Path install = tree.home.resolve("SwarmUI");
		Path comfy = tree.comfy(install.resolve("dlbackend/ComfyUI"), "venv");
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
		assertThat(setup.instances()).extracting(InstanceConfiguration::name).containsExactly("ComfyUI", "Upstairs");
		InstanceConfiguration own = setup.instances().get(0);
		assertThat(own.comfyuiDirectory()).isEqualTo(comfy);
		assertThat(own.gpuDevice()).isEqualTo("cuda:1");
		assertThat(own.vramMode()).isEqualTo(VramMode.LOW);
		assertThat(own.maxConcurrentWorkflows()).isEqualTo(3);
		assertThat(own.restartPolicy()).isEqualTo(RestartPolicy.NEVER);
		assertThat(own.extraArguments()).containsExactly("--front-end-root", tree.by("Cx", "C\\x", "Cx"));
		InstanceConfiguration remote = setup.instances().get(1);
		assertThat(remote.kind()).isEqualTo(InstanceConfiguration.ATTACHED);
		assertThat(remote.host()).isEqualTo("192.168.1.20");
		assertThat(remote.port()).isEqualTo(8188);
		tells(setup, "Cloud", "switched off", "host.example");
	}

	@ParameterizedTest
	@EnumSource
	void windowsPortable(Os os) {
		Tree tree = new Tree(directory, os);
		Path root = tree.home.resolve("Downloads/ComfyUI_windows_portable");
		tree.comfy(root.resolve("ComfyUI"), "../python_embeded");
		String launch = ".\\python_embeded\\python.exe -s ComfyUI\\main.py --windows-standalone-build";
		tree.file(root.resolve("run_nvidia_gpu.bat"), launch + "\r\npause\r\n");
		tree.file(root.resolve("run_cpu.bat"), launch + " --cpu\r\npause\r\n");
		tree.file(root.resolve("run_second_gpu.bat"), "@echo off\r\nREM mine\r\nset CUDA_VISIBLE_DEVICES=1\r\nset \"MY_VAR=a b\"\r\nset GONE=1\r\nset gone=\r\nset HF_TOKEN=planted\r\n"
				+ launch + " --port 8189 ^\r\n --fast & pause\r\n");
		tree.file(root.resolve("update.bat"), "git pull\r\n");
		FoundSetup setup = only(tree, "windows-portable");
		assertThat(setup.instances()).extracting(InstanceConfiguration::name).containsExactly("ComfyUI portable run nvidia gpu",
				"ComfyUI portable run second gpu");
		assertThat(setup.active()).isSameAs(setup.instances().get(0));
		assertThat(setup.instances()).allSatisfy(instance -> {
			assertThat(instance.comfyuiDirectory()).isEqualTo(root.resolve("ComfyUI"));
			assertThat(instance.python()).isEqualTo(root.resolve("python_embeded/python.exe"));
		});
		InstanceConfiguration second = setup.instances().get(1);
		assertThat(second.gpuDevice()).isEqualTo("cuda:1");
		assertThat(second.port()).isEqualTo(8189);
		assertThat(second.environment()).isEqualTo(Map.of("MY_VAR", "a b"));
		assertThat(second.extraArguments()).containsExactly("--fast");
		tells(setup, "run_cpu.bat", "HF_TOKEN");
	}

	@ParameterizedTest
	@EnumSource
	void windowsPortableOneLevelDown(Os os) {
		Tree tree = new Tree(directory, os);
		Path root = tree.home.resolve("ComfyUI_windows_portable/ComfyUI_windows_portable");
		tree.comfy(root.resolve("ComfyUI"), "../python_embeded");
		assertThat(onlyInstance(tree, "windows-portable").comfyuiDirectory()).isEqualTo(root.resolve("ComfyUI"));
	}

	@ParameterizedTest
	@EnumSource
	void kritaManaged(Os os) {
		Tree tree = new Tree(directory, os);
		Path server = tree.home.resolve("krita server");
		tree.comfy(server.resolve("ComfyUI"), "../venv");
		kritaSettings(tree, "{\"server_mode\": \"managed\", \"server_path\": \"%s\", \"server_url\": \"127.0.0.1:8188\", \"server_backend\": \"cpu\", "
				.formatted(tree.by(tree.json(server), "%UserProfile%\\\\krita server", tree.json(server))) + "\"server_arguments\": \"--port 8240\", \"server_authorization\": \"planted\"}");
		FoundSetup setup = only(tree, "krita-ai-diffusion");
		InstanceConfiguration instance = setup.instances().get(0);
		assertThat(instance.comfyuiDirectory()).isEqualTo(server.resolve("ComfyUI"));
		assertThat(instance.python()).isEqualTo(tree.python(server.resolve("venv")));
		assertThat(instance.gpuDevice()).isEqualTo("cpu");
		assertThat(instance.port()).isEqualTo(8240);
		tells(setup, "server_authorization");
	}

	private static void kritaSettings(Tree tree, String content) {
		tree.file(KRITA.place(tree), content);
	}

	@ParameterizedTest
	@EnumSource
	void comfyDistributed(Os os) {
		Tree tree = new Tree(directory, os);
		Path comfy = tree.comfy(tree.home.resolve("ComfyUI"), "venv");
		tree.file(comfy.resolve("custom_nodes/ComfyUI-Distributed/gpu_config.json"), """
				{"master": {"host": "192.168.1.5"}, "workers": [
				 {"id": "1", "name": "Worker 1", "host": null, "port": 8189, "cuda_device": 1, "enabled": true, "extra_args": "--lowvram"},
				 {"id": "2", "name": "Studio B", "host": "10.0.0.8", "port": 8190, "cuda_device": 0, "enabled": false, "extra_args": ""},
				 {"id": "3", "name": "No port", "port": "x"}], "settings": {"debug": false}}""");
		FoundSetup setup = only(tree, "comfyui-distributed");
		assertThat(setup.single()).isFalse();
		assertThat(setup.instances()).hasSize(2);
		InstanceConfiguration local = setup.instances().get(0);
		assertThat(local.comfyuiDirectory()).isEqualTo(comfy);
		assertThat(local.port()).isEqualTo(8189);
		assertThat(local.gpuDevice()).isEqualTo("cuda:1");
		assertThat(local.vramMode()).isEqualTo(VramMode.LOW);
		assertThat(local.inputDirectory()).isEqualTo(comfy.resolve("input"));
		assertThat(local.outputDirectory()).as("two servers must not share it").isNull();
		InstanceConfiguration remote = setup.instances().get(1);
		assertThat(remote.kind()).isEqualTo(InstanceConfiguration.ATTACHED);
		assertThat(remote.host()).isEqualTo("10.0.0.8");
		tells(setup, "192.168.1.5", "No port");
		assertThat(setup.notes()).anyMatch(note -> note.contains("Studio B") && note.contains("switched off"));
	}

	@ParameterizedTest
	@EnumSource
	void comfyItself(Os os) {
		Tree tree = new Tree(directory, os);
		Path comfy = tree.comfy(tree.home("ComfyUI", "Documents/ComfyUI", "comfy/ComfyUI"), "venv");
		tree.file(comfy.resolve("extra_model_paths.yaml"), """
				a111:
				    base_path: %s
				    is_default: true
				    checkpoints: models/checkpoints
				    loras: |
				         models/loras
				         models/lycoris
				""".formatted(tree.text(tree.home.resolve("a111"))));
		FoundSetup setup = only(tree, "comfyui");
		assertThat(setup.single()).isTrue();
		assertThat(setup.instances().get(0).comfyuiDirectory()).isEqualTo(comfy);
		assertThat(setup.instances().get(0).outputDirectory()).isEqualTo(comfy.resolve("output"));
		assertThat(setup.instances().get(0).modelDirectories()).as("ComfyUI reads the file itself").isEmpty();
		tells(setup, "extra_model_paths.yaml");
	}

	@ParameterizedTest
	@EnumSource
	void firstCreativeStudio(Os os) {
		Tree tree = new Tree(directory, os);
		Path comfy = tree.comfy(tree.home.resolve("ComfyUI"), "venv");
		Path file = tree.file(tree.home.resolve(".creative-studio/comfyui_instances.json"), """
				{"version": "1.0", "activeInstanceId": "instance_002", "lastSaved": "2025-10-01T10:00:00Z", "instances": [
				 {"id": "instance_001", "name": "Character Gen", "port": 8189, "host": "localhost", "gpuDevice": "cuda:0",
				  "envVars": {"PYTORCH_CUDA_ALLOC_CONF": "max_split_size_mb:512", "HF_TOKEN": "planted"}, "customNodesPath": "%s",
				  "maxConcurrentWorkflows": 2, "timeoutMs": 600000, "enableQueueMonitoring": false, "autoStart": true,
				  "description": "For portraits", "colour": "red"},
				 {"id": "instance_002", "name": "Upstairs", "port": 8188, "host": "studio.local"}]}"""
				.formatted(tree.json(tree.home.resolve("nodes"))));
		FoundSetup setup = only(tree, "creative-studio-1");
		assertThat(setup.location()).isEqualTo(file);
		assertThat(setup.single()).isFalse();
		assertThat(setup.active()).isSameAs(setup.instances().get(1));
		InstanceConfiguration one = setup.instances().get(0);
		assertThat(one.id()).isEqualTo("instance_001");
		assertThat(one.name()).isEqualTo("Character Gen");
		assertThat(one.description()).isEqualTo("For portraits");
		assertThat(one.kind()).isEqualTo(InstanceConfiguration.COMFYUI);
		assertThat(one.comfyuiDirectory()).isEqualTo(comfy);
		assertThat(one.port()).isEqualTo(8189);
		assertThat(one.gpuDevice()).isEqualTo("cuda:0");
		assertThat(one.environment()).isEqualTo(Map.of("PYTORCH_CUDA_ALLOC_CONF", "max_split_size_mb:512"));
		assertThat(one.customNodesPath()).isEqualTo(tree.home.resolve("nodes"));
		assertThat(one.maxConcurrentWorkflows()).isEqualTo(2);
		assertThat(one.timeout()).isEqualTo(Duration.ofMinutes(10));
		assertThat(one.queueMonitoring()).isFalse();
		assertThat(one.autoStart()).isTrue();
		assertThat(one.unknown().get("colour").getAsString()).isEqualTo("red");
		InstanceConfiguration two = setup.instances().get(1);
		assertThat(two.kind()).isEqualTo(InstanceConfiguration.ATTACHED);
		assertThat(two.host()).isEqualTo("studio.local");
		assertThat(two.maxConcurrentWorkflows()).isEqualTo(1);
		assertThat(two.timeout()).isEqualTo(Duration.ofMinutes(5));
		assertThat(two.queueMonitoring()).isTrue();
		assertThat(two.autoStart()).isFalse();
	}

	/** A settings file of a source, below the home of each system. */
	private record Settings(String source, String linux, String windows, String macos) {
		Path place(Tree tree) {
			return tree.home(linux, windows, macos);
		}
	}

	private static final Settings KRITA = new Settings("krita-ai-diffusion", ".local/share/krita/ai_diffusion/settings.json",
			"AppData/Roaming/krita/ai_diffusion/settings.json", "Library/Application Support/krita/ai_diffusion/settings.json");
	private static final String FIRST_STUDIO = ".creative-studio/comfyui-config";
	private static final Settings PREDECESSOR = new Settings("creative-studio-1", FIRST_STUDIO, FIRST_STUDIO, FIRST_STUDIO);

	/** What a small file says: the server's kind, name and address, or why there is none, or nothing at all. */
	static Stream<Arguments> smallFiles() {
		List<Object[]> rows = List.of(
				new Object[] { KRITA, "{'server_mode': 'external', 'server_url': 'http://render.example:9000/'}",
						"attached Krita server render.example:9000" },
				new Object[] { KRITA, "{'server_mode': 'external', 'server_url': '127.0.0.1:8188'}", "attached Krita server 127.0.0.1:8188" },
				new Object[] { KRITA, "{'server_mode': 'external', 'server_url': 'https://user:planted@render.example'}",
						"The address of the server, at render.example" },
				new Object[] { KRITA, "{'server_mode': 'cloud'}", "It uses a server of the kind 'cloud'" },
				new Object[] { KRITA, "{'server_mode': 'managed'}", "Its server was not found" },
				new Object[] { KRITA, "{'server_mode': 'undefined', 'server_url': '127.0.0.1:8188'}", null },
				new Object[] { KRITA, "{'brushes': 3}", null },
				new Object[] { PREDECESSOR, "{'host': '127.0.0.1', 'port': 8250, 'timeoutMs': 120000}",
						// no ComfyUI is installed that could be started
						"attached Legacy Instance 127.0.0.1:8250" });
		return rows.stream().flatMap(row -> Stream.of(Os.values()).map(os -> Arguments.of(os, row[0], row[1], row[2])));
	}

	@ParameterizedTest
	@MethodSource
	void smallFiles(Os os, Settings settings, String content, @Nullable String expected) {
		Tree tree = new Tree(directory, os);
		tree.file(settings.place(tree), content.replace('\'', '"'));
		if (expected == null) {
			assertThat(tree.found(settings.source)).isEmpty();
			return;
		}
		FoundSetup setup = only(tree, settings.source);
		if (setup.instances().isEmpty())
			assertThat(setup.notes()).singleElement().asString().startsWith(expected);
		else
			assertThat(setup.instances()).singleElement()
					.returns(expected, one -> one.kind() + ' ' + one.name() + ' ' + one.host() + ':' + one.port());
	}
}
