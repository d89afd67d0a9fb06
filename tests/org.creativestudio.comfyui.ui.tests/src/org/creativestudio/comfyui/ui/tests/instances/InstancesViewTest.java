// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests.instances;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;

import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.testing.ui.BotShell;
import org.creativestudio.comfyui.testing.ui.BotView;
import org.creativestudio.comfyui.testing.ui.UiGuard;
import org.creativestudio.comfyui.testing.ui.UiThread;
import org.creativestudio.comfyui.testing.ui.WorkbenchBot;
import org.creativestudio.comfyui.ui.tests.StopsInstances;
import org.creativestudio.comfyui.ui.internal.instances.CardAction;
import org.creativestudio.comfyui.ui.internal.instances.CardGrid;
import org.creativestudio.comfyui.workflow.JobProgress;
import org.creativestudio.comfyui.workflow.WorkflowOptions;
import org.eclipse.jface.viewers.ISelectionProvider;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Event;
import org.eclipse.ui.IWorkbenchPart;
import org.eclipse.ui.console.ConsolePlugin;
import org.eclipse.ui.console.IConsole;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({ UiGuard.class, StopsInstances.class })
class InstancesViewTest {

	private static final String PAINTED = "org.creativestudio.cards.painted";

	private final WorkbenchBot bot = new WorkbenchBot();
	private ViewOnFakes on;
	private FakeInstances fake;
	private BotView view;

	@BeforeEach
	void openOnFakeInstances() {
		on = new ViewOnFakes();
		view = on.view;
		fake = on.fake;
	}

	@AfterEach
	void closeFake() {
		view.close();
		IConsole[] consoles = ConsolePlugin.getDefault().getConsoleManager().getConsoles();
		ConsolePlugin.getDefault().getConsoleManager().removeConsoles(consoles);
		on.close();
	}

	@Test
	void showsACardForEachInstance() {
		CardGrid grid = on.showThree();
		assertThat(UiThread.call(grid::count)).isEqualTo(3);
		assertThat(view.bot().visibleTexts()).contains("3 instances \u00b7 1 running \u00b7 0 queued");
	}

	@Test
	void countsJobsThatWaitInOurQueue() {
		on.showThree();
		IWorkbenchPart part = view.part();
		on.workflows.add("one.json", WorkflowOptions.defaults());
		on.workflows.add("two.json", WorkflowOptions.defaults());
		bot.waitUntil("both are counted", () -> part.getTitleToolTip().equals("3 instances \u00b7 1 running \u00b7 2 queued"));
		on.workflows.run("job1", new JobProgress(0, 1, "1", "Wait", 1, 2));
		bot.waitUntil("one is at a server", () -> part.getTitleToolTip().equals("3 instances \u00b7 1 running \u00b7 1 queued"));
	}

	@Test
	void followsChangesUntilItIsClosed() {
		CardGrid grid = on.showThree();
		assertThat(fake.watches).hasValue(1);
		int listeners = fake.listenerCount();
		for (int i = 0; i < 500; i++)
			fake.change("b", InstanceStatus.STARTING, "Loading " + i);
		bot.waitUntil("the card shows the newest state", () -> grid.card(1).activity().equals("Loading 499"));
		view.close();
		assertThat(fake.watches).hasValue(0);
		assertThat(fake.listenerCount()).isEqualTo(listeners - 1);
	}

	@Test
	void startsAnInstanceByTheButtonOfItsCard() {
		CardGrid grid = on.showThree();
		click(grid, 1, CardAction.START);
		bot.waitUntil("it was asked to start", () -> fake.asked.contains("start b"));
		bot.waitUntil("the card offers to stop it", () -> grid.card(1).buttons().getFirst().action() == CardAction.STOP);
	}

	@Test
	void doesNothingForAButtonThatCannotBeUsed() {
		fake.put(Instances.of("b", "Beta", InstanceStatus.STARTING));
		view.show();
		CardGrid grid = view.bot().widget(CardGrid.class);
		click(grid, 0, CardAction.PAUSE);
		click(grid, 0, CardAction.ACTIVATE);
		bot.waitUntil("the button after it was pressed", () -> fake.asked.contains("activate b"));
		assertThat(fake.asked).containsExactly("activate b");
	}

	@Test
	void showsTheLogInTheConsoleOnce() {
		CardGrid grid = on.showThree();
		click(grid, 2, CardAction.LOG);
		bot.waitUntil("a console is open", () -> consoles().contains("Gamma (8188)"));
		view.show();
		click(grid, 2, CardAction.LOG);
		bot.waitUntil("there is one", () -> consoles().size() == 1);
	}

