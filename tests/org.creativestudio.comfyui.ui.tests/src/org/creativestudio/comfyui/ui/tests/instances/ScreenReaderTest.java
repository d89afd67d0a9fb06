// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests.instances;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;

import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.testing.ui.Bot;
import org.creativestudio.comfyui.testing.ui.BotView;
import org.creativestudio.comfyui.testing.ui.ScreenReader;
import org.creativestudio.comfyui.testing.ui.ScreenReader.Action;
import org.creativestudio.comfyui.testing.ui.ScreenReader.Node;
import org.creativestudio.comfyui.testing.ui.ScreenReader.State;
import org.creativestudio.comfyui.testing.ui.UiGuard;
import org.creativestudio.comfyui.testing.ui.UiThread;
import org.creativestudio.comfyui.ui.StudioUi;
import org.creativestudio.comfyui.ui.internal.instances.CardAction;
import org.creativestudio.comfyui.ui.internal.instances.CardGrid;
import org.creativestudio.comfyui.ui.internal.instances.Presentation;
import org.creativestudio.comfyui.ui.tests.StopsInstances;
import org.creativestudio.comfyui.workflow.WorkflowOptions;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.ui.console.ConsolePlugin;
import org.eclipse.ui.console.IConsole;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a screen reader sees and hears of the cards over the accessibility bus. Needs a program started with NO_AT_BRIDGE=0. */
@ExtendWith({ UiGuard.class, StopsInstances.class })
class ScreenReaderTest {

	private ViewOnFakes on;
	private CardGrid grid;
	private ScreenReader reader;
	private Node list;

	@BeforeEach
	void open() {
		on = new ViewOnFakes();
		reader = new ScreenReader();
		grid = on.showThree();
		on.focus(grid);
		on.press(SWT.NONE, SWT.HOME);
		on.awaitSelection("a");
		list = reader.program().find(node -> node.role().equals("list") && node.name().equals("ComfyUI instances")).orElseThrow();
	}

	@AfterEach
	void close() {
		reader.close();
		IConsole[] consoles = ConsolePlugin.getDefault().getConsoleManager().getConsoles();
		ConsolePlugin.getDefault().getConsoleManager().removeConsoles(consoles);
		on.close();
	}

	private void awaitHeard(Node node, String what) {
		on.bot.waitUntil(what + " is heard of " + node, () -> reader.heardOf(node).contains(what));
	}

	private void awaitAsked(String what) {
		on.bot.waitUntil(what + " is asked for", () -> on.fake.asked.contains(what));
	}

	@Test
	void eachCardIsAnItemWithNameStateAndPlace() {
		assertThat(list.states()).contains(State.FOCUSABLE, State.MULTISELECTABLE, State.SHOWING).doesNotContain(State.EDITABLE);
		assertThat(list.description()).contains("Space selects");
		assertThat(list.children()).extracting(Node::role).containsOnly("list item");
		assertThat(list.children()).extracting(Node::name).containsExactly("Alpha", "Beta", "Gamma");
		assertThat(list.child(0).description()).startsWith("running, healthy").contains("localhost:8188");
		assertThat(list.child(1).description()).startsWith("stopped");
		assertThat(list.child(2).description()).startsWith("error");
		assertThat(list.child(0).states()).contains(State.SELECTED, State.FOCUSED, State.SHOWING, State.ENABLED, State.SENSITIVE)
				.doesNotContain(State.DEFUNCT, State.EDITABLE);
		assertThat(list.child(1).states()).contains(State.SELECTABLE, State.FOCUSABLE).doesNotContain(State.SELECTED, State.FOCUSED,
				State.DEFUNCT);
		assertThat(list.child(2).parent()).isEqualTo(list);
		assertThat(list.child(2).indexInParent()).isEqualTo(2);
		Rectangle second = UiThread.call(() -> grid.getDisplay().map(grid, null, grid.bounds(1)));
		assertThat(list.child(1).bounds()).isEqualTo(second);
	}

	@Test
	void actionsOfACardAreEntersAndThoseOfItsButtons() {
		assertThat(list.child(0).actions()).extracting(Action::name).containsExactly("Show Log", "Stop", "Run", "Pause", "Edit", "Active",
				"More commands");
		assertThat(list.child(1).actions()).extracting(Action::name).containsExactly("Show Log", "Start", "Edit", "Delete", "More commands");
		assertThat(list.child(1).actions()).contains(new Action("Start", "Start this instance"));
		list.child(1).act("Delete");
		on.bot.shell("Delete").bot().button("Cancel").click();
		list.child(1).act("Start");
		awaitAsked("start b");
		list.child(0).act("Show Log");
		on.bot.waitUntil("a console is open", () -> ConsolePlugin.getDefault().getConsoleManager().getConsoles().length == 1);
	}

	@Test
	void buttonsOfACardAreItsChildren() {
		Node card = list.child(0);
		assertThat(card.children()).extracting(Node::role).containsOnly("push button");
		assertThat(card.children()).extracting(Node::name).containsExactly("Stop", "Run", "Pause", "Edit", "Active", "More commands");
		assertThat(card.child(0).states()).contains(State.ENABLED, State.FOCUSABLE, State.SHOWING).doesNotContain(State.DEFUNCT);
		Rectangle run = ViewOnFakes.button(grid, 0, CardAction.RUN);
		assertThat(card.child(1).bounds()).isEqualTo(UiThread.call(() -> grid.getDisplay().map(grid, null, run)));
		card.child(0).act("Stop");
		awaitAsked("stop a");
	}

