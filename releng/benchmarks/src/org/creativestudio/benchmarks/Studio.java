// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The command line of the built product on a home of the benchmark's own.
 *
 * @param product where the product was materialized
 * @param home    its home
 */
record Studio(Path product, Path home) {

	private static final long DEADLINE_SECONDS = 120;

	/** Starts it; what it prints goes to that file. The process is the program itself: its script becomes it. */
	Process begin(Path output, String... arguments) throws IOException {
		List<String> command = new ArrayList<>(List.of(product.resolve("creative-studio").toString())); //$NON-NLS-1$
		command.addAll(List.of(arguments));
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
		builder.environment().put("CREATIVE_STUDIO_HOME", home.toString()); //$NON-NLS-1$
		builder.environment().remove("DISPLAY"); //$NON-NLS-1$
		return builder.redirectInput(new File("/dev/null")).redirectOutput(output.toFile()).start(); //$NON-NLS-1$
	}

	/** Runs it to its end, and gives what it printed. */
	String run(String... arguments) throws IOException, InterruptedException {
		Path output = Files.createTempFile(home, "output", ".txt"); //$NON-NLS-1$ //$NON-NLS-2$
		try {
			Process process = begin(output, arguments);
			if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
				process.destroyForcibly();
				throw new IOException(String.join(" ", arguments) + " did not end"); //$NON-NLS-1$ //$NON-NLS-2$
			}
			String text = Files.readString(output, StandardCharsets.UTF_8);
			if (process.exitValue() != 0)
				throw new IOException(String.join(" ", arguments) + " ended with " + process.exitValue() + ":\n" + text); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			return text;
		} finally {
			Files.deleteIfExists(output);
		}
	}
}
