// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.app.internal;

import org.creativestudio.comfyui.ui.StudioUi;
import org.eclipse.core.resources.ResourcesPlugin;
import org.eclipse.core.runtime.IAdaptable;
import org.eclipse.ui.application.IWorkbenchConfigurer;
import org.eclipse.ui.application.IWorkbenchWindowConfigurer;
import org.eclipse.ui.application.WorkbenchAdvisor;
import org.eclipse.ui.application.WorkbenchWindowAdvisor;
import org.eclipse.ui.ide.IDE;

/** What is ours in this workbench: its first perspective, that it remembers its windows, and the window itself. */
final class StudioWorkbenchAdvisor extends WorkbenchAdvisor {

	private final ErrorLogHandler errorLog = new ErrorLogHandler();

	@Override
	public void initialize(IWorkbenchConfigurer configurer) {
		super.initialize(configurer);
		errorLog.install();
		configurer.setSaveAndRestore(true);
		// Views and dialogs of the platform that know resources (Problems, Open File) expect the workbench adapters for them.
		IDE.registerAdapters();
	}

	@Override
	public IAdaptable getDefaultPageInput() {
		return ResourcesPlugin.getWorkspace().getRoot();
	}

	@Override
	public String getInitialWindowPerspectiveId() {
		return StudioUi.PERSPECTIVE;
	}

	@Override
	public void postShutdown() {
		errorLog.close();
		super.postShutdown();
	}

	@Override
	public WorkbenchWindowAdvisor createWorkbenchWindowAdvisor(IWorkbenchWindowConfigurer configurer) {
		return new StudioWindowAdvisor(configurer);
	}
}
