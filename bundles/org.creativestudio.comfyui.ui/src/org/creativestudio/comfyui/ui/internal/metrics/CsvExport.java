// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.metrics;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Collection;

import org.creativestudio.comfyui.core.metrics.Metric;
import org.creativestudio.comfyui.core.metrics.Metrics;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.osgi.util.NLS;

/** Writes metrics into a file, complete or not at all. */
final class CsvExport {

	private final Metrics metrics;
	private final Collection<String> instanceIds;
	private final Collection<Metric> columns;
	private final Instant from;
	private final Instant to;
	private final Path file;

	CsvExport(Metrics metrics, Collection<String> instanceIds, Collection<Metric> columns, Instant from, Instant to, Path file) {
		this.metrics = metrics;
		this.instanceIds = instanceIds;
		this.columns = columns;
		this.from = from;
		this.to = to;
		this.file = file;
	}

	void schedule() {
		Job job = Job.create(Messages.job_export, this::run);
		job.setUser(true);
		job.schedule();
	}

	private IStatus run(IProgressMonitor monitor) {
		Path begun = file.resolveSibling(file.getFileName() + ".part"); //$NON-NLS-1$
		try {
			try (Writer writer = Files.newBufferedWriter(begun)) {
				metrics.exportCsv(instanceIds, columns, from, to, writer);
			}
			if (monitor.isCanceled()) {
				Files.deleteIfExists(begun);
				return Status.CANCEL_STATUS;
			}
			Files.move(begun, file, StandardCopyOption.REPLACE_EXISTING);
			return Status.OK_STATUS;
		} catch (IOException e) {
			remove(begun, e);
			return Status.error(NLS.bind(Messages.export_failed, file, e.getLocalizedMessage()), e);
		}
	}

	private static void remove(Path begun, IOException failure) {
		try {
			Files.deleteIfExists(begun);
		} catch (IOException e) {
			failure.addSuppressed(e);
		}
	}
}
