// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceException.Reason;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.core.configuration.Backup;
import org.creativestudio.comfyui.core.configuration.BoundedJson;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;

/**
 * {@code instances.json} of a home that several programs share. A change re-reads the file under a lock, so nobody's change is
 * lost; a write is complete or absent, and what was there before is a backup. All methods block for the disk and fail with an
 * {@link InstanceException}.
 */
final class ConfigurationStore {

	/** File locks are held for a whole JVM; threads of one JVM need their own. */
	private static final ReentrantLock IN_PROCESS = new ReentrantLock();

	private final StudioHome home;
	private final Backups backups;

	ConfigurationStore(StudioHome home, Clock clock) {
		this.home = home;
		backups = new Backups(home, clock);
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

	/** Reads a backup. */
	Document read(Path backup) {
		try {
			return parse(backup);
		} catch (Document.DocumentException | IOException e) {
			throw new InstanceException(Reason.FAILED, NLS.bind(Messages.configurationStore_backupCannotUsedChoose, backup, why(e)), e);
		}
	}

	/** A damaged file stays where it is. */
	Document read() {
		try {
			return parse(home.instancesFile());
		} catch (NoSuchFileException e) {
			return Document.EMPTY;
		} catch (Document.DocumentException | IOException e) {
			throw unreadable(why(e), e);
		}
	}

	/** @throws Document.DocumentException when it is JSON, but no configuration */
	static Document parse(Path file) throws IOException {
		return Document.parse(BoundedJson.read(file));
	}

	/** The end of "can't be read: ". */
	static String why(Exception e) {
		if (e instanceof AccessDeniedException)
			return Messages.configurationStore_userMayNotRead;
		if (e instanceof NoSuchFileException)
			return Messages.configurationStore_thereNoSuchFile;
		return String.valueOf(e.getMessage());
	}

	private InstanceException unreadable(String why, Exception cause) {
		String advice = backups.newestGood() instanceof Backup backup
				? NLS.bind(Messages.configurationStore_newestGoodBackupConfig, backup.file())
				: Messages.configurationStore_thereNoGoodBackup;
		return new InstanceException(Reason.FAILED,
				NLS.bind(Messages.configurationStore_configurationCannotReadLeft, new Object[] { home.instancesFile(), why, advice }), cause);
	}

	/** Why nothing can be changed here; null when it can. */
	@Nullable
	InstanceException readOnly(Document document) {
		return !document.isNewer() ? null
				: new InstanceException(Reason.FAILED,
						NLS.bind(Messages.configurationStore_configurationNewerCreativeStudio,
								new Object[] { home.instancesFile(), document.version(), Upgrades.CURRENT }));
	}

	/** Applies a change to what is on disk now and writes it. Fails without any effect when that is of a newer version. */
	Document change(UnaryOperator<Document> change) {
		return locked(() -> {
			Document before = read();
			JsonObject old = before.toJson();
			Document after = change.apply(before);
			// By text: numbers that this program does not know are only equal when all their digits are.
			if (after.toJson().toString().equals(old.toString()))
				return after;
			if (readOnly(before) instanceof InstanceException refused)
				throw refused;
			byte[] content = content(after);
			backups.keep();
			write(content);
			return after;
		});
	}

	/** Makes a backup the configuration, byte by byte; today's file, good or not, becomes a backup. */
	Document restore(Path backup) {
		Document restored = read(backup);
		return locked(() -> {
			byte[] content = Files.readAllBytes(backup);
			backups.keep();
			write(content);
			return restored;
		});
	}

	/** Newest first. */
	List<Backup> backups() {
		try {
			return backups.list();
		} catch (IOException e) {
			throw new InstanceException(Reason.FAILED, NLS.bind(Messages.configurationStore_backupsCannotListed, home.backups(), why(e)), e);
		}
	}

	@FunctionalInterface
	private interface Locked {
		Document run() throws IOException;
	}

	private Document locked(Locked work) {
		IN_PROCESS.lock();
		try {
			HomeDirectory.make(home);
			try (FileChannel channel = FileChannel.open(home.directory().resolve(".lock"), StandardOpenOption.CREATE, //$NON-NLS-1$
					StandardOpenOption.WRITE); FileLock lock = channel.lock()) {
				return work.run();
			}
		} catch (IOException e) {
			throw new InstanceException(Reason.FAILED,
					NLS.bind(Messages.configurationStore_homeCannotWrittenCheck, home.directory(), e.getMessage()), e);
		} finally {
			IN_PROCESS.unlock();
		}
	}

	/** @throws InstanceException when it is beyond the bounds within which it is read again */
	private static byte[] content(Document document) {
		String json = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().serializeNulls().create().toJson(document.toJson()) + '\n';
		try {
			// Not String.getBytes, which writes a question mark for half a character.
			ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(json));
			byte[] content = new byte[encoded.remaining()];
			encoded.get(content);
			BoundedJson.read(new ByteArrayInputStream(content));
			return content;
		} catch (CharacterCodingException e) {
			throw new InstanceException(Reason.INVALID, Messages.configurationStore_textConfigurationHalfCharacter, e);
		} catch (IOException e) {
			throw new InstanceException(Reason.INVALID, NLS.bind(Messages.configurationStore_configurationCouldNotRead, e.getMessage()), e);
		}
	}

	private void write(byte[] content) throws IOException {
		AtomicFiles.write(home.instancesFile(), content, home.directory().resolve("instances.json.tmp")); //$NON-NLS-1$
	}
}
