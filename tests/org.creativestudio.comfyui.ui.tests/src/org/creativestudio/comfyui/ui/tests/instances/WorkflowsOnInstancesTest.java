// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests.instances;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.testing.ui.BotShell;
import org.creativestudio.comfyui.testing.ui.BotView;
import org.creativestudio.comfyui.testing.ui.UiGuard;
import org.creativestudio.comfyui.testing.ui.UiThread;
import org.creativestudio.comfyui.testing.ui.WorkbenchBot;
import org.creativestudio.comfyui.ui.StudioUi;
import org.creativestudio.comfyui.ui.internal.instances.CardGrid;
import org.creativestudio.comfyui.ui.internal.run.FileDrop;
import org.creativestudio.comfyui.ui.tests.FakeWorkflows;
import org.creativestudio.comfyui.ui.tests.StopsInstances;
import org.creativestudio.comfyui.workflow.JobProgress;
import org.creativestudio.comfyui.workflow.WorkflowOptions;
import org.eclipse.swt.dnd.DND;
import org.eclipse.swt.dnd.DropTarget;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Table;
import org.eclipse.ui.console.ConsolePlugin;
import org.eclipse.ui.console.IConsole;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Jobs and the instances that they are brought to. */
@ExtendWith({ UiGuard.class, StopsInstances.class })
class WorkflowsOnInstancesTest {

	private final WorkbenchBot bot = new WorkbenchBot();
	private FakeInstances instances;
	private FakeWorkflows workflows;
	private BotView jobs;
	private BotView cards;

	@BeforeEach
	void openOnFakes() {
		jobs = bot.viewById(StudioUi.WORKFLOWS_VIEW);
		cards = bot.viewById(StudioUi.INSTANCES_VIEW);
		jobs.close();
		cards.close();
		instances = new FakeInstances();
		workflows = new FakeWorkflows();
		instances.put(Instances.of("a", "Alpha", InstanceStatus.RUNNING));
		instances.put(Instances.of("instance_x", "Xenon", InstanceStatus.RUNNING));
		instances.put(Instances.of("refusing", "Refusing", InstanceStatus.RUNNING));
	}

	@AfterEach
	void closeFakes() {
		jobs.close();
		cards.close();
		IConsole[] consoles = ConsolePlugin.getDefault().getConsoleManager().getConsoles();
		ConsolePlugin.getDefault().getConsoleManager().removeConsoles(consoles);
		workflows.close();
		instances.close();
	}

	@Test
	void movesAJobToTheInstanceThatIsChosen() {
		jobs.show();
		workflows.add("slow.json", WorkflowOptions.defaults());
		assertThat(jobs.bot().table().getTableItem("slow.json").contextMenu().menu("Move To").menuItems())
				.containsExactly("Alpha", "Xenon", "Refusing");
		jobs.bot().table().getTableItem("slow.json").contextMenu().menu("Move To").menu("Xenon").click();
		bot.waitUntil("it was asked for", () -> workflows.asked.equals(List.of("move job1 instance_x")));
	}

	@Test
	void tellsWhyAJobWasNotMoved() {
		jobs.show();
		workflows.add("slow.json", WorkflowOptions.defaults());
		jobs.bot().table().getTableItem("slow.json").contextMenu().menu("Move To").menu("Refusing").click();
		BotShell problem = bot.shell("Problem Occurred");
		assertThat(problem.bot().visibleTexts()).anyMatch(text -> text.contains("The job has ended already."));
		problem.bot().button("OK").click();
		problem.waitUntilClosed();
	}

	@Test
	void showsTheLogOfAJobsInstance() {
		jobs.show();
		workflows.add("slow.json", WorkflowOptions.defaults());
		assertThat(jobs.bot().table().getTableItem("slow.json").contextMenu().menu("Show Log of Instance").isEnabled()).isFalse();
		workflows.run("job1", new JobProgress(0, 2, "1", "Wait", 0, 0));
		Table table = jobs.bot().table().widget;
		bot.waitUntil("the row names the instance", () -> table.getItem(0).getText(1).equals("Xenon"));
		jobs.bot().table().getTableItem("slow.json").contextMenu().menu("Show Log of Instance").click();
		bot.waitUntil("its console is there", () -> Stream.of(ConsolePlugin.getDefault().getConsoleManager().getConsoles())
				.anyMatch(console -> console.getName().contains("Xenon")));
	}

	@Test
	void runsAnImageThatIsDroppedOnTheWorkflowsView() {
		jobs.show();
		workflows.add("first.json", WorkflowOptions.defaults());
		Control table = jobs.bot().table().widget;
		drop(table, new Point(0, 0), "/images/portrait.png", "/images/portrait.webp");
		bot.waitUntil("both are run", () -> workflows.executed.equals(List.of(WorkflowOptions.defaults(), WorkflowOptions.defaults())));
	}

	@Test
	void runsAWorkflowOnTheInstanceWhoseCardItIsDroppedOn() {
		CardGrid grid = showCards();
		Point onXenon = UiThread.call(() -> {
			Rectangle card = grid.bounds(1);
			return grid.toDisplay(card.x + card.width / 2, card.y + card.height / 2);
		});
		Control body = body(grid);
		UiThread.run(() -> listeners(body).forEach(listener -> listener.drag(onXenon)));
		assertThat(UiThread.call(grid::dropTarget)).as("the card that is marked").isEqualTo(1);
		UiThread.run(() -> listeners(body).forEach(listener -> listener.drag(null)));
		assertThat(UiThread.call(grid::dropTarget)).as("nothing is marked once the files are elsewhere").isEqualTo(-1);
		drop(body, onXenon, "/files/portrait.json");
		bot.waitUntil("it is run there", () -> workflows.executed.equals(List.of(WorkflowOptions.onInstance("instance_x"))));
	}

	@Test
	void choosesTheInstanceOfAWorkflowThatIsDroppedBesideTheCards() {
		CardGrid grid = showCards();
		drop(body(grid), UiThread.call(() -> grid.toDisplay(grid.getSize().x - 1, grid.getSize().y - 1)), "/files/portrait.json");
		bot.waitUntil("it is run", () -> workflows.executed.equals(List.of(WorkflowOptions.defaults())));
	}

	@Test
	void importsWhatIsNoWorkflow() {
		try (FakeExchange exchange = new FakeExchange()) {
			CardGrid grid = showCards();
			drop(body(grid), new Point(0, 0), "/files/fleet.json");
			BotShell wizard = bot.shell("Import Instances");
			wizard.bot().button("Cancel").click();
			wizard.waitUntilClosed();
			assertThat(workflows.executed).isEmpty();
		}
	}

	private CardGrid showCards() {
		cards.show();
		CardGrid grid = cards.bot().widget(CardGrid.class);
		bot.waitUntil("cards are there", () -> grid.count() == 3 && grid.isVisible());
		return grid;
	}

	/** The part of the view that takes what is dropped anywhere in it. */
	private static Control body(CardGrid grid) {
		return UiThread.call(() -> {
			Composite control = grid.getParent();
			while (control.getData(DND.DROP_TARGET_KEY) == null)
				control = control.getParent();
			return control;
		});
	}

	private static void drop(Control control, Point place, String... files) {
		UiThread.run(() -> listeners(control).forEach(listener -> listener.drop(place, files)));
	}

	private static Stream<FileDrop> listeners(Control control) {
		if (control.getData(DND.DROP_TARGET_KEY) instanceof DropTarget target)
			return Stream.of(target.getDropListeners()).map(FileDrop.class::cast);
		throw new AssertionError("nothing can be dropped on " + control);
	}
}
