// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import org.creativestudio.comfyui.client.ComfyClient;
import org.creativestudio.comfyui.client.HistoryEntry;
import org.creativestudio.comfyui.client.OutputFile;

/** Fetches a job's files into its directory. The server's names are not trusted: nothing is written outside. */
public final class OutputFiles {

	private static final int MAX_FILES = 1000;
	private static final int MAX_NAME = 120;

	private final Path directory;
	private final ComfyClient client;

	OutputFiles(Path directory, ComfyClient client) {
		this.directory = directory;
		this.client = client;
	}

	/** Files of the type {@code output}; where a workflow only previews, those. */
	List<Path> fetch(HistoryEntry entry) throws IOException, InterruptedException, ExecutionException {
		List<OutputFile> all = entry.outputs().values().stream().flatMap(List::stream).distinct().toList();
		List<OutputFile> wanted = all.stream().filter(file -> file.type().equals("output")).toList(); //$NON-NLS-1$
		if (wanted.isEmpty())
			wanted = all.stream().filter(file -> file.type().equals("temp")).toList(); //$NON-NLS-1$
		if (wanted.isEmpty())
			return List.of();
		Files.createDirectories(directory);
		List<Path> fetched = new ArrayList<>();
		for (OutputFile file : wanted.subList(0, Math.min(wanted.size(), MAX_FILES)))
			fetched.add(fetch(file));
		return fetched;
	}

	private Path fetch(OutputFile file) throws IOException, InterruptedException, ExecutionException {
		Path target = free(safeName(file.filename()));
		Path part = directory.resolve(".part-" + target.getFileName()); //$NON-NLS-1$
		Files.deleteIfExists(part);
		CompletableFuture<Path> viewed = client.view(file, part);
		try {
			viewed.get();
			Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
			return target;
		} catch (CancellationException e) {
			throw new ExecutionException(e);
		} finally {
			viewed.cancel(true);
			Files.deleteIfExists(part);
		}
	}

	/** A plain file name: no path, no control or reserved character, not hidden, not too long. */
	public static String safeName(String name) {
		String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
		String safe = last.replaceAll("[\\p{Cntrl}<>:\"|?*]", "_").replaceFirst("^\\.+", "").replaceFirst("[. ]+$", ""); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$ //$NON-NLS-6$
		if (safe.length() > MAX_NAME)
			safe = safe.substring(safe.length() - MAX_NAME);
		return safe.isBlank() ? "output" : safe; //$NON-NLS-1$
	}

	private Path free(String name) {
		Path target = directory.resolve(name);
		int dot = name.lastIndexOf('.');
		String stem = dot > 0 ? name.substring(0, dot) : name;
		String extension = dot > 0 ? name.substring(dot) : ""; //$NON-NLS-1$
		for (int i = 2; Files.exists(target); i++)
			target = directory.resolve(stem + '-' + i + extension);
		return target;
	}
}
