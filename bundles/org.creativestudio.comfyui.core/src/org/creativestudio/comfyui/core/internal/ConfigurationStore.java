// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceException.Reason;
import org.creativestudio.comfyui.core.StudioHome;
import org.eclipse.jdt.annotation.Nullable;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonReader;

/**
 * {@code instances.json} of a home that several programs share. A change re-reads the file under a lock, so nobody's change is
 * lost; a write is complete or absent. All methods block for the disk.
 */
final class ConfigurationStore {

	private static final long MAX_BYTES = 16L << 20;
	private static final int MAX_DEPTH = 64;
	private static final int BACKUPS = 20;
	private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC); //$NON-NLS-1$
	/** File locks are held for a whole JVM; threads of one JVM need their own. */
	private static final ReentrantLock IN_PROCESS = new ReentrantLock();

	private final StudioHome home;
	private final Clock clock;

	ConfigurationStore(StudioHome home, Clock clock) {
		this.home = home;
		this.clock = clock;
	}

	/** What changes when the file changes; null when there is none. */
	@Nullable
	Object stamp() {
		try {
			BasicFileAttributes attributes = Files.readAttributes(home.instancesFile(), BasicFileAttributes.class);
			return List.of(attributes.lastModifiedTime(), attributes.size(), String.valueOf(attributes.fileKey()));
		} catch (IOException e) {
			return null;
		}
	}

	boolean exists() {
		return Files.exists(home.instancesFile());
	}

	/** @throws InstanceException when it can't be read; a damaged file stays where it is */
	Document read() {
		Path file = home.instancesFile();
		try {
			if (Files.size(file) > MAX_BYTES)
				throw unreadable("it is larger than " + MAX_BYTES + " bytes", null); //$NON-NLS-1$ //$NON-NLS-2$
			try (JsonReader reader = new JsonReader(Files.newBufferedReader(file))) {
				reader.setNestingLimit(MAX_DEPTH);
				return Document.parse(JsonParser.parseReader(reader));
			}
		} catch (NoSuchFileException e) {
			return Document.EMPTY;
		} catch (Document.DocumentException | JsonParseException | ArithmeticException | IOException e) {
			throw unreadable(String.valueOf(e.getMessage()), e);
		}
	}

	private InstanceException unreadable(String why, @Nullable Exception cause) {
		String advice = newestBackup() instanceof Path backup ? "The newest backup is " + backup + '.' //$NON-NLS-1$
				: "There is no backup."; //$NON-NLS-1$
		return new InstanceException(Reason.FAILED, "The configuration " + home.instancesFile() + " can't be read: " + why //$NON-NLS-1$ //$NON-NLS-2$
				+ ". Nothing was changed. Mend it or move it away. " + advice, cause); //$NON-NLS-1$
	}

	private @Nullable Path newestBackup() {
		try (Stream<Path> files = Files.list(home.backups())) {
			return files.max(Path::compareTo).orElse(null);
		} catch (IOException e) {
			return null;
		}
	}

	/** Applies a change to what is on disk now and writes it. */
	Document change(UnaryOperator<Document> change) {
		IN_PROCESS.lock();
		try {
			HomeDirectory.make(home);
			try (FileChannel channel = FileChannel.open(home.directory().resolve(".lock"), StandardOpenOption.CREATE, //$NON-NLS-1$
					StandardOpenOption.WRITE); FileLock lock = channel.lock()) {
				Document before = read();
				Document after = change.apply(before);
				if (!after.equals(before)) {
					backup();
					write(after);
				}
				return after;
			}
		} catch (IOException e) {
			throw new InstanceException(Reason.FAILED, "The home " + home.directory() + " can't be written: " + e.getMessage() //$NON-NLS-1$ //$NON-NLS-2$
					+ ". Check its rights and the space on the disk, or choose another with CREATIVE_STUDIO_HOME.", e); //$NON-NLS-1$
		} finally {
			IN_PROCESS.unlock();
		}
	}

	private void backup() throws IOException {
		if (!exists())
			return;
		Files.createDirectories(home.backups());
		Path target = home.backups().resolve("instances-" + STAMP.format(clock.instant()) + ".json"); //$NON-NLS-1$ //$NON-NLS-2$
		Files.copy(home.instancesFile(), target, StandardCopyOption.REPLACE_EXISTING);
		List<Path> all;
		try (Stream<Path> files = Files.list(home.backups())) {
			all = files.sorted().toList();
		}
		for (Path old : all.subList(0, Math.max(0, all.size() - BACKUPS)))
			Files.deleteIfExists(old);
	}

	private void write(Document document) throws IOException {
		String json = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(document.toJson());
		AtomicFiles.write(home.instancesFile(), (json + '\n').getBytes(StandardCharsets.UTF_8));
	}

	/** Complete or absent. */
	static final class AtomicFiles {
		private AtomicFiles() {
		}

		static void write(Path file, byte[] content) throws IOException {
			Path temporary = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".tmp"); //$NON-NLS-1$
			try {
				try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
					ByteBuffer buffer = ByteBuffer.wrap(content);
					while (buffer.hasRemaining())
						channel.write(buffer);
					channel.force(true);
				}
				Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
			} finally {
				Files.deleteIfExists(temporary);
			}
			if (java.io.File.separatorChar == '/')
				try (FileChannel directory = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
					directory.force(true);
				}
		}
	}
}
