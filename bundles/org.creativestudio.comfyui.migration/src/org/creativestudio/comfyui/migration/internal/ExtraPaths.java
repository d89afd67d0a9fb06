// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.migration.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.creativestudio.comfyui.migration.internal.Yaml.YamlException;
import org.eclipse.osgi.util.NLS;

/**
 * A file in which ComfyUI is told of further directories: {@code extra_model_paths.yaml}. Named sections with a {@code base_path},
 * and for each kind of model one or more directories.
 *
 * @param roots       directories that are laid out like ComfyUI's {@code models}
 * @param customNodes directories of custom nodes
 * @param other       whether there is more than these can say
 */
record ExtraPaths(List<Path> roots, List<Path> customNodes, boolean other) {

	static final String FILE = "extra_model_paths.yaml"; //$NON-NLS-1$
	private static final int MOST = 50;

	static Optional<ExtraPaths> read(Path file, Computer computer, Notes notes) {
		return Texts.read(file, notes).flatMap(text -> {
			try {
				return Optional.of(of(Yaml.sections(text), file, computer, notes));
			} catch (YamlException e) {
				return Texts.unreadable(file, String.valueOf(e.getMessage()), notes);
			}
		});
	}

	private static ExtraPaths of(Map<String, Map<String, String>> sections, Path file, Computer computer, Notes notes) {
		Set<Path> roots = new LinkedHashSet<>();
		Set<Path> customNodes = new LinkedHashSet<>();
		boolean other = false;
		for (Map<String, String> section : sections.values()) {
			Path base = file.toAbsolutePath().getParent();
			String named = section.get("base_path"); //$NON-NLS-1$
			if (named != null) {
				Optional<Path> path = computer.path(named, base, NLS.bind(Messages.extraPaths_basePath, file), notes);
				if (path.isEmpty())
					continue; // it is in the notes
				base = path.get();
			}
			for (Map.Entry<String, String> entry : section.entrySet()) {
				String kind = entry.getKey();
				if (kind.equals("base_path") || kind.equals("is_default")) //$NON-NLS-1$ //$NON-NLS-2$
					continue;
				for (String line : Texts.lines(entry.getValue())) {
					if (line.isBlank())
						continue;
					Path path = computer.path(line, base, NLS.bind(Messages.extraPaths_in, kind, file), notes).orElse(null);
					if (path == null || roots.size() + customNodes.size() > MOST)
						other = true;
					else if (kind.equals("custom_nodes")) //$NON-NLS-1$
						customNodes.add(path);
					else if (Texts.fileName(path).equals(kind) && path.getParent() instanceof Path parent)
						roots.add(parent);
					else
						other = true;
				}
			}
		}
		return new ExtraPaths(new ArrayList<>(roots), new ArrayList<>(customNodes), other);
	}
}
