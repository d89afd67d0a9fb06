// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;

import org.creativestudio.comfyui.core.StudioHome;

/** Makes the home, for its owner alone: command lines and logs in it may tell what others should not know. */
final class HomeDirectory {

	private HomeDirectory() {
	}

	/** Does nothing to a home that is there: its owner may have opened it on purpose. */
	static void make(StudioHome home) throws IOException {
		if (Files.isDirectory(home.directory()))
			return;
		Files.createDirectories(home.directory());
		if (home.directory().getFileSystem().supportedFileAttributeViews().contains("posix")) //$NON-NLS-1$
			Files.setPosixFilePermissions(home.directory(), PosixFilePermissions.fromString("rwx------")); //$NON-NLS-1$
	}
}
