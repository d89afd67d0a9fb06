// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Makes homes with many instances. */
final class Fleet {

	private Fleet() {
	}

	/** A home with that many stopped instances, written as {@code instances.json} is. */
	static Path stopped(Path scratch, int count) throws IOException {
		Path home = Files.createDirectories(scratch.resolve("home-" + count)); //$NON-NLS-1$
		StringBuilder json = new StringBuilder("{\"schemaVersion\": 1, \"instances\": ["); //$NON-NLS-1$
		for (int i = 1; i <= count; i++)
			json.append(String.format(Locale.ROOT,
					"%s{\"id\": \"instance_%03d\", \"name\": \"Instance %d\", \"kind\": \"embedded\", \"host\": \"localhost\", \"port\": %d}", //$NON-NLS-1$
					i == 1 ? "" : ", ", i, i, 18187 + i)); //$NON-NLS-1$ //$NON-NLS-2$
		Files.writeString(home.resolve("instances.json"), json.append("]}")); //$NON-NLS-1$ //$NON-NLS-2$
		return home;
	}
}
