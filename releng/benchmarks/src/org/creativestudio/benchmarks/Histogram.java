// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** What lives on the heap of a Java process; taking it collects what does not. */
record Histogram(List<String> lines) {

	static Histogram of(Path java, long pid) throws IOException, InterruptedException {
		Process histogram = new ProcessBuilder(java.resolveSibling("jcmd").toString(), Long.toString(pid), "GC.class_histogram") //$NON-NLS-1$ //$NON-NLS-2$
				.redirectErrorStream(true).start();
		List<String> lines = new String(histogram.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip().lines().toList();
		histogram.waitFor();
		return new Histogram(lines);
	}

	/** All objects. */
	double megabytes() {
		return Long.parseLong(lines.get(lines.size() - 1).strip().split("\\s+")[2]) / 1048576.0; //$NON-NLS-1$
	}

	long instances(String className) {
		return lines.stream().map(line -> line.strip().split("\\s+")).filter(parts -> parts.length > 3 && parts[3].equals(className)) //$NON-NLS-1$
				.mapToLong(parts -> Long.parseLong(parts[1])).findFirst().orElse(0);
	}
}