	@Test
	void arrowsAndTabTellWhereTheKeyboardIs() {
		Node first = list.child(0);
		Node second = list.child(1);
		reader.forget();
		on.press(SWT.NONE, SWT.ARROW_RIGHT);
		awaitHeard(second, "StateChanged focused 1");
		awaitHeard(first, "StateChanged focused 0");
		awaitHeard(first, "StateChanged selected 0");
		assertThat(reader.heardOf(second)).contains("StateChanged selected 1");
		assertThat(second.states()).contains(State.FOCUSED, State.SELECTED);
		assertThat(first.states()).doesNotContain(State.FOCUSED, State.SELECTED);
		Node start = second.child(0);
		on.press(SWT.NONE, SWT.TAB);
		awaitHeard(start, "StateChanged focused 1");
		assertThat(start.states()).contains(State.FOCUSED);
		assertThat(second.states()).contains(State.SELECTED).doesNotContain(State.FOCUSED);
		on.press(SWT.CTRL, SWT.ARROW_RIGHT);
		Node third = list.child(2);
		awaitHeard(third, "StateChanged focused 1");
		assertThat(third.states()).contains(State.FOCUSED).doesNotContain(State.SELECTED);
	}

	@Test
	void aCardNobodyAskedForTellsOfItsFocusToo() {
		on.fake.put(Instances.of("d", "Delta", InstanceStatus.RUNNING));
		on.bot.waitUntil("it is shown", () -> grid.count() == 4);
		reader.forget();
		on.press(SWT.NONE, SWT.END);
		on.bot.waitUntil("the last card has the focus",
				() -> reader.heard().stream().anyMatch(event -> event.what().equals("StateChanged focused") && event.detail() == 1));
		assertThat(list.child(3).states()).contains(State.FOCUSED);
	}

	@Test
	void whatBecomesOfACardIsTold() {
		List<Node> cards = list.children();
		reader.forget();
		on.fake.change("a", InstanceStatus.ERROR, "Port 8188 is in use by python (4711)");
		on.fake.change("b", InstanceStatus.STARTING, "");
		awaitHeard(cards.get(0), "PropertyChange accessible-description 0");
		awaitHeard(cards.get(1), "PropertyChange accessible-description 0");
		assertThat(cards.get(0).description()).startsWith("error").contains("Port 8188 is in use");
		assertThat(cards.get(0).actions()).extracting(Action::name).contains("Start").doesNotContain("Stop");
		assertThat(cards.get(1).description()).startsWith("starting");
		assertThat(reader.heardOf(cards.get(2))).isEmpty();
	}

	@Test
	void theListLayoutHasTheSameItems() {
		on.view.toolbarButton("Show as List").click();
		try {
			on.bot.waitUntil("it is a list", () -> grid.presentation() == Presentation.LIST);
			assertThat(list.child(0).bounds().width).isGreaterThan(list.bounds().width * 9 / 10);
			assertThat(list.children()).extracting(Node::name).containsExactly("Alpha", "Beta", "Gamma");
			assertThat(list.child(0).actions()).extracting(Action::name).contains("Stop", "Run");
		} finally {
			on.view.toolbarButton("Show as List").click();
		}
	}

	@Test
	void everyButtonOfTheWindowSaysWhatItIs() {
		Set<String> pressed = Set.of("push button", "toggle button");
		List<Node> buttons = reader.program().findAll(node -> pressed.contains(node.role()) && node.states().contains(State.SHOWING)
				&& !node.parent().role().equals("spin button"));
		assertThat(buttons).hasSizeGreaterThan(20);
		assertThat(buttons).allSatisfy(button -> assertThat(button.name() + button.description()).isNotBlank());
		assertThat(buttons).extracting(Node::name).anyMatch(name -> name.matches("\\d+ running, \\d+ queued.*"));
	}

	/** There is no tip at a field that would say so. */
	@Test
	void aFieldOfTheDialogSaysWhatIsBelowIt() {
		on.view.toolbarButton("New Instance...").click();
		Bot dialog = on.bot.shell("New Instance").bot();
		dialog.textWithLabel("Port:");
		assertThat(descriptionsOfFields()).anyMatch(text -> text.startsWith("1 to 65535."));
		dialog.textWithLabel("Port:").setText("1");
		dialog.button("Use port 8193");
		assertThat(descriptionsOfFields()).contains("Port 1 is taken.").noneMatch(text -> text.startsWith("1 to 65535."));
		dialog.button("Cancel").click();
	}

	private List<String> descriptionsOfFields() {
		return reader.program().findAll(node -> node.states().contains(State.EDITABLE) && node.states().contains(State.SHOWING)).stream()
				.flatMap(field -> field.describedBy().stream()).flatMap(line -> line.findAll(part -> part.role().equals("label")).stream())
				.map(Node::name).toList();
	}

	@Test
	void theTableOfJobsHasHeadings() {
		BotView jobs = on.bot.viewById(StudioUi.WORKFLOWS_VIEW);
		jobs.close();
		try {
			jobs.show();
			on.workflows.add("slow.json", WorkflowOptions.defaults());
			jobs.bot().table().getTableItem("slow.json");
			List<Node> headings = reader.program()
					.findAll(node -> node.role().contains("column header") && node.states().contains(State.SHOWING));
			assertThat(headings).extracting(Node::name).contains("Workflow", "Instance", "State", "Progress", "Time", "Why There");
			assertThat(reader.program().findAll(node -> node.role().equals("table cell"))).extracting(Node::name).contains("slow.json");
		} finally {
			jobs.close();
		}
	}
}
