// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.properties;

import org.eclipse.core.runtime.IAdapterFactory;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.ui.views.properties.IPropertySheetPage;
import org.eclipse.ui.views.properties.tabbed.ITabbedPropertySheetPageContributor;
import org.eclipse.ui.views.properties.tabbed.TabbedPropertySheetPage;

/** Gives views that select instances or jobs a page with tabs in the Properties view. */
public final class PropertyPages implements IAdapterFactory {

	private static final ITabbedPropertySheetPageContributor CONTRIBUTOR = () -> "org.creativestudio.comfyui.ui.properties"; //$NON-NLS-1$

	@Override
	public <T> @Nullable T getAdapter(@Nullable Object adaptable, @Nullable Class<T> type) {
		return type == IPropertySheetPage.class ? type.cast(new TabbedPropertySheetPage(CONTRIBUTOR)) : null;
	}

	@Override
	public Class<?>[] getAdapterList() {
		return new Class<?>[] { IPropertySheetPage.class };
	}
}
