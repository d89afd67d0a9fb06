// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Within the fuzzer's process: inputs for readers that want a file. */
public final class FuzzFiles {

	/** Names the directory for the files; best in memory. */
	public static final String DIRECTORY_PROPERTY = "creativestudio.fuzz.files"; //$NON-NLS-1$

	private FuzzFiles() {
	}

	/** @param name relative to the directory, with slashes */
	public static Path write(String name, byte[] data) throws IOException {
		Path file = directory().resolve(name);
		Files.createDirectories(file.getParent());
		return Files.write(file, data);
	}

	public static Path directory() {
		return Path.of(System.getProperty(DIRECTORY_PROPERTY));
	}
}
