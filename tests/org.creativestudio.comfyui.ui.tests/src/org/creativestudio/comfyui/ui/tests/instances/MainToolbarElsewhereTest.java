// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests.instances;

import org.creativestudio.comfyui.testing.ui.UiThread;
import org.creativestudio.comfyui.testing.ui.WorkbenchBot;
import org.creativestudio.comfyui.ui.StudioUi;
import org.creativestudio.comfyui.ui.tests.StopsInstances;
import org.eclipse.swt.graphics.Point;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.WorkbenchException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The toolbar in other perspectives and windows. Without the guard: the platform makes a whole window, and its own perspective for the first
 * time, in one event each, which takes as long as it takes.
 */
@Tag("installed")
@ExtendWith(StopsInstances.class)
class MainToolbarElsewhereTest {

	private static final String OTHER = "org.eclipse.ui.resourcePerspective";

	private final WorkbenchBot bot = new WorkbenchBot();
	private final IWorkbenchWindow window = PlatformUI.getWorkbench().getWorkbenchWindows()[0];
	private Point before;

	@BeforeEach
	void open() {
		bot.closeWelcome();
		bot.openPerspective(StudioUi.PERSPECTIVE);
		before = UiThread.call(window.getShell()::getSize);
		UiThread.run(() -> window.getShell().setSize(MainToolbar.SIZE));
	}

	@AfterEach
	void restore() {
		bot.openPerspective(StudioUi.PERSPECTIVE);
		UiThread.run(() -> window.getShell().setSize(before));
	}

	@Test
	void comesBackWithThePerspective() {
		for (int time = 0; time < 3; time++) {
			bot.openPerspective(OTHER);
			MainToolbar.awaitNone(bot, window);
			bot.resetPerspective();
			bot.openPerspective(StudioUi.PERSPECTIVE);
			MainToolbar.await(bot, window);
			bot.resetPerspective();
			MainToolbar.await(bot, window);
		}
	}

	@Test
	void isInANewWindowToo() {
		IWorkbenchWindow second = UiThread.call(() -> {
			try {
				return PlatformUI.getWorkbench().openWorkbenchWindow(StudioUi.PERSPECTIVE, window.getActivePage().getInput());
			} catch (WorkbenchException e) {
				throw new AssertionError(e);
			}
		});
		try {
			UiThread.run(() -> second.getShell().setSize(MainToolbar.SIZE));
			MainToolbar.await(bot, second);
			UiThread.run(() -> second.getActivePage().resetPerspective());
			MainToolbar.await(bot, second);
		} finally {
			UiThread.run(second::close);
		}
		MainToolbar.await(bot, window);
	}
}
