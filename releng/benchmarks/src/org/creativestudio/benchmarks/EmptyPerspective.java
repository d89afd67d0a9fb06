// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.benchmarks;

import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.IPerspectiveFactory;

/** A perspective without a view: what the start of the workbench is compared with. */
public final class EmptyPerspective implements IPerspectiveFactory {
	@Override
	public void createInitialLayout(IPageLayout layout) {
		layout.setEditorAreaVisible(true);
	}
}
