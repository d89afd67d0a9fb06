// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.internal.journal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.eclipse.jdt.annotation.Nullable;

/**
 * What one program has below {@code jobs/}: a directory with its journal, its graphs, requests of other programs, and directories of
 * programs that it took over and has not merged yet.
 */
record ProgramFiles(Path directory) {

	static final String JOURNAL = ".journal"; //$NON-NLS-1$

	GraphStore graphs() {
		return new GraphStore(directory.resolve("graphs")); //$NON-NLS-1$
	}

	Path requests() {
		return directory.resolve("requests"); //$NON-NLS-1$
	}

	Path adopted() {
		return directory.resolve("adopted"); //$NON-NLS-1$
	}

	/** Beside the directory, which is moved as a whole. */
	Path lock() {
		return directory.resolveSibling(directory.getFileName() + ".lock"); //$NON-NLS-1$
	}

	/** All jobs in it by id, those of programs that it took over included. Their graphs are not read. */
	Map<String, JobRecord> read() throws IOException {
		Map<String, JobRecord> records = new LinkedHashMap<>();
		for (ProgramFiles part : parts())
			part.readOwn(records);
		return records;
	}

	/** Adds its own jobs, without those of programs that it took over. */
	void readOwn(Map<String, JobRecord> records) throws IOException {
		for (Path file : list(directory, '*' + JOURNAL))
			try {
				JournalFile.read(file, records);
			} catch (NoSuchFileException e) {
				continue; // its owner has just written a new one
			}
	}

	/** Itself, and the directories of programs that it took over, those of theirs included. */
	List<ProgramFiles> parts() throws IOException {
		List<ProgramFiles> parts = new ArrayList<>();
		parts.add(this);
		for (Path other : list(adopted(), "*")) //$NON-NLS-1$
			parts.addAll(new ProgramFiles(other).parts());
		return parts;
	}

	static List<Path> list(Path directory, String glob) throws IOException {
		List<Path> found = new ArrayList<>();
		if (Files.isDirectory(directory))
			try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, glob)) {
				entries.forEach(found::add);
			} catch (NoSuchFileException e) {
				return List.of();
			}
		found.sort(null);
		return found;
	}

	static void deleteTree(Path directory) throws IOException {
		if (!Files.exists(directory))
			return;
		Files.walkFileTree(directory, new SimpleFileVisitor<>() {
			@Override
			public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
				Files.delete(file);
				return FileVisitResult.CONTINUE;
			}

			@Override
			public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
				if (failure != null)
					throw failure;
				Files.delete(visited);
				return FileVisitResult.CONTINUE;
			}
		});
	}
}
