// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.jobs;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.workflow.JobError;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.views.properties.IPropertyDescriptor;
import org.eclipse.ui.views.properties.IPropertySource;
import org.eclipse.ui.views.properties.PropertyDescriptor;

/** What is known of a job, line by line; nothing to edit. */
final class JobProperties implements IPropertySource {

	private record Line(String title, String value) {
	}

	private final List<Line> lines = new ArrayList<>();

	JobProperties(JobSnapshot job) {
		add(Messages.property_workflow, job.workflow().name());
		add(Messages.property_file, job.workflow().file());
		add(Messages.property_state, JobTexts.state(job.state()));
		add(Messages.property_instance, instanceName(job.instanceId()));
		add(Messages.property_why, job.why());
		JobError error = job.error();
		add(Messages.property_error, error == null ? null : error.message());
		add(Messages.property_created, JobTexts.moment(job.created()));
		add(Messages.property_started, moment(job.started()));
		add(Messages.property_ended, moment(job.ended()));
		add(Messages.property_time, JobTexts.time(job, Instant.now()));
		Long seed = job.options().seed();
		add(Messages.property_seed, seed == null ? null : Long.toUnsignedString(seed));
		add(Messages.property_prompt, job.promptId());
		add(Messages.property_images, job.outputs().isEmpty() ? null : job.outputs().size());
		Path folder = job.outputs().isEmpty() ? null : job.outputs().get(0).getParent();
		add(Messages.property_folder, folder);
	}

	private void add(String title, @Nullable Object value) {
		if (value != null && !value.toString().isBlank())
			lines.add(new Line(title, value.toString()));
	}

	private static @Nullable String moment(@Nullable Instant instant) {
		return instant == null ? null : JobTexts.moment(instant);
	}

	private static @Nullable String instanceName(@Nullable String id) {
		return id == null ? null
				: PlatformUI.getWorkbench().getService(InstanceManager.class).getInstance(id).map(InstanceSnapshot::name).orElse(id);
	}

	@Override
	public IPropertyDescriptor[] getPropertyDescriptors() {
		IPropertyDescriptor[] descriptors = new IPropertyDescriptor[lines.size()];
		for (int i = 0; i < descriptors.length; i++) {
			PropertyDescriptor descriptor = new PropertyDescriptor(i, lines.get(i).title());
			descriptor.setAlwaysIncompatible(true);
			descriptors[i] = descriptor;
		}
		return descriptors;
	}

	@Override
	public @Nullable Object getPropertyValue(@Nullable Object id) {
		return id instanceof Integer index ? lines.get(index).value() : null;
	}

	@Override
	public @Nullable Object getEditableValue() {
		return null;
	}

	@Override
	public boolean isPropertySet(@Nullable Object id) {
		return false;
	}

	@Override
	public void resetPropertyValue(@Nullable Object id) {
		// nothing can be changed
	}

	@Override
	public void setPropertyValue(@Nullable Object id, @Nullable Object value) {
		// nothing can be changed
	}
}
