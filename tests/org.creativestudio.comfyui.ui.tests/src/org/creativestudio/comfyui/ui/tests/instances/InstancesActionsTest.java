// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests.instances;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.health.Health;
import org.creativestudio.comfyui.testing.ui.UiGuard;
import org.creativestudio.comfyui.testing.ui.UiThread;
import org.creativestudio.comfyui.testing.ui.WorkbenchBot;
import org.creativestudio.comfyui.ui.StudioUi;
import org.creativestudio.comfyui.ui.internal.instances.CardAction;
import org.creativestudio.comfyui.ui.internal.instances.CardGrid;
import org.creativestudio.comfyui.ui.internal.instances.InstanceQuickAccess;
import org.creativestudio.comfyui.ui.tests.StopsInstances;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.ui.quickaccess.QuickAccessElement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is offered for instances beside their commands: a way out of an error, the state of the fleet, Quick Access. */
@Tag("installed")
@ExtendWith({ UiGuard.class, StopsInstances.class })
class InstancesActionsTest {

	private ViewOnFakes on;

	@BeforeEach
	void open() {
		new WorkbenchBot().openPerspective(StudioUi.PERSPECTIVE);
		on = new ViewOnFakes();
	}

	@AfterEach
	void close() {
		on.close();
	}

	@Test
	void anErrorCardOffersTheFixAndStartsWithIt() {
		on.fake.put(Instances.of(InstanceConfiguration.builder("a", "Alpha").port(1).build(), InstanceStatus.ERROR, Health.UNKNOWN,
				"Exited with code 1: port 1 is in use by python (4711)", null, null, false));
		CardGrid grid = on.show();
		on.bot.waitUntil("the fix is offered",
				() -> grid.card(0).buttons().stream().anyMatch(button -> button.label().equals("Use port 8193")));
		ViewOnFakes.click(grid, ViewOnFakes.button(grid, 0, CardAction.FIX), SWT.NONE);
		on.bot.waitUntil("it was started", () -> on.fake.asked.contains("start a"));
		assertThat(on.fake.get("a").configuration().port()).isEqualTo(8193);
	}

	@Test
	void deletesByTheButtonOfACardAfterAQuestion() {
		CardGrid grid = on.showThree();
		on.fake.put(Instances.of("b", "Beta & Co", InstanceStatus.STOPPED));
		on.bot.waitUntil("it has its new name", () -> grid.card(1).name().equals("Beta & Co"));
		ViewOnFakes.click(grid, ViewOnFakes.button(grid, 1, CardAction.DELETE), SWT.NONE);
		var question = on.bot.shell("Delete");
		assertThat(question.bot().visibleTexts()).anySatisfy(text -> assertThat(text).contains("Delete Beta && Co?", "logs stay")); // drawn with one
		question.bot().button("Delete").click();
		on.bot.waitUntil("it is gone", () -> grid.count() == 2);
	}

	@Test
	void editsByTheButtonOfACard() {
		CardGrid grid = on.showThree();
		ViewOnFakes.click(grid, ViewOnFakes.button(grid, 0, CardAction.EDIT), SWT.NONE);
		on.bot.shell("Edit Alpha").bot().button("Cancel").click();
	}

	@Test
	void quickAccessKnowsInstancesByName() {
		CardGrid grid = on.showThree();
		QuickAccessElement[] elements = UiThread.call(() -> new InstanceQuickAccess().computeElements());
		assertThat(Arrays.stream(elements).map(QuickAccessElement::getLabel)).contains("Alpha (running, localhost:8188)", "Start Beta",
				"Set Gamma active").doesNotContain("Start Alpha");
		QuickAccessElement show = Arrays.stream(elements).filter(element -> element.getLabel().startsWith("Gamma")).findFirst().orElseThrow();
		UiThread.run(show::execute);
		on.awaitSelection("c");
		QuickAccessElement start = Arrays.stream(elements).filter(element -> element.getLabel().equals("Start Beta")).findFirst().orElseThrow();
		UiThread.run(start::execute);
		on.bot.waitUntil("it was started", () -> on.fake.asked.contains("start b"));
		assertThat(UiThread.call(grid::count)).isEqualTo(3);
	}

	@Test
	void theStatusLineTellsHowTheFleetIsAndOpensTheView() {
		on.bot.resetPerspective();
		on.showThree();
		on.bot.viewById(StudioUi.WORKFLOWS_VIEW).show();
		ToolItem state = on.bot.workbenchShell().bot().toolbarButtonWithTooltip("Show the ComfyUI instances").widget;
		on.bot.waitUntil("it tells of the real fleet", () -> state.getText().contains("running") || state.getText().equals("No instances"));
		on.bot.workbenchShell().bot().toolbarButtonWithTooltip("Show the ComfyUI instances").click();
		Control grid = on.view.bot().widget(CardGrid.class);
		on.bot.waitUntil("the view is in front", grid::isVisible);
		assertThat(on.view.isActive()).isTrue();
	}

	@Test
	void anEmptyViewOffersTheFirstSteps() {
		on.view.show();
		assertThat(on.view.bot().visibleTexts()).contains("No ComfyUI instances yet", "Create Default Instance", "New Instance...",
				"Import...");
		on.view.bot().button("New Instance...").click();
		on.bot.shell("New Instance").bot().button("Cancel").click();
		assertThat(List.copyOf(on.fake.asked)).doesNotContain("create embedded");
	}
}
