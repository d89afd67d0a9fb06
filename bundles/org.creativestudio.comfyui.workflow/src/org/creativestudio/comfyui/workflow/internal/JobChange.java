// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.internal;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

import org.creativestudio.comfyui.workflow.JobError;
import org.creativestudio.comfyui.workflow.JobProgress;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.creativestudio.comfyui.workflow.JobState;
import org.creativestudio.comfyui.workflow.WorkflowOptions;
import org.eclipse.jdt.annotation.Nullable;

/** Makes the next snapshot of a job from the last one. Starts as a copy with the next revision. */
final class JobChange {

	private final JobSnapshot before;
	private WorkflowOptions options;
	private JobState state;
	private @Nullable String instanceId;
	private @Nullable String promptId;
	private String why;
	private @Nullable JobProgress progress;
	private List<Path> outputs;
	private @Nullable JobError error;
	private @Nullable Instant started;
	private @Nullable Instant ended;

	JobChange(JobSnapshot before) {
		this.before = before;
		options = before.options();
		state = before.state();
		instanceId = before.instanceId();
		promptId = before.promptId();
		why = before.why();
		progress = before.progress();
		outputs = before.outputs();
		error = before.error();
		started = before.started();
		ended = before.ended();
	}

	JobChange state(JobState value) {
		state = value;
		return this;
	}

	JobChange instance(@Nullable String value) {
		instanceId = value;
		return this;
	}

	JobChange prompt(@Nullable String value) {
		promptId = value;
		return this;
	}

	JobChange why(String value) {
		why = value;
		return this;
	}

	JobChange progress(@Nullable JobProgress value) {
		progress = value;
		return this;
	}

	JobChange outputs(List<Path> value) {
		outputs = value;
		return this;
	}

	JobChange options(WorkflowOptions value) {
		options = value;
		return this;
	}

	/** It is in our queue again, as if it had never been sent. */
	JobChange again(String reason) {
		state = JobState.WAITING;
		instanceId = null;
		promptId = null;
		progress = null;
		started = null;
		why = reason;
		return this;
	}

	JobChange started(Instant value) {
		if (started == null)
			started = value;
		return this;
	}

	JobChange end(JobState value, @Nullable JobError why, Instant at) {
		state = value;
		error = why;
		ended = at;
		return this;
	}

	JobSnapshot build() {
		return new JobSnapshot(before.id(), before.revision() + 1, before.workflow(), options, state, instanceId, promptId,
				why, progress, outputs, error, before.created(), started, ended);
	}
}
