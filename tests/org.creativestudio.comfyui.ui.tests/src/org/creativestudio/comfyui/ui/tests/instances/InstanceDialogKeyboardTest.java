// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests.instances;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.VramMode;
import org.creativestudio.comfyui.testing.ui.Bot;
import org.creativestudio.comfyui.testing.ui.BotShell;
import org.creativestudio.comfyui.testing.ui.BotView;
import org.creativestudio.comfyui.testing.ui.UiGuard;
import org.creativestudio.comfyui.testing.ui.UiThread;
import org.creativestudio.comfyui.testing.ui.WorkbenchBot;
import org.creativestudio.comfyui.ui.StudioUi;
import org.creativestudio.comfyui.ui.internal.instances.CardGrid;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.TabFolder;
import org.eclipse.swt.widgets.Table;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The dialog without a mouse. */
@Tag("installed")
@ExtendWith(UiGuard.class)
class InstanceDialogKeyboardTest {

	private final WorkbenchBot bot = new WorkbenchBot();
	private FakeInstances fake;
	private FakeSecrets secrets;
	private BotView view;

	@BeforeEach
	void openOnFakeInstances() {
		view = bot.viewById(StudioUi.INSTANCES_VIEW);
		view.close();
		fake = new FakeInstances();
		secrets = new FakeSecrets();
		fake.put(Instances.of("a", "Alpha", InstanceStatus.STOPPED));
		view.show();
	}

	@AfterEach
	void closeFakes() {
		view.close();
		secrets.close();
		fake.close();
	}

	private BotShell open() {
		ViewOnFakes.focus(bot, view.bot().widget(CardGrid.class));
		press(SWT.CTRL | SWT.SHIFT, 'n');
		BotShell shell = bot.shell("New Instance");
		awaitFocus("the name", shell.bot().textWithLabel("Name:").widget);
		return shell;
	}

	private void press(int modifiers, char key) {
		bot.keyboard().pressShortcut(modifiers, key);
	}

	private void press(int modifiers, int key) {
		bot.keyboard().pressShortcut(modifiers, key);
	}

	private void awaitFocus(String what, Control control) {
		bot.waitUntil(what + " has the keyboard", control::isFocusControl);
	}

	/** Goes to a field by its mnemonic and types over what stands there. */
	private void fill(Control field, char mnemonic, String text) {
		press(SWT.ALT, mnemonic);
		awaitFocus(text, field);
		press(SWT.CTRL, 'a');
		bot.keyboard().typeText(text);
	}

	private void nextTab(TabFolder folder, int index) {
		press(SWT.CTRL, SWT.PAGE_DOWN);
		bot.waitUntil("tab " + index + " is shown", () -> folder.getSelectionIndex() == index);
	}

	@Test
	void makesAnInstanceByKeyboardAlone() {
		BotShell shell = open();
		Bot dialog = shell.bot();
		TabFolder folder = dialog.widget(TabFolder.class);
		fill(dialog.textWithLabel("Name:").widget, 'n', "Made by Keys");
		fill(dialog.textWithLabel("Port:").widget, 'p', "8300");
		fill(dialog.textWithLabel("Description:").widget, 'd', "no mouse");
		nextTab(folder, 1);
		fill(dialog.textWithLabel("ComfyUI directory:").widget, 'c', "/srv/ComfyUI_2");
		fill(dialog.comboBoxWithLabel("GPU device:").widget, 'g', "cuda:1");
		press(SWT.ALT, 'm');
		awaitFocus("the mode", dialog.comboBoxWithLabel("VRAM mode:").widget);
		press(SWT.NONE, SWT.ARROW_DOWN);
		Table variables = dialog.table().widget;
		press(SWT.ALT, 'n');
		awaitFocus("the environment", variables);
		press(SWT.NONE, SWT.INSERT);
		BotShell variable = bot.shell("Add Environment Variable");
		fill(variable.bot().textWithLabel("Name:").widget, 'n', "OMP_NUM_THREADS");
		press(SWT.NONE, SWT.TAB);
		awaitFocus("the value", variable.bot().textWithLabel("Value:").widget);
		bot.keyboard().typeText("4");
		press(SWT.NONE, SWT.CR);
		variable.waitUntilClosed();
		awaitFocus("the environment", variables);
		nextTab(folder, 2);
		fill(dialog.textWithLabel("Timeout (ms):").widget, 'm', "60000");
		press(SWT.ALT, 'a');
		fill(dialog.textWithLabel("Tags:").widget, 'g', "fast new");
		nextTab(folder, 3);
		press(SWT.CTRL, SWT.PAGE_UP);
		bot.waitUntil("the tab before is shown", () -> folder.getSelectionIndex() == 2);
		press(SWT.ALT, 'g');
		awaitFocus("the tags", dialog.textWithLabel("Tags:").widget);
		press(SWT.NONE, SWT.CR);
		shell.waitUntilClosed();
		bot.waitUntil("it was made", () -> fake.getInstance("instance_001").isPresent());
		assertThat(fake.get("instance_001").configuration()).isEqualTo(InstanceConfiguration.builder("instance_001", "Made by Keys").port(8300)
				.description("no mouse").comfyuiDirectory(Path.of("/srv/ComfyUI_2"))
				.python(fake.detected.get(0).python()).gpuDevice("cuda:1").vramMode(VramMode.GPU_ONLY)
				.environment(Map.of("OMP_NUM_THREADS", "4")).timeout(Duration.ofMinutes(1)).autoStart(true).tags(List.of("fast", "new")).build());
		CardGrid grid = view.bot().widget(CardGrid.class);
		bot.waitUntil("it is selected", () -> grid.getSelectedIds().equals(List.of("instance_001")));
	}

