// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.migration.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.eclipse.osgi.util.NLS;

/** Reads files and directories of others within bounds. What can't be read is a note. Blocks for the disk. */
final class Texts {

	/** The largest text file, in bytes; settings of the kinds that are read here have a few hundred. */
	static final int MAX_BYTES = 1 << 20;
	/** Lines beyond these are not read. */
	static final int MAX_LINES = 20_000;
	private static final int MAX_ENTRIES = 500;

	private Texts() {
	}

	/** A file's text, without a byte order mark; what is no UTF-8 in it is replaced. Empty, with a note, when it can't be read. */
	static Optional<String> read(Path file, Notes notes) {
		if (!isFile(file)) // a pipe or a device would never end
			return unreadable(file, Messages.texts_noFile, notes);
		try (InputStream in = Files.newInputStream(file)) {
			byte[] bytes = in.readNBytes(MAX_BYTES + 1);
			if (bytes.length > MAX_BYTES)
				return unreadable(file, NLS.bind(Messages.texts_largerThanMib, MAX_BYTES >> 20), notes);
			String text = new String(bytes, StandardCharsets.UTF_8);
			return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text); //$NON-NLS-1$
		} catch (IOException | SecurityException e) {
			return unreadable(file, String.valueOf(e.getMessage()), notes);
		}
	}

	/** Notes that something can't be read. */
	static <T> Optional<T> unreadable(Path file, String why, Notes notes) {
		notes.add(NLS.bind(Messages.texts_cannotRead, file, why));
		return Optional.empty();
	}

	/** The first lines of a text, whatever ends them. */
	static List<String> lines(String text) {
		try (Stream<String> lines = text.lines()) {
			return lines.limit(MAX_LINES).toList();
		}
	}

	/** What is in a directory, sorted by name, as far as it is not too much; nothing when there is no such directory. */
	static List<Path> children(Path directory) {
		if (!isDirectory(directory))
			return List.of();
		List<Path> found = new ArrayList<>();
		try (Stream<Path> children = Files.list(directory)) {
			children.limit(MAX_ENTRIES).forEach(found::add);
		} catch (IOException | java.io.UncheckedIOException | SecurityException e) {
			return List.of();
		}
		found.sort(null);
		return found;
	}

	static boolean isFile(Path path) {
		try {
			return Files.isRegularFile(path);
		} catch (SecurityException e) {
			return false;
		}
	}

	static boolean isDirectory(Path path) {
		try {
			return Files.isDirectory(path);
		} catch (SecurityException e) {
			return false;
		}
	}

	/** The same path for the same file, also through links, where it is there. */
	static Path real(Path path) {
		try {
			return path.toRealPath();
		} catch (IOException | SecurityException e) {
			return path.toAbsolutePath().normalize();
		}
	}

	static boolean exists(Path path) {
		try {
			return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
		} catch (SecurityException e) {
			return false;
		}
	}

	static String fileName(Path path) {
		Path name = path.getFileName();
		return name == null ? "" : name.toString(); //$NON-NLS-1$
	}
}
