// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.migration.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.creativestudio.comfyui.core.migration.FoundSetup;
import org.creativestudio.comfyui.migration.internal.Os;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** ComfyUI's own set-ups, and those of programs that use one, as they stand on each system. */
class SourcesTest extends SourceReading {

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
		assertThat(setup.single()).isTrue();
		assertThat(new Card(tree).of(setup)).isEqualTo("""
				* ComfyUI (comfy-cli)
				port: 8222
				gpuDevice: cuda:2
				vramMode: LOW
				comfyuiDirectory: ~/PLACE
				python: ~/PLACE/.venv
				keeps: output, input, user""".replace("PLACE", tree.by("comfy/ComfyUI", "Documents/comfy/ComfyUI", "Documents/comfy/ComfyUI")));
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
		assertThat(setup.single()).isFalse();
		assertThat(new Card(tree).of(setup)).isEqualTo("""
				* ComfyUI portable run nvidia gpu
				comfyuiDirectory: ~/Downloads/ComfyUI_windows_portable/ComfyUI
				python: ~/Downloads/ComfyUI_windows_portable/python_embeded
				keeps: output, input, user

				ComfyUI portable run second gpu
				port: 8189
				gpuDevice: cuda:1
				environment: {MY_VAR=a b}
				comfyuiDirectory: ~/Downloads/ComfyUI_windows_portable/ComfyUI
				python: ~/Downloads/ComfyUI_windows_portable/python_embeded
				keeps: output, input, user
				extraArguments: [--fast]""");
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
		assertThat(setup.single()).isTrue();
		assertThat(new Card(tree).of(setup)).isEqualTo("""
				* Krita server
				port: 8240
				gpuDevice: cpu
				comfyuiDirectory: ~/krita server/ComfyUI
				python: ~/krita server/venv
				keeps: output, input, user""");
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
		assertThat(new Card(tree).of(setup)).isEqualTo("""
				Worker 1
				port: 8189
				gpuDevice: cuda:1
				vramMode: LOW
				comfyuiDirectory: ~/ComfyUI
				python: ~/ComfyUI/venv
				inputDirectory: ~/ComfyUI/input

				Studio B
				kind: attached
				host: 10.0.0.8
				port: 8190""");
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
		assertThat(new Card(tree).of(setup)).isEqualTo("""
				* ComfyUI
				comfyuiDirectory: ~/PLACE
				python: ~/PLACE/venv
				keeps: output, input, user""".replace("PLACE", tree.by("ComfyUI", "Documents/ComfyUI", "comfy/ComfyUI")));
		assertThat(setup.instances().get(0).modelDirectories()).as("ComfyUI reads the file itself").isEmpty();
		tells(setup, "extra_model_paths.yaml");
	}

	@ParameterizedTest
	@EnumSource
	void firstCreativeStudio(Os os) {
		Tree tree = new Tree(directory, os);
		tree.comfy(tree.home.resolve("ComfyUI"), "venv");
		Path file = tree.file(tree.home.resolve(".creative-studio/comfyui_instances.json"), """
				{"version": "1.0", "activeInstanceId": "instance_002", "lastSaved": "2025-10-01T10:00:00Z", "instances": [
				 {"id": "instance_001", "name": "Character Gen", "port": 8189, "host": "localhost", "gpuDevice": "cuda:0",
				  "envVars": {"PYTORCH_CUDA_ALLOC_CONF": "max_split_size_mb:512", "HF_TOKEN": "planted"}, "customNodesPath": "%s",
				  "maxConcurrentWorkflows": 2, "timeoutMs": 600000, "enableQueueMonitoring": false, "autoStart": true,
				  "description": "For portraits", "colour": "red"},
				 {"id": "instance_002", "name": "Upstairs", "port": 8188, "host": "studio.local"}]}"""
				.formatted(tree.json(tree.home.resolve("nodes"))));
		FoundSetup setup = only(tree, "creative-studio-1");
		assertThat(setup.single()).isFalse();
		assertThat(new Card(tree).of(setup)).isEqualTo("""
				Character Gen
				id: instance_001
				description: For portraits
				port: 8189
				gpuDevice: cuda:0
				environment: {PYTORCH_CUDA_ALLOC_CONF=max_split_size_mb:512}
				comfyuiDirectory: ~/ComfyUI
				python: ~/ComfyUI/venv
				customNodesPath: ~/nodes
				keeps: output, input, user
				maxConcurrentWorkflows: 2
				timeout: PT10M
				queueMonitoring: false
				autoStart: true
				unknown: {"colour":"red"}

				* Upstairs
				id: instance_002
				kind: attached
				host: studio.local""");
		assertThat(setup.location()).isEqualTo(file);
	}

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