	@Test
	void escapeLeavesItWithoutAnInstance() {
		BotShell shell = open();
		bot.keyboard().typeText("x");
		press(SWT.NONE, SWT.ESC);
		shell.waitUntilClosed();
		assertThat(fake.asked).doesNotContain("create comfyui");
	}

	@Test
	void tabReachesEveryFieldFromTopToBottom() {
		BotShell shell = open();
		TabFolder folder = shell.bot().widget(TabFolder.class);
		for (int tab = 0; tab < 4; tab++) {
			if (tab > 0)
				nextTab(folder, tab);
			List<Control> reached = tabOnce();
			assertThat(reached).as("tab " + tab).containsAll(UiThread.call(() -> fields(folder)));
			List<Integer> tops = UiThread.call(() -> reached.stream().filter(control -> control != folder && inside(control, folder))
					.map(control -> control.toDisplay(0, control.getSize().y / 2).y).toList());
			if (tab < 3) // buttons stand in columns beside tables
				assertThat(upwards(tops)).as("steps upwards on tab " + tab + ": " + tops).isLessThanOrEqualTo(tab == 1 ? 2 : 0);
		}
		press(SWT.NONE, SWT.ESC);
		shell.waitUntilClosed();
	}

	/** What has the keyboard from one press of Tab to the next, until it is back at the first. */
	private List<Control> tabOnce() {
		Set<Control> reached = new LinkedHashSet<>();
		Control now = focus();
		while (reached.add(now)) {
			Control from = now;
			press(SWT.NONE, SWT.TAB);
			bot.waitUntil("the keyboard is elsewhere than at " + from, () -> Display.getDefault().getFocusControl() != from);
			now = focus();
		}
		return new ArrayList<>(reached);
	}

	private static Control focus() {
		return UiThread.call(() -> Display.getDefault().getFocusControl());
	}

	private static boolean inside(Control control, Composite parent) {
		for (Control up = control; up != null; up = up.getParent())
			if (up == parent)
				return true;
		return false;
	}

	/** Controls that a field is edited in, those that can be edited now. */
	private static List<Control> fields(Composite parent) {
		return Stream.of(parent.getChildren()).filter(child -> child.isVisible() && child.isEnabled())
				.flatMap(child -> Stream.concat(
						child.getData("org.eclipse.ui.help") instanceof String && (child.getClass() != Composite.class) ? Stream.of(child) : Stream.empty(),
						child instanceof Composite composite ? fields(composite).stream() : Stream.empty()))
				.toList();
	}

	private static int upwards(List<Integer> tops) {
		int count = 0;
		for (int i = 1; i < tops.size(); i++)
			if (tops.get(i) < tops.get(i - 1) - 4)
				count++;
		return count;
	}

	@Test
	void eachMnemonicMeansOneThing() {
		BotShell shell = open();
		TabFolder folder = shell.bot().widget(TabFolder.class);
		for (int tab = 0; tab < 4; tab++) {
			int index = tab;
			UiThread.run(() -> folder.setSelection(index));
			assertThat(shell.bot().mnemonicClashes()).as("tab " + tab).isEmpty();
		}
		shell.bot().button("Cancel").click();
		shell.waitUntilClosed();
	}
}