	@Test
	void movesByArrowsAndSelects() {
		CardGrid grid = on.showThree();
		on.focus(grid);
		bot.keyboard().pressShortcut(SWT.NONE, SWT.HOME);
		bot.keyboard().pressShortcut(SWT.NONE, SWT.ARROW_RIGHT);
		on.awaitSelection("b");
		bot.keyboard().pressShortcut(SWT.SHIFT, SWT.END);
		on.awaitSelection("b", "c");
		bot.keyboard().pressShortcut(SWT.NONE, 'a');
		on.awaitSelection("a");
		bot.keyboard().pressShortcut(SWT.CTRL, 'a');
		on.awaitSelection("a", "b", "c");
	}

	@Test
	void reachesTheButtonsOfACardByTab() {
		CardGrid grid = on.showThree();
		on.focus(grid);
		bot.keyboard().pressShortcut(SWT.NONE, SWT.HOME);
		on.awaitSelection("a");
		tab(grid);
		bot.keyboard().pressShortcut(SWT.NONE, ' ');
		bot.waitUntil("it was asked to stop", () -> fake.asked.contains("stop a"));
	}

	@Test
	void whoseButtonIsGoneHasTheCard() {
		CardGrid grid = on.showThree();
		on.focus(grid);
		bot.keyboard().pressShortcut(SWT.NONE, SWT.HOME);
		on.awaitSelection("a");
		for (int i = 0; i < 5; i++) // to "Set Active", where a card in error has no button any more
			tab(grid);
		fake.change("a", InstanceStatus.ERROR, "");
		bot.waitUntil("the card has fewer buttons", () -> grid.card(0).buttons().getFirst().action() == CardAction.START);
		bot.keyboard().pressShortcut(SWT.NONE, SWT.CR);
		bot.waitUntil("its log is shown", () -> consoles().contains("Alpha (8188)"));
		assertThat(fake.asked).isEmpty();
	}

	@Test
	void aButtonThatTakesThePlaceOfAnotherUnderTheMouseIsNotPressed() {
		CardGrid grid = on.showThree();
		Rectangle start = ViewOnFakes.button(grid, 1, CardAction.START);
		send(grid, start, SWT.MouseMove, SWT.MouseDown);
		fake.change("b", InstanceStatus.RUNNING, "");
		bot.waitUntil("the card offers to stop it", () -> grid.card(1).buttons().getFirst().action() == CardAction.STOP);
		send(grid, start, SWT.MouseUp);
		click(grid, 1, CardAction.ACTIVATE);
		bot.waitUntil("the next button was pressed", () -> fake.asked.contains("activate b"));
		assertThat(fake.asked).containsExactly("activate b");
	}

	private static void send(CardGrid grid, Rectangle place, int... types) {
		UiThread.run(() -> {
			for (int type : types) {
				Event event = new Event();
				event.x = place.x + 4;
				event.y = place.y + 4;
				event.button = type == SWT.MouseMove ? 0 : 1;
				grid.notifyListeners(type, event);
			}
		});
	}

	@Test
	void givesTheWorkbenchTheNewestSnapshots() {
		CardGrid grid = on.showThree();
		UiThread.run(() -> grid.setSelectedIds(List.of("b")));
		fake.change("b", InstanceStatus.RUNNING, "");
		ISelectionProvider provider = view.part().getSite().getSelectionProvider();
		bot.waitUntil("the selection is up to date",
				() -> ((IStructuredSelection) provider.getSelection()).stream()
				.anyMatch(instance -> ((InstanceSnapshot) instance).status() == InstanceStatus.RUNNING));
	}

	@Test
	void stopsAllSelectedInstancesFromTheToolbar() {
		fake.put(Instances.of("a", "Alpha", InstanceStatus.RUNNING));
		fake.put(Instances.of("b", "Beta", InstanceStatus.RUNNING));
		view.show();
		CardGrid grid = view.bot().widget(CardGrid.class);
		UiThread.run(() -> grid.setSelectedIds(List.of("a", "b")));
		view.toolbarButton("Stop").click();
		bot.waitUntil("both were asked to stop", () -> fake.asked.containsAll(List.of("stop a", "stop b")));
	}

	@Test
	void asksWhetherABusyInstanceMayFinishItsWork() {
		fake.put(Instances.busy("a", "Alpha"));
		view.show();
		CardGrid grid = view.bot().widget(CardGrid.class);
		click(grid, 0, CardAction.STOP);
		bot.shell("Stop").bot().button("Cancel").click();
		click(grid, 0, CardAction.STOP);
		bot.shell("Stop").bot().button("Stop When Done").click();
		bot.waitUntil("it stops when its work is done", () -> fake.asked.contains("stop when idle a"));
		assertThat(fake.asked).doesNotContain("stop a");
		click(grid, 0, CardAction.STOP);
		bot.shell("Stop").bot().button("Stop Now").click();
		bot.waitUntil("it was asked to stop", () -> fake.asked.contains("stop a"));
	}

