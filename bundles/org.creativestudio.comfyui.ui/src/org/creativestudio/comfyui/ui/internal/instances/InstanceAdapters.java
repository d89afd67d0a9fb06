// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.eclipse.core.runtime.IAdapterFactory;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.ui.views.properties.IPropertySource;

/** Instances for the Properties view. */
public final class InstanceAdapters implements IAdapterFactory {

	@Override
	public <T> @Nullable T getAdapter(@Nullable Object adaptable, @Nullable Class<T> type) {
		return adaptable instanceof InstanceSnapshot instance && type == IPropertySource.class ? type.cast(new InstanceProperties(instance))
				: null;
	}

	@Override
	public Class<?>[] getAdapterList() {
		return new Class<?>[] { IPropertySource.class };
	}
}
