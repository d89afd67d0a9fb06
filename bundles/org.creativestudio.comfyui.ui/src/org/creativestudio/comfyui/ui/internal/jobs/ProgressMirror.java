// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.jobs;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.creativestudio.comfyui.workflow.JobHandle;
import org.creativestudio.comfyui.workflow.JobListener;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.creativestudio.comfyui.workflow.JobState;
import org.creativestudio.comfyui.workflow.WorkflowService;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.IJobChangeListener;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

/**
 * Shows running workflows in the Progress view, one job of the workbench for each, without a thread of its own; cancelling it there
 * cancels the workflow. The jobs are of the family that the mirror is. To be closed before the workbench ends: workflows outlast it.
 */
public final class ProgressMirror implements JobListener, AutoCloseable {

	private final WorkflowService service;
	private final Map<String, Mirror> mirrors = new ConcurrentHashMap<>();
	private volatile boolean closed;

	/** Begins with what runs already. */
	public ProgressMirror(WorkflowService service) {
		this.service = service;
		service.addListener(this);
		for (JobSnapshot job : service.getJobs()) {
			changed(job);
			service.getJob(job.id()).map(JobHandle::snapshot).ifPresentOrElse(this::changed, () -> end(job.id(), Status.OK_STATUS));
		}
	}

	@Override
	public void jobChanged(@Nullable JobSnapshot before, @Nullable JobSnapshot after) {
		if (after != null)
			changed(after);
		else if (before != null)
			end(before.id(), Status.OK_STATUS);
	}

	private void changed(JobSnapshot job) {
		if (closed)
			return;
		if (job.state() == JobState.RUNNING || job.state() == JobState.FETCHING)
			mirrors.computeIfAbsent(job.id(), id -> begin(job)).show(job);
		else
			end(job.id(), job.state() == JobState.CANCELLED ? Status.CANCEL_STATUS : Status.OK_STATUS);
		if (closed) // meanwhile: nobody else ends what was just begun
			end(job.id(), Status.OK_STATUS);
	}

	private Mirror begin(JobSnapshot job) {
		Mirror mirror = new Mirror(job);
		mirror.schedule();
		return mirror;
	}

	private void end(String id, IStatus status) {
		Mirror mirror = mirrors.remove(id);
		if (mirror != null)
			mirror.end(status);
	}

	@Override
	public void close() {
		closed = true;
		service.removeListener(this);
		for (String id : mirrors.keySet())
			end(id, Status.OK_STATUS);
	}

	private final class Mirror extends Job {

		private static final int TICKS = 1000;

		private JobSnapshot shown;
		private @Nullable IProgressMonitor monitor;
		private @Nullable IStatus result;
		private int ticks;

		Mirror(JobSnapshot job) {
			super(NLS.bind(Messages.mirror_name, job.workflow().name()));
			shown = job;
			addJobChangeListener(IJobChangeListener.onDone(event -> {
				if (event.getResult().matches(IStatus.CANCEL) && !isEnded())
					canceling(); // before it ran, which nobody tells it
			}));
		}

		private synchronized boolean isEnded() {
			return result != null;
		}

		@Override
		protected synchronized IStatus run(IProgressMonitor given) {
			IStatus ended = result;
			if (ended != null)
				return ended;
			monitor = given;
			given.beginTask(getName(), TICKS);
			report(given);
			return ASYNC_FINISH;
		}

		synchronized void show(JobSnapshot job) {
			if (result != null || job.revision() < shown.revision())
				return;
			shown = job;
			IProgressMonitor open = monitor;
			if (open != null)
				report(open);
		}

		private void report(IProgressMonitor open) {
			int reached = (int) (TICKS * ProgressPainter.fraction(shown));
			if (reached > ticks) {
				open.worked(reached - ticks);
				ticks = reached;
			}
			open.subTask(JobTexts.progress(shown));
		}

		void end(IStatus status) {
			boolean started;
			synchronized (this) {
				if (result != null)
					return;
				result = status;
				started = monitor != null;
			}
			if (started)
				done(status);
		}

		@Override
		protected void canceling() {
			if (!closed)
				service.getJob(shown().id()).ifPresent(JobHandle::cancel);
		}

		private synchronized JobSnapshot shown() {
			return shown;
		}

		@Override
		public boolean belongsTo(@Nullable Object family) {
			return family == ProgressMirror.this;
		}
	}
}