	@Test
	void pausesWithOptionsAndResumes() {
		CardGrid grid = on.showThree();
		UiThread.run(() -> grid.setSelectedIds(List.of("a")));
		bot.menu("Instance").menu("Pause...").click();
		BotShell dialog = bot.shell("Pause Alpha");
		dialog.bot().checkBox("Unload the models, to give the GPU's memory back").click();
		dialog.bot().button("Pause").click();
		bot.waitUntil("it was paused",
				() -> fake.asked.contains("pause a PauseOptions[interrupt=false, freeMemory=true, suspend=false]"));
		bot.waitUntil("the card offers to resume it", () -> grid.card(0).buttons().getFirst().action() == CardAction.RESUME);
		click(grid, 0, CardAction.RESUME);
		bot.waitUntil("it was resumed", () -> fake.asked.contains("resume a"));
	}

	@Test
	void restartsFromTheToolbarWhatRuns() {
		CardGrid grid = on.showThree();
		UiThread.run(() -> grid.setSelectedIds(List.of("a", "b", "c")));
		view.toolbarButton("Restart").click();
		bot.waitUntil("the one that runs was restarted", () -> fake.asked.contains("restart a"));
		assertThat(fake.asked).doesNotContain("restart b", "restart c");
	}

	@Test
	void asksAllInstancesOnRefresh() {
		CardGrid grid = on.showThree();
		on.focus(grid);
		bot.keyboard().pressShortcut(SWT.NONE, SWT.F5);
		bot.waitUntil("all were asked", () -> fake.asked.contains("check all"));
	}

	@Test
	void asksTheSelectedInstancesOnRefresh() {
		CardGrid grid = on.showThree();
		UiThread.run(() -> grid.setSelectedIds(List.of("a")));
		on.focus(grid);
		bot.keyboard().pressShortcut(SWT.NONE, SWT.F5);
		bot.waitUntil("it was asked", () -> fake.asked.contains("check a"));
		assertThat(fake.asked).doesNotContain("check all", "check b");
	}

	@Test
	void filtersByTextAndOffersToShowAll() {
		CardGrid grid = on.showThree();
		view.bot().textWithMessage("Name, id or description").setText("beta");
		assertThat(UiThread.call(grid::count)).isEqualTo(1);
		assertThat(view.bot().visibleTexts()).contains("1 of 3 instances \u00b7 1 running \u00b7 0 queued");
		view.bot().textWithMessage("Name, id or description").setText("nothing like it");
		view.bot().button("Show All Instances").click();
		assertThat(UiThread.call(grid::count)).isEqualTo(3);
	}

	@Test
	void offersTheFirstInstanceWhenThereIsNone() {
		view.show();
		bot.waitUntil("the first start was tried", () -> fake.asked.contains("createDefault"));
		view.bot().button("Create Default Instance").click();
		bot.waitUntil("it was made and started", () -> fake.asked.containsAll(List.of("create embedded", "start instance_001")));
		CardGrid grid = view.bot().widget(CardGrid.class);
		assertThat(UiThread.call(grid::count)).isEqualTo(1);
	}

	@Test
	void paintsOnlyCardsInSight() {
		for (int i = 0; i < 1_000; i++)
			fake.put(Instances.of("i" + i, "Instance " + i, InstanceStatus.STOPPED));
		view.show();
		CardGrid grid = view.bot().widget(CardGrid.class);
		UiThread.run(() -> {
			grid.redraw();
			grid.update();
		});
		int columns = UiThread.call(() -> grid.cardLayout().columns());
		int rows = UiThread.call(() -> grid.getClientArea().height / grid.cardLayout().rowHeight() + 2);
		assertThat(UiThread.call(() -> grid.getData(PAINTED))).isInstanceOf(Integer.class)
				.satisfies(painted -> assertThat((Integer) painted).isBetween(1, rows * columns));
	}

	private static void click(CardGrid grid, int card, CardAction action) {
		ViewOnFakes.click(grid, ViewOnFakes.button(grid, card, action), SWT.NONE);
	}

	private static void tab(CardGrid grid) {
		UiThread.run(() -> {
			Event event = new Event();
			event.detail = SWT.TRAVERSE_TAB_NEXT;
			event.doit = true;
			grid.notifyListeners(SWT.Traverse, event);
			assertThat(event.doit).as("the keyboard leaves the cards").isFalse();
		});
	}

	private static List<String> consoles() {
		return Arrays.stream(ConsolePlugin.getDefault().getConsoleManager().getConsoles()).map(IConsole::getName).toList();
	}
}
