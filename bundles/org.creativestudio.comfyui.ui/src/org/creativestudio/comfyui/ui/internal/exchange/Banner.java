// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.exchange;

import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.jface.resource.ResourceLocator;

/** The pictures at the top of the wizards. */
final class Banner {

	static final String IMPORT = "import"; //$NON-NLS-1$
	static final String EXPORT = "export"; //$NON-NLS-1$
	static final String MIGRATE = "migrate"; //$NON-NLS-1$

	private Banner() {
	}

	static ImageDescriptor of(String name) {
		return ResourceLocator.imageDescriptorFromBundle("org.creativestudio.comfyui.ui", "icons/wizards/" + name + ".svg") //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
				.orElseGet(ImageDescriptor::getMissingImageDescriptor);
	}
}
