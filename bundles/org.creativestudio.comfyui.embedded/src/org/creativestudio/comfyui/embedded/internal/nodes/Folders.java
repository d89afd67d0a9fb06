// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded.internal.nodes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.Nullable;

/**
 * The directories that clients reach by name, and the one place that turns such a name into a path: never outside of its
 * directory.
 */
public record Folders(Path base, Path output, Path input, Path temp, Path user) {

	/** Which directory "output", "input" or "temp" is, or null for any other word. */
	public @Nullable Path byType(String type) {
		return switch (type) {
		case "output" -> output;
		case "input" -> input;
		case "temp" -> temp;
		default -> null;
		};
	}

	/** The path of {@code relative} below {@code root}, or null when it would lie outside or is no path at all. */
	public static @Nullable Path inside(Path root, String relative) {
		try {
			Path resolved = root.resolve(relative).normalize();
			return resolved.startsWith(root) ? resolved : null;
		} catch (InvalidPathException e) {
			return null;
		}
	}

	/** A file of the input directory unless annotated like {@code x.png [output]}; null when outside. */
	public @Nullable Path annotated(String name) {
		for (String type : List.of("output", "input", "temp")) {
			String suffix = "[" + type + "]";
			Path root = byType(type);
			if (root != null && name.endsWith(suffix)) {
				return inside(root, name.substring(0, name.length() - suffix.length()).stripTrailing());
			}
		}
		return inside(input, name);
	}

	/** Names of the files directly in the input directory, sorted. */
	public List<String> inputFiles() {
		if (!Files.isDirectory(input)) {
			return List.of();
		}
		try (Stream<Path> files = Files.list(input)) {
			return files.filter(Files::isRegularFile).map(f -> f.getFileName().toString()).sorted().toList();
		} catch (IOException e) {
			throw new java.io.UncheckedIOException("Cannot list the input directory " + input, e);
		}
	}
}
