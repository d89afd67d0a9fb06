// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.jobs;

import java.nio.file.Path;
import java.time.Instant;

import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.ui.internal.properties.PropertyGroup;
import org.creativestudio.comfyui.ui.internal.properties.ReadOnlyProperties;
import org.creativestudio.comfyui.workflow.JobError;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.ui.PlatformUI;

/** What is known of a job, line by line; nothing to edit. */
final class JobProperties extends ReadOnlyProperties {

	JobProperties(JobSnapshot job) {
		add(Messages.property_workflow, job.workflow().name());
		add(Messages.property_file, job.workflow().file());
		add(Messages.property_state, JobTexts.state(job.state()));
		add(Messages.property_instance, instanceName(job.instanceId()));
		add(Messages.property_why, job.why());
		add(Messages.property_priority, JobTexts.priority(job));
		JobError error = job.error();
		add(Messages.property_error, error == null ? null : error.message());
		group(PropertyGroup.TIMES);
		add(Messages.property_created, JobTexts.moment(job.created()));
		add(Messages.property_started, moment(job.started()));
		add(Messages.property_ended, moment(job.ended()));
		add(Messages.property_time, JobTexts.time(job, Instant.now()));
		group(PropertyGroup.RESULTS);
		Long seed = job.options().seed();
		add(Messages.property_seed, seed == null ? null : Long.toUnsignedString(seed));
		add(Messages.property_prompt, job.promptId());
		add(Messages.property_images, job.outputs().isEmpty() ? null : job.outputs().size());
		Path folder = job.outputs().isEmpty() ? null : job.outputs().get(0).getParent();
		add(Messages.property_folder, folder);
	}

	private static @Nullable String moment(@Nullable Instant instant) {
		return instant == null ? null : JobTexts.moment(instant);
	}

	private static @Nullable String instanceName(@Nullable String id) {
		if (id == null)
			return null;
		InstanceManager manager = PlatformUI.getWorkbench().getService(InstanceManager.class);
		return manager == null ? id : manager.getInstance(id).map(InstanceSnapshot::name).orElse(id);
	}
}
