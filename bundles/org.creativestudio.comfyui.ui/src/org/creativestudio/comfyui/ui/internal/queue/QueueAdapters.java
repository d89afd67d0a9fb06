// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.queue;

import org.creativestudio.comfyui.workflow.JobHandle;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.creativestudio.comfyui.workflow.WorkflowService;
import org.eclipse.core.runtime.IAdapterFactory;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.ui.PlatformUI;

/** The job that stands behind a prompt of this program, so that the commands for jobs are there for it too. */
public final class QueueAdapters implements IAdapterFactory {

	@Override
	public <T> @Nullable T getAdapter(@Nullable Object adaptable, @Nullable Class<T> type) {
		return adaptable instanceof QueueRow row && type == JobSnapshot.class ? type.cast(job(row)) : null;
	}

	private static @Nullable JobSnapshot job(QueueRow row) {
		String id = row.jobId();
		WorkflowService workflows = PlatformUI.getWorkbench().getService(WorkflowService.class);
		return id == null || workflows == null ? null : workflows.getJob(id).map(JobHandle::snapshot).orElse(null);
	}

	@Override
	public Class<?>[] getAdapterList() {
		return new Class<?>[] { JobSnapshot.class };
	}
}
