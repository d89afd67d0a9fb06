// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** A lock among the programs on one home. The system gives it back when its holder dies, however it dies. */
final class HomeLock implements AutoCloseable {

	private final FileChannel channel;

	private HomeLock(FileChannel channel) {
		this.channel = channel;
	}

	/** Empty when somebody else holds it, in this program too. */
	static Optional<HomeLock> take(Path file) throws IOException {
		Files.createDirectories(file.getParent());
		FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
		try {
			FileLock lock = channel.tryLock();
			if (lock != null)
				return Optional.of(new HomeLock(channel));
		} catch (OverlappingFileLockException e) {
			// a thread of this program holds it
		} catch (IOException | RuntimeException e) {
			channel.close();
			throw e;
		}
		channel.close();
		return Optional.empty();
	}

	@Override
	public void close() {
		try {
			channel.close();
		} catch (IOException e) {
			System.getLogger(HomeLock.class.getName()).log(System.Logger.Level.WARNING, "A lock could not be given back", e); //$NON-NLS-1$
		}
	}
}
