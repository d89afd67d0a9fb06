// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.testing.ui;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.ImageLoader;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.ui.IPerspectiveDescriptor;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.intro.IIntroManager;
import org.opentest4j.AssertionFailedError;

/** Finds in the workbench: its views, menus, toolbars and dialogs. */
public final class WorkbenchBot extends Bot {

	public BotView viewById(String id) {
		return new BotView(UiThread.call(WorkbenchBot::page), id);
	}

	/** An item of the menu bar. */
	public BotMenu menu(String text) {
		return menuBar().menu(text);
	}

	/** The whole menu bar. */
	public BotMenu menuBar() {
		return BotMenu.bar(UiThread.call(() -> window().getShell().getMenuBar()));
	}

	/** A button of the window's toolbar. */
	public BotToolbarButton mainToolbarButton(String text) {
		Shell shell = UiThread.call(() -> window().getShell());
		return new Bot(() -> shell).toolbarButton(text);
	}

	/** The menu of a drop-down button that is found otherwise. */
	public BotMenu menuOf(ToolItem item) {
		return new BotToolbarButton(item).menu();
	}

	public BotShell workbenchShell() {
		return new BotShell(UiThread.call(() -> window().getShell()));
	}

	public String perspectiveId() {
		return UiThread.call(() -> page().getPerspective().getId());
	}

	/** Changes to a perspective; does nothing in it. */
	public void openPerspective(String id) {
		UiThread.run(() -> {
			IPerspectiveDescriptor perspective = PlatformUI.getWorkbench().getPerspectiveRegistry().findPerspectiveWithId(id);
			if (perspective == null)
				throw new AssertionFailedError("there is no perspective " + id);
			page().setPerspective(perspective);
		});
	}

	public void resetPerspective() {
		UiThread.run(() -> page().resetPerspective());
	}

	/** Closes the page that a new user sees first, so that the views are there. */
	public void closeWelcome() {
		UiThread.run(() -> {
			IIntroManager welcome = PlatformUI.getWorkbench().getIntroManager();
			welcome.closeIntro(welcome.getIntro());
		});
	}

	/** Closes whatever dialogs a test left open. */
	public List<String> closeDialogs() {
		return UiThread.call(() -> {
			List<String> closed = new ArrayList<>();
			Shell main = window().getShell();
			for (Shell shell : main.getDisplay().getShells())
				if (shell != main && !shell.isDisposed() && shell.isVisible() && (shell.getStyle() & SWT.CLOSE) != 0) {
					closed.add(shell.getText());
					shell.close();
				}
			return closed;
		});
	}

	/** Paints the workbench's window into a PNG file. */
	public void captureScreenshot(Path file) {
		ImageData data = UiThread.call(() -> {
			Shell shell = window().getShell();
			Image image = new Image(shell.getDisplay(), shell.getClientArea().width, shell.getClientArea().height);
			GC gc = new GC(shell);
			try {
				gc.copyArea(image, 0, 0);
				return image.getImageData();
			} finally {
				gc.dispose();
				image.dispose();
			}
		});
		ImageLoader loader = new ImageLoader();
		loader.data = new ImageData[] { data };
		try {
			Files.createDirectories(file.toAbsolutePath().getParent());
		} catch (IOException e) {
			throw new AssertionFailedError(e.getMessage(), e);
		}
		loader.save(file.toString(), SWT.IMAGE_PNG);
	}

	private static IWorkbenchWindow window() {
		IWorkbenchWindow window = PlatformUI.getWorkbench().getActiveWorkbenchWindow();
		if (window == null)
			window = PlatformUI.getWorkbench().getWorkbenchWindows()[0];
		return window;
	}

	private static IWorkbenchPage page() {
		IWorkbenchPage page = window().getActivePage();
		if (page == null)
			throw new AssertionFailedError("the window has no page");
		return page;
	}
}
