// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests.instances;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.creativestudio.comfyui.testing.ui.UiGuard;
import org.creativestudio.comfyui.testing.ui.UiThread;
import org.creativestudio.comfyui.testing.ui.WorkbenchBot;
import org.creativestudio.comfyui.ui.StudioUi;
import org.creativestudio.comfyui.ui.internal.active.ToolbarEnd;
import org.creativestudio.comfyui.ui.tests.StopsInstances;
import org.eclipse.e4.ui.model.application.ui.MElementContainer;
import org.eclipse.e4.ui.model.application.ui.MUIElement;
import org.eclipse.e4.ui.model.application.ui.basic.MWindow;
import org.eclipse.e4.ui.workbench.IWorkbench;
import org.eclipse.e4.ui.workbench.modeling.EModelService;
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
import org.eclipse.ui.WorkbenchException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What we add to the toolbar of the window is there, whole and at its end, whatever is done with perspectives and windows. */
@Tag("installed")
@ExtendWith({ UiGuard.class, StopsInstances.class })
class MainToolbarTest {

	private static final Predicate<String> ACTIVE = text -> text.startsWith("Active: ") || text.startsWith("Balance ");
	private static final Predicate<String> STRATEGY = text -> text.startsWith("Strategy: ");
	private static final Predicate<String> RUN = text -> text.startsWith("Run Workflow");

	private static final String OTHER = "org.eclipse.ui.resourcePerspective";
	/** Wide enough for all that a platform puts there besides, in one line. */
	private static final Point SIZE = new Point(1500, 800);

	private final WorkbenchBot bot = new WorkbenchBot();
	private final IWorkbenchWindow window = PlatformUI.getWorkbench().getWorkbenchWindows()[0];

	private Point before;

	@BeforeEach
	void open() {
		bot.openPerspective(StudioUi.PERSPECTIVE);
		before = UiThread.call(window.getShell()::getSize);
		UiThread.run(() -> window.getShell().setSize(SIZE));
	}

	@AfterEach
	void restore() {
		bot.openPerspective(StudioUi.PERSPECTIVE);
		UiThread.run(() -> window.getShell().setSize(before));
	}

	@Test
	void hasTheSwitchersAtItsEndAndRunAtItsBeginning() {
		awaitSwitchers(window);
	}

	@Test
	void staysWhenThePerspectiveIsReset() {
		for (int time = 0; time < 3; time++) {
			bot.resetPerspective();
			awaitSwitchers(window);
		}
	}

	@Test
	void comesBackWithThePerspective() {
		for (int time = 0; time < 3; time++) {
			bot.openPerspective(OTHER);
			bot.waitUntil("they are gone", () -> item(window.getShell(), ACTIVE) == null && item(window.getShell(), STRATEGY) == null);
			bot.resetPerspective();
			bot.openPerspective(StudioUi.PERSPECTIVE);
			awaitSwitchers(window);
			bot.resetPerspective();
			awaitSwitchers(window);
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
			UiThread.run(() -> second.getShell().setSize(SIZE));
			awaitSwitchers(second);
			UiThread.run(() -> second.getActivePage().resetPerspective());
			awaitSwitchers(second);
		} finally {
			UiThread.run(second::close);
		}
		awaitSwitchers(window);
	}

	/** A restored window has them behind all else, for the space is there already when the platform adds them. */
	@Test
	void isAtItsPlaceInAWindowOfTheLastTime() {
		UiThread.run(() -> {
			MUIElement space = model().find("PerspectiveSpacer", window.getService(MWindow.class));
			MElementContainer<MUIElement> trim = space.getParent();
			List<MUIElement> ours = Stream.of("active", "strategy")
					.map(name -> model().find("org.creativestudio.comfyui.ui." + name + ".toolbar", window.getService(MWindow.class))).toList();
			assertThat(ours).as("are made anew each time").allSatisfy(
					each -> assertThat(each.getPersistedState()).containsEntry(IWorkbench.PERSIST_STATE, "false"));
			trim.getChildren().removeAll(ours);
			trim.getChildren().addAll(ours);
			ToolbarEnd.claim(window, window.getShell().getDisplay());
		});
		awaitSwitchers(window);
		assertThat(UiThread.call(() -> {
			List<MUIElement> all = model().find("PerspectiveSpacer", window.getService(MWindow.class)).getParent().getChildren();
			int space = all.stream().map(MUIElement::getElementId).toList().indexOf("PerspectiveSpacer");
			return all.subList(space + 1, space + 3).stream().map(MUIElement::getElementId).toList();
		})).containsExactly("org.creativestudio.comfyui.ui.active.toolbar", "org.creativestudio.comfyui.ui.strategy.toolbar");
	}

	private EModelService model() {
		return window.getService(EModelService.class);
	}

	private void awaitSwitchers(IWorkbenchWindow where) {
		Shell shell = where.getShell();
		bot.waitUntil("the toolbar has all", () -> Stream.of(ACTIVE, STRATEGY, RUN).allMatch(wanted -> isWhole(item(shell, wanted))));
		List<Rectangle> places = UiThread.call(() -> Stream.of(RUN, ACTIVE, STRATEGY).map(wanted -> place(shell, wanted)).toList());
		Point size = UiThread.call(() -> new Point(shell.getClientArea().width, shell.getClientArea().height));
		assertThat(places.get(0).x + places.get(0).width).as("end of Run").isLessThan(size.x / 2);
		assertThat(places.get(1).x).as("begin of the active instance").isGreaterThan(size.x / 3);
		assertThat(places.get(2).x).as("begin of the strategy").isGreaterThanOrEqualTo(places.get(1).x + places.get(1).width);
		assertThat(places.get(1).y).as("one line").isCloseTo(places.get(2).y, within(3));
		assertThat(places).allSatisfy(place -> assertThat(place.y).isLessThan(size.y / 4));
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
