// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.creativestudio.benchmarks.Runs.Outcome;
import org.creativestudio.benchmarks.Runs.Program;

/** How long a user waits for the cards. Needs a display. */
final class WorkbenchStart {

	private static final int RUNS = 7;
	private static final int INSTANCES = 10;

	private WorkbenchStart() {
	}

	static Table measure(Path checkout, Product product) throws IOException, InterruptedException {
		Program empty = program(product, "window", "org.creativestudio.benchmarks.empty"); //$NON-NLS-1$ //$NON-NLS-2$
		Program cards = program(product, "cards", "org.creativestudio.comfyui.ui.perspective"); //$NON-NLS-1$ //$NON-NLS-2$
		double[][] values = new Runs(product.scratch()).alternate(RUNS, empty, cards);
		Table table = new Table("Workbench start, JVM start to first paint, " + RUNS + " runs of each in turn after a warm-up", //$NON-NLS-1$ //$NON-NLS-2$
				"ms"); //$NON-NLS-1$
		table.add("the product with an empty perspective: window painted", values[0]); //$NON-NLS-1$
		table.add("the product as it is: " + INSTANCES + " cards painted", values[1], //$NON-NLS-1$ //$NON-NLS-2$
				Table.median(values[1]) / Table.median(values[0]), null);
		return table;
	}

	private static Program program(Product product, String awaited, String perspective) throws IOException {
		Path home = Fleet.stopped(product.scratch(), INSTANCES);
		List<String> command = product.withBenchmarks(
				List.of("--enable-native-access=ALL-UNNAMED", "-D" + FirstPaint.PROPERTY + '=' + awaited), //$NON-NLS-1$ //$NON-NLS-2$
				List.of("-data", product.scratch().resolve("workspace-" + awaited).toString(), "-clearPersistedState", //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
						"-perspective", perspective)); //$NON-NLS-1$
		return new Program(command, Map.of("CREATIVE_STUDIO_HOME", home.toString()), Duration.ofMinutes(1), //$NON-NLS-1$
				WorkbenchStart::firstPaint); //$NON-NLS-1$
	}

	private static double firstPaint(Outcome outcome) {
		return outcome.output().lines().filter(line -> line.startsWith(FirstPaint.MARK)).findFirst()
				.map(line -> Double.parseDouble(line.substring(FirstPaint.MARK.length())))
				.orElseThrow(() -> new IllegalStateException("the workbench ended before it painted: " + outcome.output())); //$NON-NLS-1$
	}
}
