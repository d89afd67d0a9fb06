// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests.instances;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.creativestudio.comfyui.testing.ui.UiThread;
import org.creativestudio.comfyui.testing.ui.WorkbenchBot;
import org.creativestudio.comfyui.ui.StudioUi;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What we add to the toolbar of a window, and where it is. During a test the first window shows our perspective and is wide enough for all
 * that a platform puts there besides, in one line.
 */
final class MainToolbar implements BeforeEachCallback, AfterEachCallback {

	private static final Point SIZE = new Point(1500, 800);
	private static final Predicate<String> ACTIVE = text -> text.startsWith("Active: ") || text.startsWith("Balance ");
	private static final Predicate<String> STRATEGY = text -> text.startsWith("Strategy: ");
	private static final Predicate<String> RUN = text -> text.startsWith("Run Workflow");

	private final WorkbenchBot bot = new WorkbenchBot();
	private final IWorkbenchWindow window = PlatformUI.getWorkbench().getWorkbenchWindows()[0];
	private Point before = SIZE;

	@Override
	public void beforeEach(ExtensionContext context) {
		bot.openPerspective(StudioUi.PERSPECTIVE);
		before = UiThread.call(window.getShell()::getSize);
		widen(window);
	}

	@Override
	public void afterEach(ExtensionContext context) {
		bot.openPerspective(StudioUi.PERSPECTIVE);
		UiThread.run(() -> window.getShell().setSize(before));
	}

	IWorkbenchWindow window() {
		return window;
	}

	/** Makes a window wide enough. */
	static void widen(IWorkbenchWindow window) {
		UiThread.run(() -> window.getShell().setSize(SIZE));
	}

	/** Waits until the switchers are gone. */
	void awaitNone() {
		bot.waitUntil("they are gone", () -> item(window.getShell(), ACTIVE) == null && item(window.getShell(), STRATEGY) == null);
	}

	/** Waits until all is there, whole, and at its place. */
	void await() {
		await(window);
	}

	/** The same in another window. */
	void await(IWorkbenchWindow where) {
		Shell shell = where.getShell();
		bot.waitUntil("the toolbar has all", () -> Stream.of(ACTIVE, STRATEGY, RUN).allMatch(wanted -> isWhole(item(shell, wanted))));
		bot.waitUntil("what follows stands behind the active instance", () -> {
			Rectangle active = place(shell, ACTIVE);
			return place(shell, STRATEGY).x >= active.x + active.width;
		});
		List<Rectangle> places = UiThread.call(() -> Stream.of(RUN, ACTIVE, STRATEGY).map(wanted -> place(shell, wanted)).toList());
		Point size = UiThread.call(() -> new Point(shell.getClientArea().width, shell.getClientArea().height));
		assertThat(places.get(0).x + places.get(0).width).as("end of Run").isLessThan(size.x / 2);
		assertThat(places.get(1).x).as("begin of the active instance").isGreaterThan(size.x / 3);
		assertThat(places.get(2).x).as("begin of the strategy").isGreaterThanOrEqualTo(places.get(1).x + places.get(1).width);
		assertThat(places.get(1).y).as("one line").isCloseTo(places.get(2).y, within(3));
		assertThat(places).allSatisfy(place -> assertThat(place.y).isLessThan(size.y / 4));
	}

	/** Of the place for the switcher of the active instance, whatever it shows. UI thread. */
	int widthOfActive() {
		ToolItem item = item(window.getShell(), ACTIVE);
		return item == null ? 0 : item.getParent().getParent().computeSize(SWT.DEFAULT, SWT.DEFAULT).x;
	}

	/** In the window. */
	private static Rectangle place(Shell shell, Predicate<String> text) {
		ToolItem item = item(shell, text);
		return item == null ? new Rectangle(0, 0, 0, 0) : shell.getDisplay().map(item.getParent(), shell, item.getBounds());
	}

	/** What does not fit into a toolbar is cut or not shown at all. */
	private static boolean isWhole(@Nullable ToolItem item) {
		if (item == null)
			return false;
		ToolBar bar = item.getParent();
		return bar.getSize().x >= bar.computeSize(SWT.DEFAULT, SWT.DEFAULT).x && bar.getClientArea().intersection(item.getBounds()).equals(item.getBounds());
	}

	private static @Nullable ToolItem item(Composite parent, Predicate<String> text) {
		for (Control child : parent.getChildren()) {
			if (!child.isVisible())
				continue;
			if (child instanceof ToolBar bar)
				for (ToolItem item : bar.getItems())
					if (text.test(item.getText()))
						return item;
			if (child instanceof Composite inner) {
				ToolItem found = item(inner, text);
				if (found != null)
					return found;
			}
		}
		return null;
	}
}
