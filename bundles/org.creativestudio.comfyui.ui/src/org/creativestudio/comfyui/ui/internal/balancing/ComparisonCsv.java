// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.balancing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.creativestudio.comfyui.ui.internal.balancing.Comparison.Row;
import org.creativestudio.comfyui.workflow.simulation.Outcome;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.IJobFunction;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.osgi.util.NLS;

/** Writes a comparison into a file, complete or not at all; for other programs, whatever the user's language. */
final class ComparisonCsv {

	private ComparisonCsv() {
	}

	/** Returns at once. */
	static void schedule(Comparison comparison, Path file) {
		IJobFunction work = monitor -> write(comparison, file);
		Job.create(NLS.bind(Messages.export_job, file.getFileName()), work).schedule();
	}

	private static IStatus write(Comparison comparison, Path file) {
		Path begun = file.resolveSibling(file.getFileName() + ".part"); //$NON-NLS-1$
		try {
			Files.writeString(begun, text(comparison));
			Files.move(begun, file, StandardCopyOption.REPLACE_EXISTING);
			return Status.OK_STATUS;
		} catch (IOException e) {
			try {
				Files.deleteIfExists(begun);
			} catch (IOException another) {
				e.addSuppressed(another);
			}
			return Status.error(NLS.bind(Messages.export_failed, file, e.getLocalizedMessage()), e);
		}
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
