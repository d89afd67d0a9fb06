// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.internal.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
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
			channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
			FileLock lock = channel.tryLock();
			if (lock != null)
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
