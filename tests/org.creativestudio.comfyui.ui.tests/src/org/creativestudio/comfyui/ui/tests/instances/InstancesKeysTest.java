// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests.instances;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.testing.ui.UiGuard;
import org.creativestudio.comfyui.testing.ui.UiThread;
import org.creativestudio.comfyui.ui.StudioUi;
import org.creativestudio.comfyui.ui.internal.instances.CardGrid;
import org.creativestudio.comfyui.ui.tests.StopsInstances;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Listener;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.console.ConsolePlugin;
import org.eclipse.ui.console.IConsole;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every key and click of the cards. */
@Tag("installed")
@ExtendWith({ UiGuard.class, StopsInstances.class })
class InstancesKeysTest {

	private static final String HELP_VIEW = "org.eclipse.help.ui.HelpView";

	private ViewOnFakes on;
	private CardGrid grid;

	@BeforeEach
	void open() {
		on = new ViewOnFakes();
		grid = on.showThree();
		on.focus(grid);
		on.press(SWT.NONE, SWT.HOME);
		on.awaitSelection("a");
	}

	@AfterEach
	void close() {
		IConsole[] consoles = ConsolePlugin.getDefault().getConsoleManager().getConsoles();
		ConsolePlugin.getDefault().getConsoleManager().removeConsoles(consoles);
		on.close();
	}

	@Test
	void clicksSelectOneAndWithControlAndShiftSeveral() {
		ViewOnFakes.click(grid, ViewOnFakes.card(grid, 1), SWT.NONE);
		on.awaitSelection("b");
		ViewOnFakes.click(grid, ViewOnFakes.card(grid, 0), SWT.MOD1);
		on.awaitSelection("a", "b");
		ViewOnFakes.click(grid, ViewOnFakes.card(grid, 1), SWT.MOD1);
		on.awaitSelection("a");
		ViewOnFakes.click(grid, ViewOnFakes.card(grid, 0), SWT.NONE);
		ViewOnFakes.click(grid, ViewOnFakes.card(grid, 2), SWT.SHIFT);
		on.awaitSelection("a", "b", "c");
	}

	@Test
	void arrowsHomeAndEndMoveAndWithShiftExtend() {
		on.press(SWT.NONE, SWT.ARROW_RIGHT);
		on.awaitSelection("b");
		on.press(SWT.NONE, SWT.ARROW_LEFT);
		on.awaitSelection("a");
		on.press(SWT.NONE, SWT.END);
		on.awaitSelection("c");
		on.press(SWT.SHIFT, SWT.ARROW_LEFT);
		on.awaitSelection("b", "c");
		on.press(SWT.SHIFT, SWT.HOME);
		on.awaitSelection("a", "b", "c");
		on.press(SWT.NONE, SWT.HOME);
		on.awaitSelection("a");
	}

	@Test
	void controlAndArrowMoveWithoutSelectingAndSpaceSelects() {
		on.press(SWT.CTRL, SWT.ARROW_RIGHT);
		on.bot.waitUntil("the keyboard is at the second card", () -> grid.focusIndex() == 1);
		on.awaitSelection("a");
		on.type(SWT.NONE, ' ');
		on.awaitSelection("a", "b");
		on.type(SWT.NONE, ' ');
		on.awaitSelection("a");
	}

	@Test
	void controlAndASelectsAll() {
		on.type(SWT.CTRL, 'a');
		on.awaitSelection("a", "b", "c");
	}

	@Test
	void lettersGoToANameThatBeginsSo() {
		on.type(SWT.NONE, 'g');
		on.awaitSelection("c");
	}

	@Test
	void enterShowsTheLog() {
		on.press(SWT.NONE, SWT.CR);
		on.bot.waitUntil("a console is open", () -> ConsolePlugin.getDefault().getConsoleManager().getConsoles().length == 1);
	}

	@Test
	void theMenuKeyOpensTheMenuOfTheCard() {
		opensTheMenu(() -> on.bot.keyboard().pressMenuKey());
	}

	@Test
	void shiftAndF10OpenTheMenuOfTheCard() {
		opensTheMenu(() -> on.press(SWT.SHIFT, SWT.F10));
	}

	@Test
	void theMenuKeyBringsTheCardInSightFirst() {
		for (int i = 0; i < 60; i++)
			on.fake.put(Instances.of("more" + i, "More " + i, InstanceStatus.STOPPED));
		on.bot.waitUntil("all are there", () -> grid.count() == 63);
		UiThread.run(() -> grid.scrollTo(Integer.MAX_VALUE));
		assertThat(UiThread.call(this::isFocusedCardInSight)).isFalse();
		AtomicBoolean seen = new AtomicBoolean();
		opensTheMenu(() -> on.bot.keyboard().pressMenuKey(), () -> seen.set(isFocusedCardInSight()));
		assertThat(seen).isTrue();
	}

