// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests.instances;

import org.creativestudio.comfyui.testing.ui.UiGuard;
import org.creativestudio.comfyui.testing.ui.UiThread;
import org.creativestudio.comfyui.testing.ui.WorkbenchBot;
import org.creativestudio.comfyui.ui.StudioUi;
import org.creativestudio.comfyui.ui.tests.StopsInstances;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.WorkbenchException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The toolbar in other perspectives and windows. */
@Tag("installed")
@ExtendWith({ UiGuard.class, StopsInstances.class })
class MainToolbarElsewhereTest {

	private static final String OTHER = "org.eclipse.ui.resourcePerspective";
	/** Of the other perspective: to make the first one in the life of a program takes the platform 300 ms. */
	private static final String PROJECT_EXPLORER = "org.eclipse.ui.navigator.ProjectExplorer";

	private final WorkbenchBot bot = new WorkbenchBot();
	@RegisterExtension
	private final MainToolbar toolbar = new MainToolbar();

	@Test
	void comesBackWithThePerspective() {
		UiThread.run(() -> {
			try {
				toolbar.window().getActivePage().showView(PROJECT_EXPLORER);
			} catch (PartInitException e) {
				throw new AssertionError(e);
			}
		});
		for (int time = 0; time < 3; time++) {
			bot.openPerspective(OTHER);
			toolbar.awaitNone();
			bot.resetPerspective();
			bot.openPerspective(StudioUi.PERSPECTIVE);
			toolbar.await();
			bot.resetPerspective();
			toolbar.await();
		}
	}

	@Test
	void isInANewWindowToo() {
		IWorkbenchWindow second = UiThread.call(() -> {
			try {
				return PlatformUI.getWorkbench().openWorkbenchWindow(StudioUi.PERSPECTIVE, toolbar.window().getActivePage().getInput());
			} catch (WorkbenchException e) {
				throw new AssertionError(e);
			}
		});
		try {
			MainToolbar.widen(second);
			toolbar.await(second);
			UiThread.run(() -> second.getActivePage().resetPerspective());
			toolbar.await(second);
		} finally {
			UiThread.run(second::close);
		}
		toolbar.await();
	}
}
