// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.balancing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.creativestudio.comfyui.ui.internal.balancing.Comparison.Row;
import org.creativestudio.comfyui.ui.internal.run.FileWriting;
import org.creativestudio.comfyui.workflow.simulation.Outcome;
import org.eclipse.osgi.util.NLS;

/** A comparison as a file; for other programs, whatever the user's language. */
final class ComparisonCsv {

	private ComparisonCsv() {
	}

	/** Returns at once. */
	static void schedule(Comparison comparison, Path file) {
		FileWriting.schedule(NLS.bind(Messages.export_job, file.getFileName()), file, begun -> Files.writeString(begun, text(comparison)),
				failure -> NLS.bind(Messages.export_failed, file, failure.getLocalizedMessage()));
	}

	static String text(Comparison comparison) {
		StringBuilder text = new StringBuilder(line(Stream.concat(
				Stream.of("strategy", "makespan_s", "over_lower_bound", "wait_median_s", "wait_p95_s", "model_loads", "unfinished"), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$ //$NON-NLS-6$ //$NON-NLS-7$
				comparison.scenario().devices().stream().map(device -> "use " + device.name())))); //$NON-NLS-1$
		for (Row row : comparison.rows()) {
			Outcome outcome = row.outcome();
			text.append(line(Stream.concat(
					Stream.of(outcome.strategy(), number(outcome.makespan()), number(outcome.ratio()), number(outcome.waitMedian()),
							number(outcome.waitP95()), Integer.toString(outcome.loads()), Integer.toString(outcome.unfinished())),
					comparison.scenario().devices().stream().map(device -> number(row.use(device))))));
		}
		return text.toString();
	}

	private static String line(Stream<String> cells) {
		return cells.map(ComparisonCsv::cell).collect(Collectors.joining(",", "", "\r\n")); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
	}

	/** A name that looks like a formula to a spreadsheet is none. */
	private static String cell(String text) {
		String safe = !text.isEmpty() && "=+-@\t".indexOf(text.charAt(0)) >= 0 && !text.matches("-?[0-9.]+") ? '\'' + text : text; //$NON-NLS-1$ //$NON-NLS-2$
		return safe.matches("[^\",\r\n]*") ? safe : '"' + safe.replace("\"", "\"\"") + '"'; //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
	}

	private static String number(double value) {
		return Double.isFinite(value) ? String.format(Locale.ROOT, "%.3f", value) : ""; //$NON-NLS-1$ //$NON-NLS-2$
	}
}
