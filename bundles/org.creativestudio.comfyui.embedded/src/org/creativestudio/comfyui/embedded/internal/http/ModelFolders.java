// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded.internal.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import com.google.gson.JsonArray;

/** The model folders below the base directory: listed, never loaded. */
record ModelFolders(Path base) {

	/** ComfyUI's folder types, in its order. */
	static final List<String> NAMES = List.of("checkpoints", "configs", "loras", "vae", "text_encoders", "diffusion_models",
			"clip_vision", "style_models", "embeddings", "diffusers", "vae_approx", "controlnet", "gligen", "upscale_models",
			"custom_nodes", "hypernetworks", "photomaker", "classifiers", "model_patches", "audio_encoders");

	private static final int MAX_FILES = 10_000;
	private static final int MAX_DEPTH = 8;

	Path folder(String name) {
		return name.equals("custom_nodes") ? base.resolve(name) : base.resolve("models").resolve(name);
	}

	/** The files of a folder, sorted, with slashes. */
	JsonArray files(String name) throws IOException {
		JsonArray files = new JsonArray();
		Path folder = folder(name);
		if (Files.isDirectory(folder)) {
			try (Stream<Path> found = Files.walk(folder, MAX_DEPTH)) {
				found.filter(Files::isRegularFile).limit(MAX_FILES)
						.map(file -> folder.relativize(file).toString().replace('\\', '/')).filter(file -> !file.startsWith("."))
						.sorted().forEach(files::add);
			}
		}
		return files;
	}
}
