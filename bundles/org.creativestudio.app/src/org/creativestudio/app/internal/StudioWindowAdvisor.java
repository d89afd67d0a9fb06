// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.app.internal;

import java.nio.file.Files;
import java.util.List;

import org.creativestudio.comfyui.core.StudioHome;
import org.eclipse.swt.graphics.Point;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.application.ActionBarAdvisor;
import org.eclipse.ui.application.IActionBarConfigurer;
import org.eclipse.ui.application.IWorkbenchWindowConfigurer;
import org.eclipse.ui.application.WorkbenchWindowAdvisor;

/** A window with toolbar, status line and progress. */
final class StudioWindowAdvisor extends WorkbenchWindowAdvisor {

	private static final Point FIRST_SIZE = new Point(1280, 800);

	/** Of the text editors: they fill the toolbar and the File menu of every perspective, and there is hardly any text here. */
	private static final List<String> NOT_HERE = List.of("org.eclipse.ui.edit.text.actionSet.annotationNavigation", //$NON-NLS-1$
			"org.eclipse.ui.edit.text.actionSet.navigation", //$NON-NLS-1$
			"org.eclipse.ui.edit.text.actionSet.convertLineDelimitersTo"); //$NON-NLS-1$

	/** Known before the first view makes the first instance. */
	private final boolean newUser = !Files.exists(StudioHome.current().instancesFile());

	StudioWindowAdvisor(IWorkbenchWindowConfigurer configurer) {
		super(configurer);
	}

	@Override
	public ActionBarAdvisor createActionBarAdvisor(IActionBarConfigurer configurer) {
		return new StudioActionBarAdvisor(configurer);
	}

	@Override
	public void preWindowOpen() {
		IWorkbenchWindowConfigurer configurer = getWindowConfigurer();
		configurer.setTitle(Messages.title);
		configurer.setInitialSize(FIRST_SIZE);
		configurer.setShowMenuBar(true);
		configurer.setShowCoolBar(true);
		configurer.setShowPerspectiveBar(false);
		configurer.setShowStatusLine(true);
		configurer.setShowProgressIndicator(true);
	}

	/** Welcomes who had no instance yet; everybody else wants to see the cards. */
	@Override
	public void openIntro() {
		if (newUser)
			super.openIntro();
	}

	@Override
	public void postWindowOpen() {
		IWorkbenchPage page = getWindowConfigurer().getWindow().getActivePage();
		if (page != null && page.getPerspective() != null)
			NOT_HERE.forEach(page::hideActionSet);
	}
}
