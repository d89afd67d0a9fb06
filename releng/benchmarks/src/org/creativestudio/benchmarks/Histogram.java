// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What lives on the heap of a Java process; taking it collects what does not. */
record Histogram(List<String> lines) {

	private static final String FILLER = "[Ljdk.internal.vm.FillerElement;"; //$NON-NLS-1$

	static Histogram of(Path java, long pid) throws IOException, InterruptedException {
		// Not through a pipe: this process stands still while its own histogram is written.
		Path file = Files.createTempFile("histogram", ".txt"); //$NON-NLS-1$ //$NON-NLS-2$
		try {
			new ProcessBuilder(java.resolveSibling("jcmd").toString(), Long.toString(pid), "GC.class_histogram") //$NON-NLS-1$
					.redirectErrorStream(true).redirectOutput(file.toFile()).start().waitFor();
			return new Histogram(Files.readString(file, StandardCharsets.UTF_8).strip().lines().toList());
		} finally {
			Files.delete(file);
		}
	}

	/** All objects, without what only fills room that was not worth to be given back. */
	double megabytes() {
		return (Long.parseLong(lines.getLast().strip().split("\\s+")[2]) - column(FILLER, 2)) / 1048576.0; //$NON-NLS-1$
	}

	long instances(String className) {
		return column(className, 1);
	}

	private long column(String className, int index) {
		return lines.stream().map(line -> line.strip().split("\\s+")).filter(parts -> parts.length > 3 && parts[3].equals(className)) //$NON-NLS-1$
				.mapToLong(parts -> Long.parseLong(parts[index])).findFirst().orElse(0);
	}
}
