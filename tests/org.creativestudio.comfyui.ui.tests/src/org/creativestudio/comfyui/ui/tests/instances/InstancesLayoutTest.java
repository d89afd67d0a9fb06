// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests.instances;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.QueueLoad;
import org.creativestudio.comfyui.core.health.Health;
import org.creativestudio.comfyui.testing.ui.UiGuard;
import org.creativestudio.comfyui.testing.ui.UiThread;
import org.creativestudio.comfyui.ui.internal.instances.CardAction;
import org.creativestudio.comfyui.ui.internal.instances.CardGrid;
import org.creativestudio.comfyui.ui.internal.instances.Presentation;
import org.creativestudio.comfyui.ui.internal.instances.RowHeadings;
import org.creativestudio.comfyui.ui.tests.StopsInstances;
import org.eclipse.swt.SWT;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** List, order, groups and search terms of the Instances view. */
@ExtendWith({ UiGuard.class, StopsInstances.class })
class InstancesLayoutTest {

	private static final String SEARCH = "Name, id or description";

	private ViewOnFakes on;

	@BeforeEach
	void open() {
		on = new ViewOnFakes();
		put("a", "Zebra", "cuda:0", List.of("video"), InstanceStatus.RUNNING, 1);
		put("b", "Beta", "cuda:1", List.of("batch"), InstanceStatus.STOPPED, 0);
		put("c", "Gamma", "cuda:0", List.of(), InstanceStatus.RUNNING, 7);
	}

	@AfterEach
	void close() {
		on.view.show();
		reset();
		on.close();
	}

	/** What was chosen is kept for the next test otherwise. */
	private void reset() {
		on.view.bot().textWithMessage(SEARCH).setText("");
		choose("Layout", "Cards");
		choose("Sort By", "As Arranged");
		choose("Group By", "None");
	}

	private void put(String id, String name, String gpu, List<String> tags, InstanceStatus status, int queued) {
		on.fake.put(Instances.of(InstanceConfiguration.builder(id, name).gpuDevice(gpu).tags(tags).build(), status, Health.HEALTHY, "", null,
				new QueueLoad(0, queued), false));
	}

	private void choose(String menu, String item) {
		on.view.menu(menu).menu(item).click();
	}

	@Test
	void showsAListWithTheSameSelectionAndCommands() {
		CardGrid grid = on.show();
		UiThread.run(() -> grid.setSelectedIds(List.of("b")));
		on.view.toolbarButton("Show as List").click();
		on.bot.waitUntil("lines are shown", () -> grid.presentation() == Presentation.LIST);
		assertThat(UiThread.call(() -> grid.cardLayout().columns())).isEqualTo(1);
		RowHeadings headings = on.view.bot().widget(RowHeadings.class);
		assertThat(UiThread.call(headings::titles)).startsWith("Name", "State").contains("Queue");
		assertThat(UiThread.call(() -> headings.isVisible() && headings.getSize().y > 10)).isTrue();
		on.awaitSelection("b");
		ViewOnFakes.click(grid, ViewOnFakes.button(grid, 1, CardAction.START), SWT.NONE);
		on.bot.waitUntil("it was asked to start", () -> on.fake.asked.contains("start b"));
		on.focus(grid);
		on.press(SWT.NONE, SWT.HOME);
		on.press(SWT.NONE, SWT.ARROW_DOWN);
		on.awaitSelection("b");
	}

	@Test
	void sortsAndGroupsAndTheKeyboardGoesThroughTheGroups() {
		CardGrid grid = on.show();
		choose("Sort By", "Name");
		on.bot.waitUntil("it is sorted", () -> grid.id(0).equals("b"));
		assertThat(on.shown()).containsExactly("b", "c", "a");
		choose("Group By", "GPU");
		on.bot.waitUntil("there are headings", () -> grid.heading(0).equals("cuda:0"));
		assertThat(on.shown()).containsExactly("c", "a", "b");
		assertThat(UiThread.call(() -> grid.heading(2))).isEqualTo("cuda:1");
		on.focus(grid);
		on.press(SWT.NONE, SWT.HOME);
		on.press(SWT.NONE, SWT.ARROW_DOWN);
		on.awaitSelection("b");
		on.press(SWT.NONE, SWT.ARROW_UP);
		on.awaitSelection("c");
	}

	@Test
	void keepsWhatWasChosenWhenItIsClosedAndOpenedAgain() {
		on.show();
		choose("Sort By", "Queue");
		choose("Layout", "List");
		on.view.bot().textWithMessage(SEARCH).setText("status:running");
		on.view.close();
		CardGrid grid = on.show();
		assertThat(UiThread.call(grid::presentation)).isEqualTo(Presentation.LIST);
		assertThat(on.shown()).containsExactly("c", "a");
		assertThat(on.view.bot().visibleTexts()).contains("2 of 3 instances \u00b7 2 running \u00b7 8 queued");
	}

	@Test
	void findsByTermsAndClears() {
		on.show();
		on.view.bot().textWithMessage(SEARCH).setText("gpu:cuda:0 tag:video");
		assertThat(on.shown()).containsExactly("a");
		on.view.bot().button("Clear").click();
		assertThat(on.shown()).containsExactly("a", "b", "c");
	}

	@Test
	void filtersByStatusWithSeveralChoices() {
		on.show();
		on.bot.menuOf(on.view.bot().toolbarButton("Status: all").widget).menu("running").click();
		assertThat(on.shown()).containsExactly("a", "c");
		on.bot.menuOf(on.view.bot().toolbarButton("Status: running").widget).menu("stopped").click();
		assertThat(on.shown()).containsExactly("a", "b", "c");
		on.view.bot().button("Clear").click();
		on.view.bot().toolbarButton("Status: all");
	}
}
