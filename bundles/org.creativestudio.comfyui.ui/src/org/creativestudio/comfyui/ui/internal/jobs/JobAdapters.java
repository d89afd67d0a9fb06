// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.jobs;

import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.eclipse.core.runtime.IAdapterFactory;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.ui.views.properties.IPropertySource;

/** Jobs for the Properties view. */
public final class JobAdapters implements IAdapterFactory {

	@Override
	public <T> @Nullable T getAdapter(@Nullable Object adaptable, @Nullable Class<T> type) {
		return adaptable instanceof JobSnapshot job && type == IPropertySource.class ? type.cast(new JobProperties(job)) : null;
	}

	@Override
	public Class<?>[] getAdapterList() {
		return new Class<?>[] { IPropertySource.class };
	}
}
