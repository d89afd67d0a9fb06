// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Writes files that are complete or absent, also when the program or the computer dies, and that only their owner reads. */
final class AtomicFiles {

	private AtomicFiles() {
	}

	static void write(Path file, byte[] content) throws IOException {
		Path directory = file.toAbsolutePath().getParent();
		Path temporary = Files.createTempFile(directory, file.getFileName().toString(), ".tmp"); //$NON-NLS-1$
		write(temporary, Set.of(StandardOpenOption.WRITE), content, file);
	}

	/** By way of a file that nobody else uses at the same time: what a dying program leaves of it is replaced by the next. */
	static void write(Path file, byte[] content, Path temporary) throws IOException {
		Files.deleteIfExists(temporary);
		FileAttribute<?>[] ownerOnly = temporary.getFileSystem().supportedFileAttributeViews().contains("posix") //$NON-NLS-1$
				? new FileAttribute<?>[] { PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")) } //$NON-NLS-1$
				: new FileAttribute<?>[0];
		write(temporary, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW), content, file, ownerOnly);
	}

	private static void write(Path temporary, Set<StandardOpenOption> options, byte[] content, Path file,
			FileAttribute<?>... attributes) throws IOException {
		try {
			try (FileChannel channel = FileChannel.open(temporary, options, attributes)) {
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
			try (FileChannel directory = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
				directory.force(true);
			}
	}
}
