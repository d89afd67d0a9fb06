// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.eclipse.osgi.util.NLS;

/** The directory of {@code --output}: takes copies and never replaces a file. */
final class ImageFolder {

	private static final int MOST_COPIES = 100_000;

	private final Path directory;

	/** Makes the directory, so that a wrong one is known before anything runs. */
	ImageFolder(Path directory) {
		this.directory = directory.toAbsolutePath().normalize();
		try {
			Files.createDirectories(this.directory);
		} catch (IOException e) {
			throw new Failure(ExitCode.FAILED, NLS.bind(Messages.output_no_directory, this.directory, reason(e)));
		}
		if (!Files.isWritable(this.directory))
			throw new Failure(ExitCode.FAILED, NLS.bind(Messages.output_not_writable, this.directory));
	}

	List<Path> copy(List<Path> images) {
		List<Path> copies = new ArrayList<>();
		for (Path image : images)
			try {
				copies.add(copy(image));
			} catch (IOException e) {
				throw new Failure(ExitCode.FAILED,
						NLS.bind(Messages.output_not_copied, new Object[] { image, directory, reason(e) }));
			}
		return copies;
	}

	private Path copy(Path image) throws IOException {
		String name = image.getFileName().toString();
		int dot = name.lastIndexOf('.');
		String stem = dot > 0 ? name.substring(0, dot) : name;
		String extension = dot > 0 ? name.substring(dot) : ""; //$NON-NLS-1$
		for (int number = 1; number < MOST_COPIES; number++) {
			Path target = directory.resolve(number == 1 ? name : stem + '-' + number + extension);
			try {
				return Files.copy(image, target);
			} catch (FileAlreadyExistsException e) {
				continue;
			}
		}
		throw new FileAlreadyExistsException(directory.resolve(name).toString());
	}

	/** Messages of file system exceptions are often just the path. */
	private static String reason(IOException e) {
		return e.getClass().getSimpleName() + ": " + e.getMessage(); //$NON-NLS-1$
	}
}
