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
		return job.workflow().name() + " is done" //$NON-NLS-1$
				+ (time == null ? "" : String.format(Locale.ROOT, " in %.1f s", Double.valueOf(time.toMillis() / 1000.0))); //$NON-NLS-1$ //$NON-NLS-2$
	}

	private static String failed(JobSnapshot job) {
		JobError error = job.error();
		return job.workflow().name() + " failed" + (error == null ? "" : ": " + error.message()); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
	}
}
