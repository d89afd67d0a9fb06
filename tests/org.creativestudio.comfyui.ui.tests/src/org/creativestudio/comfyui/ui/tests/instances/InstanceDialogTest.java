// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests.instances;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.testing.ui.Bot;
import org.creativestudio.comfyui.testing.ui.BotShell;
import org.creativestudio.comfyui.testing.ui.BotView;
import org.creativestudio.comfyui.testing.ui.UiGuard;
import org.creativestudio.comfyui.testing.ui.UiThread;
import org.creativestudio.comfyui.testing.ui.WorkbenchBot;
import org.creativestudio.comfyui.ui.StudioUi;
import org.creativestudio.comfyui.ui.internal.instances.CardGrid;
import org.creativestudio.comfyui.ui.internal.kept.KeptSettings;
import org.eclipse.jface.dialogs.IDialogSettings;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.TabFolder;
import org.eclipse.swt.widgets.Table;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(UiGuard.class)
class InstanceDialogTest {

	private final WorkbenchBot bot = new WorkbenchBot();
	private FakeInstances fake;
	private BotView view;

	@BeforeEach
	void openOnFakeInstances() {
		view = bot.viewById(StudioUi.INSTANCES_VIEW);
		view.close();
		fake = new FakeInstances();
		fake.put(Instances.of("a", "Alpha", InstanceStatus.STOPPED));
		view.show();
	}

	@AfterEach
	void closeFake() {
		view.close();
		fake.close();
	}

	private static void tab(Bot dialog, int index) {
		TabFolder folder = dialog.widget(TabFolder.class);
		UiThread.run(() -> folder.setSelection(index));
	}

	@Test
	void makesAnInstanceAtTheProposedPort() {
		view.toolbarButton("New Instance...").click();
		Bot dialog = bot.shell("New Instance").bot();
		assertThat(dialog.textWithLabel("Port:").getText()).isEqualTo("8190");
		tab(dialog, 1);
		assertThat(dialog.textWithLabel("ComfyUI directory:").getText()).isEqualTo("/found/ComfyUI");
		tab(dialog, 0);
		dialog.textWithLabel("Name:").setText("Second");
		awaitSave(dialog);
		dialog.button("Save").click();
		bot.waitUntil("it was made", () -> fake.asked.contains("create comfyui"));
	}

	@Test
	void aSizeOfBeforeCutsNothingOff() {
		UiThread.run(() -> {
			IDialogSettings kept = KeptSettings.bounds("instance");
			kept.put("DIALOG_WIDTH", 300);
			kept.put("DIALOG_HEIGHT", 200);
		});
		view.toolbarButton("New Instance...").click();
		BotShell dialog = bot.shell("New Instance");
		assertThat(UiThread.call(() -> dialog.widget.getSize().x)).isGreaterThan(500);
		assertThat(UiThread.call(() -> dialog.widget.getSize().y)).isGreaterThan(400);
		dialog.bot().button("Cancel").click();
		dialog.waitUntilClosed();
	}

	@Test
	void saysWhyThereIsNoProposal() {
		fake.freePort = CompletableFuture.failedFuture(new InstanceException(InstanceException.Reason.FAILED, "No port is free."));
		view.toolbarButton("New Instance...").click();
		BotShell problem = bot.shell("Problem Occurred");
		assertThat(problem.bot().visibleTexts()).anyMatch(text -> text.contains("No port is free."));
		problem.bot().button("OK").click();
		problem.waitUntilClosed();
	}

	@Test
	void saysWhatIsWrongAndMendsItAndSavesOnlyThen() {
		select("a");
		view.toolbarButton("New Instance...").click();
		Bot dialog = bot.shell("New Instance").bot();
		dialog.textWithLabel("Name:").setText("");
		awaitMessage(dialog, "It needs a name.");
		assertThat(dialog.button("Save").isEnabled()).isFalse();
		dialog.textWithLabel("Name:").setText("Third");
		dialog.textWithLabel("Port:").setText("1");
		awaitMessage(dialog, "Port 1 is taken.");
		tab(dialog, 3);
		dialog.button("Use port 8193").click();
		awaitSave(dialog);
		tab(dialog, 0);
		assertThat(dialog.textWithLabel("Port:").getText()).isEqualTo("8193");
		dialog.button("Cancel").click();
		assertThat(fake.asked).doesNotContain("create comfyui");
	}

	@Test
	void aLongFixLeavesRoomForTheOtherButtons() {
		view.toolbarButton("New Instance...").click();
		Bot dialog = bot.shell("New Instance").bot();
		dialog.textWithLabel("Name:").setText("Taken");
		Button fix = dialog.button("Use the name 'Taken by an Instance With a Long Name 2'").widget;
		Button save = dialog.button("Save").widget;
		bot.waitUntil("all are in the dialog", () -> inShell(fix) && inShell(save));
		dialog.button("Use the name 'Taken by an Instance With a Long Name 2'").click();
		awaitSave(dialog);
		assertThat(dialog.textWithLabel("Name:").getText()).isEqualTo("Taken 2");
		dialog.button("Cancel").click();
	}

	private static boolean inShell(Button button) {
		Rectangle shell = button.getShell().getClientArea();
		Rectangle bounds = button.getDisplay().map(button.getParent(), button.getShell(), button.getBounds());
		return shell.contains(bounds.x, bounds.y) && shell.contains(bounds.x + bounds.width - 1, bounds.y + bounds.height - 1);
	}

	@Test
	void keepsWhatTheDialogDoesNotShowAndStoresTheRest() {
		InstanceConfiguration before = fake.get("a").configuration();
		fake.update(before.toBuilder().environment(Map.of("A", "1")).extraArguments(List.of("--x", "y z")).build());
		select("a");
		bot.menu("Instance").menu("Edit...").click();
		Bot dialog = bot.shell("Edit Alpha").bot();
		dialog.textWithLabel("Description:").setText("described");
		awaitSave(dialog);
		fake.asked.clear();
		dialog.button("Save").click();
		bot.waitUntil("it was changed", () -> fake.asked.contains("update a"));
		InstanceConfiguration after = fake.get("a").configuration();
		assertThat(after).isEqualTo(before.toBuilder().environment(Map.of("A", "1")).extraArguments(List.of("--x", "y z"))
				.description("described").build());
	}

	@Test
	void asksBeforeItDeletes() {
		select("a");
		bot.menu("Instance").menu("Delete").click();
		bot.shell("Delete").bot().button("Cancel").click();
		assertThat(fake.asked).doesNotContain("delete a");
		bot.menu("Instance").menu("Delete").click();
		bot.shell("Delete").bot().button("Delete").click();
		bot.waitUntil("it was deleted", () -> fake.asked.contains("delete a"));
	}

	private void awaitSave(Bot dialog) {
		Button save = dialog.button("Save").widget;
		bot.waitUntil("it can be saved", save::isEnabled);
	}

	/** On the last tab; goes back to the first. */
	private void awaitMessage(Bot dialog, String message) {
		tab(dialog, 3);
		Table findings = dialog.table().widget;
		bot.waitUntil("it tells: " + message, () -> findings.getItemCount() > 0 && findings.getItem(0).getText().equals(message));
		tab(dialog, 0);
	}

	private void select(String id) {
		CardGrid grid = view.bot().widget(CardGrid.class);
		UiThread.run(() -> grid.setSelectedIds(List.of(id)));
	}
}
