// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.launching.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.creativestudio.comfyui.core.InstanceConfiguration;

/** The file through which an instance finds shared models and additional custom nodes. */
final class ExtraModelPaths {

	private static final String FILE = "extra_model_paths.yaml"; //$NON-NLS-1$

	private ExtraModelPaths() {
	}

	/** Writes it into a directory; empty when the instance shares nothing. */
	static Optional<Path> write(InstanceConfiguration configuration, Path directory) throws IOException {
		StringBuilder yaml = new StringBuilder();
		int number = 0;
		for (Path models : configuration.modelDirectories()) {
			StringBuilder folders = new StringBuilder();
			for (String folder : folders(models))
				folders.append("  ").append(quoted(folder)).append(": ").append(quoted(folder)).append('\n'); //$NON-NLS-1$ //$NON-NLS-2$
			if (!folders.isEmpty())
				yaml.append("creative_studio_models_").append(++number).append(":\n  base_path: ").append(quoted(models.toString())) //$NON-NLS-1$ //$NON-NLS-2$
						.append('\n').append(folders);
		}
		Path nodes = configuration.customNodesPath();
		if (nodes != null)
			yaml.append("creative_studio:\n  custom_nodes: ").append(quoted(nodes.toString())).append('\n'); //$NON-NLS-1$
		if (yaml.isEmpty())
			return Optional.empty();
		Path file = directory.resolve(FILE);
		Files.writeString(file, yaml);
		return Optional.of(file);
	}

	/** Every kind of model that has a folder there: custom nodes bring kinds of their own. */
	private static List<String> folders(Path models) throws IOException {
		try (Stream<Path> children = Files.list(models)) {
			return children.filter(Files::isDirectory).map(child -> child.getFileName().toString()).filter(name -> !name.startsWith(".")) //$NON-NLS-1$
					.sorted().toList();
		}
	}

	/** A YAML string in single quotes: only the quote itself is special. */
	private static String quoted(String text) {
		return '\'' + text.replace("'", "''") + '\''; //$NON-NLS-1$ //$NON-NLS-2$
	}
}
