// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.active;

import java.util.Locale;

import org.creativestudio.comfyui.core.InstanceStatus;
import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.jface.resource.ResourceLocator;
import org.eclipse.swt.graphics.Image;

/** An icon for each status; a shape of its own for each. Owned by the given resource manager. */
final class StatusImages {

	private final LocalResourceManager resources;

	StatusImages(LocalResourceManager resources) {
		this.resources = resources;
	}

	Image of(InstanceStatus status) {
		return get(status.name().toLowerCase(Locale.ROOT));
	}

	/** No instance: the strategy chooses. */
	Image none() {
		return get("balance"); //$NON-NLS-1$
	}

	private Image get(String name) {
		return resources.create(ResourceLocator.imageDescriptorFromBundle("org.creativestudio.comfyui.ui", //$NON-NLS-1$
				"icons/status/" + name + ".svg").orElseGet(ImageDescriptor::getMissingImageDescriptor)); //$NON-NLS-1$ //$NON-NLS-2$
	}
}
