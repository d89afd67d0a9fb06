// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.jobs;

import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.eclipse.core.expressions.PropertyTester;
import org.eclipse.jdt.annotation.Nullable;

/** Properties of jobs for the enablement of commands: {@code final}, {@code outputs}. */
public final class JobTester extends PropertyTester {
	@Override
	public boolean test(@Nullable Object receiver, @Nullable String property, Object @Nullable [] arguments,
			@Nullable Object expected) {
		if (!(receiver instanceof JobSnapshot job) || property == null)
			return false;
		boolean actual = switch (property) {
		case "final" -> job.state().isFinal(); //$NON-NLS-1$
		case "outputs" -> !job.outputs().isEmpty(); //$NON-NLS-1$
		default -> false;
		};
		return actual == !Boolean.FALSE.equals(expected);
	}
}
