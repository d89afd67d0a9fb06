// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.internal.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Says that a program lives. The system gives it back when the program dies, however it dies. */
final class ProgramLock implements AutoCloseable {

	/** Closing any channel of a file gives the locks of the whole process on it back, so a held one must not even be opened. */
	private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();
	private static final int MAX_NOTE = 256;

	private final Path file;
	private final FileChannel channel;

	private ProgramLock(Path file, FileChannel channel) {
		this.file = file;
		this.channel = channel;
	}

	/** Empty when somebody else holds it, in this program too. */
	static Optional<ProgramLock> take(Path file) throws IOException {
		if (!HELD.add(file))
			return Optional.empty();
		FileChannel channel = null;
		try {
			channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
			FileLock lock = channel.tryLock();
			// Who looked before may have deleted the file meanwhile: a lock on it would be seen by nobody.
			if (lock != null && Files.exists(file))
				return Optional.of(new ProgramLock(file, channel));
		} catch (OverlappingFileLockException e) {
			// another copy of this class in this program holds it
		} catch (IOException | RuntimeException e) {
			if (channel != null)
				channel.close();
			HELD.remove(file);
			throw e;
		}
		channel.close();
		HELD.remove(file);
		return Optional.empty();
	}

	/** What was written into the file, by this or an earlier holder; no more than a line is read. */
	String note() throws IOException {
		ByteBuffer bytes = ByteBuffer.allocate(MAX_NOTE);
		channel.read(bytes, 0);
		return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
	}

	/** Leaves this in the file in the place of what was there. */
	void note(String text) throws IOException {
		channel.truncate(0);
		channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
	}

	/** Gives it back for good: no program of that name comes again. */
	void delete() throws IOException {
		Files.deleteIfExists(file);
		close();
	}

	@Override
	public void close() {
		try {
			channel.close();
		} catch (IOException e) {
			System.getLogger(ProgramLock.class.getName()).log(System.Logger.Level.WARNING, "A lock could not be given back", e); //$NON-NLS-1$
		}
		HELD.remove(file);
	}
}
