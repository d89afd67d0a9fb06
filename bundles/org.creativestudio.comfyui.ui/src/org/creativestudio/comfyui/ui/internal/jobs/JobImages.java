// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.jobs;

import org.creativestudio.comfyui.workflow.JobState;
import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.jface.resource.ResourceLocator;
import org.eclipse.swt.graphics.Image;

/** A shape for each state, so that colour is never all that tells them apart. Owned by the given resource manager. */
final class JobImages {

	private static final String BUNDLE = "org.creativestudio.comfyui.ui"; //$NON-NLS-1$

	private final LocalResourceManager resources;

	JobImages(LocalResourceManager resources) {
		this.resources = resources;
	}

	Image of(JobState state) {
		String file = switch (state) {
		case WAITING -> "waiting"; //$NON-NLS-1$
		case QUEUED -> "queued"; //$NON-NLS-1$
		case RUNNING -> "running"; //$NON-NLS-1$
		case FETCHING -> "fetching"; //$NON-NLS-1$
		case DONE -> "done"; //$NON-NLS-1$
		case FAILED -> "failed"; //$NON-NLS-1$
		case CANCELLED -> "cancelled"; //$NON-NLS-1$
		};
		return resources.create(ResourceLocator.imageDescriptorFromBundle(BUNDLE, "icons/jobs/" + file + ".svg") //$NON-NLS-1$ //$NON-NLS-2$
				.orElseGet(ImageDescriptor::getMissingImageDescriptor));
	}
}
