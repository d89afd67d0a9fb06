// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.jobs;

import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.creativestudio.comfyui.workflow.JobState;
import org.eclipse.core.expressions.PropertyTester;
import org.eclipse.jdt.annotation.Nullable;

/** Properties of jobs for the enablement of commands: {@code final}, {@code outputs}, {@code unsuccessful}, {@code waiting}, {@code sent}. */
public final class JobTester extends PropertyTester {
	@Override
	public boolean test(@Nullable Object receiver, @Nullable String property, Object @Nullable [] arguments,
			@Nullable Object expected) {
		if (!(receiver instanceof JobSnapshot job) || property == null)
			return false;
		boolean actual = switch (property) {
		case "final" -> job.state().isFinal(); //$NON-NLS-1$
		case "outputs" -> !job.outputs().isEmpty(); //$NON-NLS-1$
		case "unsuccessful" -> isUnsuccessful(job); //$NON-NLS-1$
		case "waiting" -> job.state() == JobState.WAITING; //$NON-NLS-1$
		case "sent" -> job.instanceId() != null; //$NON-NLS-1$
		default -> false;
		};
		return actual == !Boolean.FALSE.equals(expected);
	}

	static boolean isUnsuccessful(JobSnapshot job) {
		return job.state() == JobState.FAILED || job.state() == JobState.CANCELLED;
	}
}
