// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.NotDirectoryException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.core.configuration.Backup;
import org.eclipse.jdt.annotation.Nullable;

/**
 * The last {@value #KEPT} versions of {@code instances.json}. Each is named by the moment at which it was replaced; no two share one,
 * and the later one has the later moment also when the clock was put back. Blocks for the disk.
 */
record Backups(StudioHome home, Clock clock) {

	static final int KEPT = 20;
	private static final String PREFIX = "instances-"; //$NON-NLS-1$
	private static final String SUFFIX = ".json"; //$NON-NLS-1$
	private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC); //$NON-NLS-1$

	private record Stamped(Path file, Instant at) {
	}

	/** Oldest first; what somebody else put there is left alone. */
	private List<Stamped> stamped() throws IOException {
		try (Stream<Path> files = Files.list(home.backups())) {
			return files.flatMap(file -> at(file).map(at -> new Stamped(file, at)).stream()).sorted(Comparator.comparing(Stamped::at)).toList();
		} catch (NoSuchFileException | NotDirectoryException e) {
			return List.of();
		}
	}

	private static Optional<Instant> at(Path file) {
		String name = file.getFileName().toString();
		if (!name.startsWith(PREFIX) || !name.endsWith(SUFFIX))
			return Optional.empty();
		try {
			return Optional.of(STAMP.parse(name.substring(PREFIX.length(), name.length() - SUFFIX.length()), Instant::from));
		} catch (DateTimeException | StringIndexOutOfBoundsException e) {
			return Optional.empty();
		}
	}

	/** Keeps today's file, whatever is in it, and forgets the oldest ones. Under the lock of the home. */
	void keep() throws IOException {
		if (!Files.exists(home.instancesFile()))
			return;
		Files.createDirectories(home.backups());
		List<Stamped> before = stamped();
		Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
		Instant at = before.isEmpty() || now.isAfter(before.getLast().at()) ? now : before.getLast().at().plusMillis(1);
		AtomicFiles.write(home.backups().resolve(PREFIX + STAMP.format(at) + SUFFIX), Files.readAllBytes(home.instancesFile()),
				home.backups().resolve("instances.tmp")); //$NON-NLS-1$
		for (Stamped old : before.subList(0, Math.max(0, before.size() + 1 - KEPT)))
			Files.deleteIfExists(old.file());
	}

	/** Newest first. */
	List<Backup> list() throws IOException {
		return stamped().reversed().stream().map(Backups::read).toList();
	}

	private static Backup read(Stamped stamped) {
		try {
			Document document = ConfigurationStore.parse(stamped.file());
			return new Backup(stamped.file(), stamped.at(), document.instances().stream().map(InstanceConfiguration::name).toList(), null);
		} catch (Document.DocumentException | IOException e) {
			return new Backup(stamped.file(), stamped.at(), List.of(), ConfigurationStore.why(e));
		}
	}

	/** The newest one that can be read; null when there is none. */
	@Nullable
	Backup newestGood() {
		try {
			return stamped().reversed().stream().map(Backups::read).filter(backup -> backup.problem() == null).findFirst().orElse(null);
		} catch (IOException e) {
			return null;
		}
	}
}
