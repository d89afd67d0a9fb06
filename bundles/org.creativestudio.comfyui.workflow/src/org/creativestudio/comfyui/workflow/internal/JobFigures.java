// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

import org.creativestudio.comfyui.core.metrics.JobRecorder;
import org.creativestudio.comfyui.workflow.JobError;
import org.creativestudio.comfyui.workflow.JobListener;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.creativestudio.comfyui.workflow.JobState;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

/** Has jobs counted that end at an instance. Equal for the same recorder. */
record JobFigures(JobRecorder recorder) implements JobListener {

	@Override
	public void jobChanged(@Nullable JobSnapshot before, @Nullable JobSnapshot after) {
		if (before == null || after == null || before.state().isFinal())
			return;
		boolean done = after.state() == JobState.DONE;
		String instance = after.instanceId();
		Instant ended = after.ended();
		if (instance == null || ended == null || !done && after.state() != JobState.FAILED)
			return;
		Instant started = after.started();
		Duration time = started == null ? null : Duration.between(started, ended);
		recorder.jobEnded(instance, ended, done, time, done ? done(after, time) : failed(after));
	}

	private static String done(JobSnapshot job, @Nullable Duration time) {
		return NLS.bind(Messages.jobFigures_done, job.workflow().name(),
				time == null ? "" : String.format(Locale.ROOT, Messages.jobFigures_fS, Double.valueOf(time.toMillis() / 1000.0))); //$NON-NLS-1$
	}

	private static String failed(JobSnapshot job) {
		JobError error = job.error();
		return NLS.bind(Messages.jobFigures_failed, job.workflow().name(), error == null ? "" : ": " + error.message()); //$NON-NLS-1$ //$NON-NLS-2$
	}
}
