// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.creativestudio.comfyui.client.ComfyClient;
import org.creativestudio.comfyui.client.ComfyException;
import org.creativestudio.comfyui.client.HistoryEntry;
import org.creativestudio.comfyui.client.OutputFile;

/**
 * Fetches a job's files into its directory. The server's names are not trusted: nothing is written outside. Fetching the same files
 * again, after a crash of this program perhaps, gives the same files, and the files of a run that was lost before that was recorded go
 * when those of the next one are there.
 */
public final class OutputFiles {

	private static final System.Logger LOG = System.getLogger(OutputFiles.class.getName());
	private static final int MAX_FILES = 1000;
	private static final int MAX_NAME = 120;
	/** Names that are devices on Windows, whatever their extension. */
	private static final Pattern DEVICE = Pattern.compile("(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\\$|conout\\$)(\\..*)?"); //$NON-NLS-1$
	private static final Pattern UNSAFE = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}<>:\"|?*]"); //$NON-NLS-1$

	private final Path directory;
	private final ComfyClient client;
	private final long maxBytes;

	/** @param maxBytes no more files are fetched when those that are there have more */
	OutputFiles(Path directory, ComfyClient client, long maxBytes) {
		this.directory = directory;
		this.client = client;
		this.maxBytes = maxBytes;
	}

	/**
	 * What came of it.
	 *
	 * @param files in the order of the graph's nodes
	 * @param left  how many there were beyond what one job may have
	 */
	record Fetched(List<Path> files, int left) {
	}

	/** Files of the type {@code output}; where a workflow only previews, those. */
	Fetched fetch(HistoryEntry entry) throws IOException, InterruptedException, ExecutionException {
		List<OutputFile> all = entry.outputs().values().stream().flatMap(List::stream).distinct().toList();
		List<OutputFile> wanted = all.stream().filter(file -> file.type().equals("output")).toList(); //$NON-NLS-1$
		if (wanted.isEmpty())
			wanted = all.stream().filter(file -> file.type().equals("temp")).toList(); //$NON-NLS-1$
		if (wanted.isEmpty() && !Files.exists(directory, LinkOption.NOFOLLOW_LINKS))
			return new Fetched(List.of(), 0);
		prepare();
		List<Path> fetched = new ArrayList<>();
		Set<String> taken = new HashSet<>();
		long bytes = 0;
		for (OutputFile file : wanted.subList(0, Math.min(wanted.size(), MAX_FILES))) {
			if (bytes > maxBytes)
				break;
			Path target = directory.resolve(free(safeName(file.filename()), taken));
			fetch(file, target);
			bytes += Files.size(target);
			fetched.add(target);
		}
		retain(taken);
		return new Fetched(fetched, wanted.size() - fetched.size());
	}

	/** @param names of what stays, in small letters */
	private void retain(Set<String> names) {
		try (Stream<Path> present = Files.list(directory)) {
			for (Path each : present.toList())
				if (!Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS) && !names.contains(each.getFileName().toString().toLowerCase(Locale.ROOT)))
					Files.deleteIfExists(each);
		} catch (IOException | UncheckedIOException e) { // somebody looks at one, say; the result is whole all the same
			LOG.log(Level.WARNING, "What a lost run left in " + directory + " could not be deleted", e); //$NON-NLS-1$ //$NON-NLS-2$
		}
	}

	/** The directory itself must be one, not a link to another place. */
	private void prepare() throws IOException {
		Files.createDirectories(directory.getParent());
		if (Files.isSymbolicLink(directory))
			throw new IOException(Messages.outputFiles_linkAnotherPlace);
		if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS))
			Files.createDirectory(directory);
	}

	private void fetch(OutputFile file, Path target) throws IOException, InterruptedException, ExecutionException {
		// Each time another: what was given up notices late, and then deletes its half.
		Path part = directory.resolve(".part-" + UUID.randomUUID()); //$NON-NLS-1$
		CompletableFuture<Path> viewed = client.view(file, part);
		try {
			viewed.get();
			// Replaces a link, and does not follow it.
			Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
		} catch (CancellationException e) {
			throw new ExecutionException(new ComfyException.Unreachable(Messages.follower_addressChanged, e));
		} finally {
			viewed.cancel(true);
			Files.deleteIfExists(part);
		}
	}

	/** A plain file name: no path, no control or reserved character, no device, not hidden, not too long. */
	public static String safeName(String name) {
		String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
		String safe = UNSAFE.matcher(last).replaceAll("_").replaceFirst("^[. ]+", "").replaceFirst("[. ]+$", ""); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$
		if (safe.length() > MAX_NAME)
			safe = safe.substring(safe.length() - MAX_NAME).replaceFirst("^[. ]+", ""); //$NON-NLS-1$ //$NON-NLS-2$
		if (safe.isBlank())
			return "output"; //$NON-NLS-1$
		return DEVICE.matcher(safe).matches() ? '_' + safe : safe;
	}

	/** The same names give the same answers, so that fetching again replaces. */
	private static String free(String name, Set<String> taken) {
		int dot = name.lastIndexOf('.');
		String stem = dot > 0 ? name.substring(0, dot) : name;
		String extension = dot > 0 ? name.substring(dot) : ""; //$NON-NLS-1$
		String free = name;
		// Some file systems take the same letters for the same, small or not.
		for (int i = 2; !taken.add(free.toLowerCase(Locale.ROOT)); i++)
			free = stem + '-' + i + extension;
		return free;
	}
}
