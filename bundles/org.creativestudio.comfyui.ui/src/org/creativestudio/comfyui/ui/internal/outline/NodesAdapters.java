// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.outline;

import org.eclipse.core.runtime.IAdapterFactory;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.ui.IWorkbenchPart;
import org.eclipse.ui.views.contentoutline.IContentOutlinePage;

/** Gives the Workflows view an outline. */
public final class NodesAdapters implements IAdapterFactory {

	@Override
	public <T> @Nullable T getAdapter(@Nullable Object adaptable, @Nullable Class<T> type) {
		return adaptable instanceof IWorkbenchPart part && type == IContentOutlinePage.class ? type.cast(new NodesPage(part.getSite())) : null;
	}

	@Override
	public Class<?>[] getAdapterList() {
		return new Class<?>[] { IContentOutlinePage.class };
	}
}