	private boolean isFocusedCardInSight() {
		Rectangle card = grid.bounds(grid.focusIndex());
		return grid.getClientArea().intersection(card).equals(card);
	}

	private void opensTheMenu(Runnable press) {
		opensTheMenu(press, () -> {
			// any place is well
		});
	}

	private void opensTheMenu(Runnable press, Runnable whenShown) {
		Display display = Display.getDefault();
		AtomicInteger shown = new AtomicInteger();
		Listener hide = event -> {
			if (event.widget instanceof Menu menu && (menu.getStyle() & SWT.POP_UP) != 0) {
				whenShown.run();
				shown.incrementAndGet();
				display.asyncExec(() -> menu.setVisible(false));
			}
		};
		UiThread.run(() -> display.addFilter(SWT.Show, hide));
		press.run();
		on.bot.waitUntil("the menu opened", () -> shown.get() > 0);
		UiThread.run(() -> display.removeFilter(SWT.Show, hide));
		on.awaitSelection("a");
	}

	@Test
	void deleteAsksForAllThatAreSelectedAndUndoBringsThemBack() {
		on.press(SWT.SHIFT, SWT.ARROW_RIGHT);
		on.awaitSelection("a", "b");
		on.press(SWT.NONE, SWT.DEL);
		var question = on.bot.shell("Delete");
		assertThat(question.bot().visibleTexts()).anySatisfy(text -> assertThat(text).contains("2 instances", "Alpha, Beta", "Images and logs stay"));
		question.bot().button("Delete").click();
		on.bot.waitUntil("one is left", () -> grid.count() == 1);
		on.view.show();
		on.bot.menu("Edit").menu("Undo Delete 2 Instances").click();
		on.bot.waitUntil("they are there again", () -> grid.count() == 3);
		assertThat(on.fake.asked).containsSubsequence("delete a", "delete b", "create comfyui", "create comfyui");
	}

	@Test
	void deleteAsksAndCancelKeeps() {
		on.press(SWT.NONE, SWT.DEL);
		on.bot.shell("Delete").bot().button("Cancel").click();
		assertThat(on.fake.asked).isEmpty();
	}

	@Test
	void controlAndEEditsTheSelectedInstance() {
		on.type(SWT.CTRL, 'e');
		on.bot.shell("Edit Alpha").bot().button("Cancel").click();
	}

	@Test
	void controlShiftAndNMakesANewInstance() {
		on.type(SWT.CTRL | SWT.SHIFT, 'n');
		on.bot.shell("New Instance").bot().button("Cancel").click();
	}

	@Test
	void controlAndANumberSwitchesAndZeroClears() {
		for (int number = 4; number <= 9; number++)
			on.fake.put(Instances.of(String.valueOf(number), "Number " + number, InstanceStatus.RUNNING));
		on.bot.waitUntil("there are nine", () -> grid.count() == 9);
		for (int number = 1; number <= 9; number++) {
			String wanted = "activate " + id(number);
			on.type(SWT.CTRL, (char) ('0' + number));
			on.bot.waitUntil(wanted, () -> on.fake.asked.contains(wanted));
		}
		on.type(SWT.CTRL, '0');
		on.bot.waitUntil("none is active", () -> on.fake.asked.contains("activate null"));
	}

	private String id(int number) {
		return number <= 3 ? List.of("a", "b", "c").get(number - 1) : String.valueOf(number);
	}

	@Test
	void f1OpensTheHelpOfTheView() {
		on.press(SWT.NONE, SWT.F1);
		on.bot.waitUntil("the help is open", () -> PlatformUI.getWorkbench().getActiveWorkbenchWindow().getActivePage()
				.findView(HELP_VIEW) != null);
		on.bot.viewById(HELP_VIEW).close();
	}

	@Test
	void f5AsksWhatIsSelected() {
		on.press(SWT.NONE, SWT.F5);
		on.bot.waitUntil("it was asked", () -> on.fake.asked.contains("check a"));
	}

	@Test
	void controlAndIOpensTheViewFromAnywhere() {
		on.bot.viewById(StudioUi.WORKFLOWS_VIEW).show();
		on.type(SWT.CTRL, 'i');
		on.bot.waitUntil("the view has the keyboard", grid::isFocusControl);
	}

	@Test
	void actionsWorkOnAllThatAreSelected() {
		on.fake.change("b", InstanceStatus.RUNNING, "");
		on.type(SWT.CTRL, 'a');
		on.awaitSelection("a", "b", "c");
		on.view.toolbarButton("Stop").click();
		on.bot.waitUntil("both that run were stopped", () -> on.fake.asked.containsAll(List.of("stop a", "stop b")));
	}
}
