// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import java.util.function.Function;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.IJobFunction;
import org.eclipse.core.runtime.jobs.Job;

/** Writes a file that the user chose, complete or not at all, in a job that can be cancelled. */
public final class FileWriting {

	/** Makes what is to be in the file. */
	public interface Content {

		/** @param file does not exist yet; is moved to where the user wants it when all of it is there */
		void write(Path file) throws IOException;
	}

	private FileWriting() {
	}

	/**
	 * Returns at once.
	 *
	 * @param name   of the job
	 * @param file   is replaced when it is there
	 * @param failed what to tell the user
	 */
	public static void schedule(String name, Path file, Content content, Function<IOException, String> failed) {
		IJobFunction work = monitor -> write(file, content, failed, monitor);
		Job job = Job.create(name, work);
		job.setUser(true);
		job.schedule();
	}

	/** Works on the thread that calls. */
	public static IStatus write(Path file, Content content, Function<IOException, String> failed, IProgressMonitor monitor) {
		Path begun = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".part"); //$NON-NLS-1$ //$NON-NLS-2$
		try {
			try {
				content.write(begun);
				if (monitor.isCanceled())
					return Status.CANCEL_STATUS;
				Files.move(begun, file, StandardCopyOption.REPLACE_EXISTING);
				return Status.OK_STATUS;
			} finally {
				Files.deleteIfExists(begun);
			}
		} catch (IOException e) {
			return Status.error(failed.apply(e), e);
		}
	}
}
