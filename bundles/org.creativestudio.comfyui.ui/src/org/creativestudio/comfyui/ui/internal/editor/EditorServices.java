// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.editor;

import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.launching.ComputeDevices;
import org.creativestudio.comfyui.core.launching.ServerOptions;
import org.creativestudio.comfyui.core.secrets.SecretStore;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.ui.services.IServiceLocator;

/** What the editing of instances works with; null is "not available in this program". */
public record EditorServices(InstanceManager manager, @Nullable ComputeDevices devices, @Nullable ServerOptions options,
		@Nullable SecretStore secrets) {

	public static EditorServices of(IServiceLocator locator, InstanceManager manager) {
		return new EditorServices(manager, locator.getService(ComputeDevices.class), locator.getService(ServerOptions.class),
				locator.getService(SecretStore.class));
	}
}
