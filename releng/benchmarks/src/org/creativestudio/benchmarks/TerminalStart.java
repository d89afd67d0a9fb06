// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.creativestudio.benchmarks.Runs.Outcome;
import org.creativestudio.benchmarks.Runs.Program;

/** How long a user waits for {@code instance list}. */
final class TerminalStart {

	private static final int RUNS = 9;
	/** The figure that was asked for: within 2 times a bare Equinox application. */
	private static final double LIMIT = 2.0;

	private TerminalStart() {
	}

	static Table measure(Path checkout, Product product) throws IOException, InterruptedException {
		Map<String, String> home = Map.of("CREATIVE_STUDIO_HOME", Fleet.stopped(product.scratch(), 6).toString()); //$NON-NLS-1$
		Program bare = new Program(product.bareApplication(), Map.of(), Duration.ofMinutes(1), Outcome::millis);
		Program list = new Program(List.of(checkout.resolve("studio").toString(), "instance", "list"), home, Duration.ofMinutes(1), Outcome::millis); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
		double[][] values = new Runs(product.scratch()).alternate(RUNS, bare, list);
		Table table = new Table("Terminal start, " + RUNS + " runs of each in turn after a warm-up", "ms"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
		table.add("bare Equinox application that prints one line", values[0]); //$NON-NLS-1$
		table.add("./studio instance list, 6 instances", values[1], Table.median(values[1]) / Table.median(values[0]), LIMIT); //$NON-NLS-1$
		return table;
	}
}
