// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.perspective;

import org.creativestudio.comfyui.ui.StudioUi;
import org.eclipse.ui.IFolderLayout;
import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.IPerspectiveFactory;
import org.eclipse.ui.console.IConsoleConstants;
import org.eclipse.ui.progress.IProgressConstants;

/** Instances above what they work on; on the right the details and the images. No editors until one is opened. */
public final class StudioPerspective implements IPerspectiveFactory {

	private static final String ERROR_LOG_VIEW = "org.eclipse.pde.runtime.LogView"; //$NON-NLS-1$

	@Override
	public void createInitialLayout(IPageLayout layout) {
		layout.setEditorAreaVisible(false);
		String editors = layout.getEditorArea();

		IFolderLayout right = layout.createFolder("right", IPageLayout.RIGHT, 0.69f, editors); //$NON-NLS-1$
		right.addView(IPageLayout.ID_PROP_SHEET);
		right.addView(StudioUi.OUTPUTS_VIEW);
		right.addPlaceholder(IPageLayout.ID_OUTLINE);

		IFolderLayout lower = layout.createFolder("lowerRight", IPageLayout.BOTTOM, 0.65f, "right"); //$NON-NLS-1$ //$NON-NLS-2$
		lower.addView(StudioUi.NODES_VIEW);

		IFolderLayout bottom = layout.createFolder("bottom", IPageLayout.BOTTOM, 0.65f, editors); //$NON-NLS-1$
		bottom.addView(StudioUi.WORKFLOWS_VIEW);
		bottom.addView(StudioUi.QUEUE_VIEW);
		bottom.addView(IConsoleConstants.ID_CONSOLE_VIEW);
		bottom.addView(IPageLayout.ID_PROBLEM_VIEW);
		bottom.addView(IProgressConstants.PROGRESS_VIEW_ID);
		bottom.addPlaceholder(StudioUi.COMPARISON_VIEW);
		bottom.addPlaceholder(StudioUi.NOTIFICATIONS_VIEW);
		bottom.addPlaceholder(StudioUi.DOCTOR_VIEW);
		bottom.addPlaceholder(ERROR_LOG_VIEW);

		IFolderLayout main = layout.createFolder("main", IPageLayout.TOP, 0.95f, editors); //$NON-NLS-1$
		main.addView(StudioUi.INSTANCES_VIEW);
		main.addView(StudioUi.METRICS_VIEW);

		// Few, those of the daily work; what a command opens is not among them, and Other... has all.
		layout.addShowViewShortcut(StudioUi.INSTANCES_VIEW);
		layout.addShowViewShortcut(StudioUi.WORKFLOWS_VIEW);
		layout.addShowViewShortcut(StudioUi.OUTPUTS_VIEW);
		layout.addShowViewShortcut(StudioUi.NODES_VIEW);
		layout.addShowViewShortcut(StudioUi.QUEUE_VIEW);
		layout.addShowViewShortcut(StudioUi.METRICS_VIEW);
		layout.addShowViewShortcut(StudioUi.NOTIFICATIONS_VIEW);
		layout.addShowViewShortcut(IConsoleConstants.ID_CONSOLE_VIEW);
		layout.addShowViewShortcut(ERROR_LOG_VIEW);
		layout.addPerspectiveShortcut(StudioUi.PERSPECTIVE);
	}
}
