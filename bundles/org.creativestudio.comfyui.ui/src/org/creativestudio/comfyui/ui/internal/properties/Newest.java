// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.properties;

import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.workflow.JobHandle;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.creativestudio.comfyui.workflow.WorkflowService;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.ui.services.IServiceLocator;

/** The newest state of what was selected; a view tells of changes only while it is the active one. */
final class Newest {

	private Newest() {
	}

	/** What was selected itself where nothing newer is known. Never blocks. */
	static Object of(Object selected, IServiceLocator services) {
		Object newer = switch (selected) {
		case InstanceSnapshot instance -> instance(instance, services.getService(InstanceManager.class));
		case JobSnapshot job -> job(job, services.getService(WorkflowService.class));
		default -> null;
		};
		return newer == null ? selected : newer;
	}

	private static @Nullable InstanceSnapshot instance(InstanceSnapshot selected, @Nullable InstanceManager manager) {
		return manager == null ? null : manager.getInstance(selected.id()).orElse(null);
	}

	private static @Nullable JobSnapshot job(JobSnapshot selected, @Nullable WorkflowService service) {
		return service == null ? null : service.getJob(selected.id()).map(JobHandle::snapshot).orElse(null);
	}
}
