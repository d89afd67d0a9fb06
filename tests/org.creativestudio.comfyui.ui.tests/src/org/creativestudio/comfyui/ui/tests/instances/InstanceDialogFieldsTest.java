// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests.instances;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.testing.ScriptedServer;
import org.creativestudio.comfyui.testing.ScriptedServer.Reply;
import org.creativestudio.comfyui.testing.ui.Bot;
import org.creativestudio.comfyui.testing.ui.BotTable;
import org.creativestudio.comfyui.testing.ui.BotView;
import org.creativestudio.comfyui.testing.ui.UiGuard;
import org.creativestudio.comfyui.testing.ui.UiThread;
import org.creativestudio.comfyui.testing.ui.WorkbenchBot;
import org.creativestudio.comfyui.ui.StudioUi;
import org.creativestudio.comfyui.ui.internal.instances.CardGrid;
import org.creativestudio.comfyui.ui.internal.kept.ColumnState;
import org.creativestudio.comfyui.ui.internal.kept.KeptSettings;
import org.eclipse.help.HelpSystem;
import org.eclipse.help.IContext;
import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.TabFolder;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the fields of the dialog do, by mouse and by keyboard alone. */
@ExtendWith(UiGuard.class)
class InstanceDialogFieldsTest {

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
		UiThread.run(() -> ColumnState.NONE.write(KeptSettings.section("table.environment")));
		view.close();
		secrets.close();
		fake.close();
	}

	private Bot open() {
		view.toolbarButton("New Instance...").click();
		return bot.shell("New Instance").activate().bot();
	}

	private Bot edit(String id, String title) {
		CardGrid grid = view.bot().widget(CardGrid.class);
		bot.waitUntil("the card is selected", () -> { // it comes a moment after the instance
			grid.setSelectedIds(List.of(id));
			return grid.getSelectedIds().contains(id);
		});
		bot.menu("Instance").menu("Edit...").click();
		return bot.shell(title).activate().bot();
	}

	private static void tab(Bot dialog, int index) {
		TabFolder folder = dialog.widget(TabFolder.class);
		UiThread.run(() -> folder.setSelection(index));
	}

	private void save(Bot dialog) {
		Control save = dialog.button("Save").widget;
		bot.waitUntil("it can be saved", save::isEnabled);
		dialog.button("Save").click();
	}

	private static void copy(String text) {
		UiThread.run(() -> {
			Clipboard clipboard = new Clipboard(Display.getDefault());
			clipboard.setContents(new Object[] { text }, new Transfer[] { TextTransfer.getInstance() });
			clipboard.dispose();
		});
	}

	@Test
	void keepsSecretsOutOfTheConfiguration() {
		Bot dialog = open();
		tab(dialog, 1);
		BotTable variables = dialog.table();
		copy("{\"HF_TOKEN\": \"planted\", \"PLAIN\": \"1\"}");
		variables.setFocus();
		bot.keyboard().pressShortcut(SWT.CTRL, 'v');
		bot.waitUntil("both are there", () -> variables.widget.getItemCount() == 2);
		assertThat(variables.rows()).containsExactly(List.of("HF_TOKEN", "********", "yes"), List.of("PLAIN", "1", ""));
		bot.keyboard().pressShortcut(SWT.NONE, SWT.INSERT);
		Bot add = bot.shell("Add Environment Variable").bot();
		add.textWithLabel("Name:").setText("OTHER_SECRET");
		Button mark = add.checkBox("Secret: keep the value in secure storage").widget;
		assertThat(UiThread.call(mark::getSelection)).isTrue();
		assertThat(add.button("OK").isEnabled()).isFalse();
		add.textWithLabel("Value:").setText("hidden");
		add.button("OK").click();
		save(dialog);
		bot.waitUntil("it was made", () -> fake.getInstance("instance_001").isPresent());
		InstanceConfiguration made = fake.get("instance_001").configuration();
		assertThat(made.environment()).isEqualTo(Map.of("PLAIN", "1"));
		assertThat(made.secrets()).containsExactly("HF_TOKEN", "OTHER_SECRET");
		assertThat(made.toString()).doesNotContain("planted", "hidden");
		assertThat(secrets.values("instance_001")).isEqualTo(Map.of("HF_TOKEN", "planted", "OTHER_SECRET", "hidden"));
	}

	@Test
	void keepsStoredSecretsAndForgetsRemovedOnes() {
		fake.update(fake.get("a").configuration().toBuilder().secrets(List.of("KEPT_TOKEN", "OLD_TOKEN")).build());
		secrets.put("a", "KEPT_TOKEN", "1");
		secrets.put("a", "OLD_TOKEN", "2");
		Bot dialog = edit("a", "Edit Alpha");
		tab(dialog, 1);
		dialog.table().getTableItem("OLD_TOKEN").select();
		dialog.button("Remove").click();
		save(dialog);
		bot.waitUntil("it is forgotten", () -> secrets.names("a").size() == 1);
		assertThat(secrets.values("a")).isEqualTo(Map.of("KEPT_TOKEN", "1"));
		assertThat(fake.get("a").configuration().secrets()).containsExactly("KEPT_TOKEN");
	}

	@Test
	void aSlowValidationBlocksNothingAndIsWaitedForBeforeItSaves() {
		CompletableFuture<Void> hold = new CompletableFuture<>();
		Bot dialog = open();
		Control save = dialog.button("Save").widget;
		bot.waitUntil("it can be saved", save::isEnabled);
		fake.holdValidation = hold;
		dialog.textWithLabel("Name:").setText("Slow");
		dialog.button("Save").click();
		Texts.await(bot, "Checking what was entered last");
		dialog.textWithLabel("Description:").setText("typed meanwhile");
		assertThat(fake.asked).doesNotContain("create comfyui");
		dialog.button("Save").click();
		hold.complete(null);
		bot.waitUntil("it was made", () -> fake.getInstance("instance_001").isPresent());
		assertThat(fake.get("instance_001").configuration().description()).isEqualTo("typed meanwhile");
	}

	@Test
	void anErrorThatIsFoundLateKeepsTheDialogOpen() {
		CompletableFuture<Void> hold = new CompletableFuture<>();
		Bot dialog = open();
		Control save = dialog.button("Save").widget;
		bot.waitUntil("it can be saved", save::isEnabled);
		fake.holdValidation = hold;
		dialog.textWithLabel("Port:").setText("1");
		dialog.button("Save").click();
		hold.complete(null);
		bot.waitUntil("it can't be saved", () -> !save.isEnabled());
		assertThat(dialog.visibleTexts()).contains("Port 1 is taken.", "Use port 8193");
		dialog.button("Use port 8193").click();
		assertThat(dialog.textWithLabel("Port:").getText()).isEqualTo("8193");
		dialog.button("Cancel").click();
		assertThat(fake.asked).doesNotContain("create comfyui");
	}

	@Test
	void showsEachStepOfATestAndEndsItWithTheDialog() throws Exception {
		try (ScriptedServer server = new ScriptedServer(request -> new Reply.Silence())) {
			Bot dialog = open();
			dialog.comboBoxWithLabel("Kind:").setSelection("Attached: somebody else starts it");
			dialog.textWithLabel("Host:").setText("127.0.0.1");
			dialog.textWithLabel("Port:").setText(Integer.toString(server.port()));
			tab(dialog, 3);
			dialog.button("Test Connection").click();
			Table steps = stepsBeside(dialog.button("Stop Testing").widget);
			bot.waitUntil("it waits for an answer", () -> steps.getItem(4).getText(1).equals("running..."));
			assertThat(UiThread.call(() -> steps.getItem(3).getText(1))).isEqualTo("well");
			bot.waitUntil("the server was asked", () -> server.requests().size() == 1); // it is a moment later
			dialog.button("Stop Testing").click();
			bot.waitUntil("it was cancelled", () -> steps.getItem(4).getText(1).equals("cancelled"));
			server.awaitAbort();
			dialog.button("Test Connection").click();
			bot.waitUntil("it waits again", () -> steps.getItem(4).getText(1).equals("running..."));
			bot.waitUntil("the server was asked again", () -> server.requests().size() == 2);
			dialog.button("Cancel").click();
			server.awaitAbort();
		}
	}

	private static Table stepsBeside(Control button) {
		return UiThread.call(() -> Stream.of(button.getParent().getChildren()).filter(Composite.class::isInstance)
				.flatMap(room -> Stream.of(((Composite) room).getChildren())).filter(Table.class::isInstance).map(Table.class::cast).findFirst()
				.orElseThrow());
	}

	/** A tip at the field would cover the line below it. */
	@Test
	void anErrorIsCoveredByNoTipAndTheHelpIsAtTheTitleMeanwhile() {
		Bot dialog = open();
		Text port = dialog.textWithLabel("Port:").widget;
		Control title = dialog.label("Port:").widget;
		assertThat(UiThread.call(title::getToolTipText)).isNull();
		dialog.textWithLabel("Port:").setText("1");
		bot.waitUntil("the help is at the title", () -> title.getToolTipText() != null);
		assertThat(UiThread.call(port::getToolTipText)).isNull();
		assertThat(dialog.visibleTexts()).contains("Port 1 is taken.").doesNotContain(UiThread.call(title::getToolTipText));
		dialog.textWithLabel("Port:").setText("8190");
		bot.waitUntil("it is below the field again", () -> title.getToolTipText() == null);
		dialog.button("Cancel").click();
	}

	@Test
	void itsTablesHaveTheirColumnsAgain() {
		Bot dialog = open();
		tab(dialog, 1);
		Table variables = dialog.table().widget;
		UiThread.run(() -> {
			variables.setColumnOrder(new int[] { 1, 0, 2 });
			variables.getColumn(0).setWidth(217);
		});
		dialog.button("Cancel").click();
		bot.waitUntil("it is closed", variables::isDisposed);
		Bot again = open();
		tab(again, 1);
		Table same = again.table().widget;
		bot.waitUntil("the width is as it was", () -> same.getColumn(0).getWidth() == 217);
		assertThat(UiThread.call(same::getColumnOrder)).containsExactly(1, 0, 2);
		again.button("Cancel").click();
	}

	@Test
	void variablesSortedByTheirValuesAreEditedWhereTheyStand() {
		fake.update(fake.get("a").configuration().toBuilder().environment(Map.of("A", "2", "B", "1")).build());
		Bot dialog = edit("a", "Edit Alpha");
		tab(dialog, 1);
		BotTable variables = dialog.table();
		UiThread.run(() -> variables.widget.getColumn(1).notifyListeners(SWT.Selection, new Event()));
		assertThat(variables.rows()).extracting(row -> row.get(0)).containsExactly("B", "A");
		variables.getTableItem("A").select();
		dialog.button("Remove").click();
		assertThat(variables.rows()).extracting(row -> row.get(0)).containsExactly("B");
		save(dialog);
		bot.waitUntil("it was changed", () -> fake.get("a").configuration().environment().equals(Map.of("B", "1")));
	}

	@Test
	void tellsWhatAnotherComputerDoesNotOfferAndAttaches() {
		Bot dialog = open();
		dialog.textWithLabel("Host:").setText("render-01");
		Texts.await(bot, "Another computer:");
		dialog.button("Attach to It").click();
		assertThat(dialog.comboBoxWithLabel("Kind:").getText()).isEqualTo("Attached: somebody else starts it");
		tab(dialog, 1);
		assertThat(dialog.textWithLabel("Output directory:").isEnabled()).isFalse();
		assertThat(dialog.textWithLabel("ComfyUI directory:").isEnabled()).isFalse();
		assertThat(dialog.label("ComfyUI directory:").isEnabled()).isFalse();
		assertThat(UiThread.call(dialog.button("Detect").widget::getEnabled)).isFalse();
		dialog.button("Cancel").click();
	}

	@Test
	void readsDurationsInWordsAsTheyAreTyped() {
		Bot dialog = open();
		tab(dialog, 2);
		dialog.textWithLabel("Timeout (ms):").setText("5400000");
		dialog.label("= 1 hour 30 minutes");
		dialog.textWithLabel("Timeout (ms):").setText("soon");
		dialog.label("not a positive number");
		dialog.button("Cancel").click();
	}

	@Test
	void letsTheUserChooseAmongSeveralThatWereDetected() {
		fake.detected = Stream.of("/one", "/two")
				.map(path -> InstanceConfiguration.builder("x", "x").comfyuiDirectory(Path.of(path)).build()).toList();
		Bot dialog = open();
		tab(dialog, 1);
		dialog.button("Detect").click();
		Bot choice = bot.shell("Detect ComfyUI").bot();
		choice.table().getTableItem(1).select();
		choice.button("OK").click();
		Text entered = dialog.textWithLabel("ComfyUI directory:").widget;
		bot.waitUntil("it is entered", () -> entered.getText().equals("/two"));
		dialog.button("Cancel").click();
	}

	@Test
	void tellsWhatTakesEffectWhenAndAsksToRestart() {
		fake.put(Instances.of("r", "Running", InstanceStatus.RUNNING));
		Bot dialog = edit("r", "Edit Running");
		dialog.textWithLabel("Name:").setText("Renamed");
		tab(dialog, 1);
		dialog.comboBoxWithLabel("VRAM mode:").setSelection("low: models are split to use less");
		tab(dialog, 3);
		Texts.await(bot, "Takes effect at once: Name. Takes effect when the server is started next: VRAM mode. You are asked");
		save(dialog);
		bot.shell("Edit Renamed").bot().button("Restart Now").click();
		bot.waitUntil("it is restarted", () -> fake.asked.contains("restart r"));
	}

	@Test
	void asksNothingWhenTheRunningServerHasAllOfIt() {
		fake.put(Instances.of("r", "Running", InstanceStatus.RUNNING));
		Bot dialog = edit("r", "Edit Running");
		dialog.textWithLabel("Description:").setText("new");
		save(dialog);
		bot.waitUntil("it was changed", () -> fake.get("r").configuration().description().equals("new"));
		assertThat(fake.asked).doesNotContain("restart r");
	}

	@Test
	void aTabThatWasNeverSeenIsEmptyYetItsErrorsAreToldAndFound() {
		fake.put(Instances.of("t", "Tagged", InstanceStatus.STOPPED));
		fake.update(fake.get("t").configuration().toBuilder().tags(List.of("refused")).build());
		Bot dialog = edit("t", "Edit Tagged");
		Control save = dialog.button("Save").widget;
		Texts.await(bot, "The tag is refused.");
		TabFolder folder = dialog.widget(TabFolder.class);
		assertThat(UiThread.call(() -> texts(folder.getItem(1).getControl()))).isZero();
		assertThat(UiThread.call(() -> texts(folder.getItem(2).getControl()))).isZero();
		assertThat(UiThread.call(() -> folder.getItem(2).getToolTipText())).isEqualTo("The tag is refused.");
		assertThat(UiThread.call(save::isEnabled)).isFalse();
		tab(dialog, 3);
		dialog.button("Go to Field").click();
		bot.waitUntil("the field has the keyboard",
				() -> Display.getCurrent().getFocusControl() instanceof Text text && text.getText().equals("refused"));
		assertThat(UiThread.call(folder::getSelectionIndex)).isEqualTo(2);
		dialog.textWithLabel("Tags:").setText("other");
		save(dialog);
		bot.waitUntil("it was changed", () -> fake.get("t").configuration().tags().equals(List.of("other")));
	}

	private static long texts(Control control) {
		return (control instanceof Text ? 1 : 0)
				+ (control instanceof Composite composite ? Stream.of(composite.getChildren()).mapToLong(InstanceDialogFieldsTest::texts).sum() : 0);
	}

	@Test
	void everyFieldHasItsPageOfHelp() {
		Bot dialog = open();
		for (int i = 0; i < 3; i++) {
			tab(dialog, i);
			TabFolder folder = dialog.widget(TabFolder.class);
			List<Control> fields = UiThread.call(() -> helped(folder));
			assertThat(fields).hasSizeGreaterThan(4);
			for (Control control : fields) {
				String id = UiThread.call(() -> (String) control.getData("org.eclipse.ui.help"));
				IContext context = HelpSystem.getContext(id);
				assertThat(context).as(id).isNotNull();
				assertThat(context.getRelatedTopics()).as(id).hasSize(1);
			}
		}
		dialog.button("Cancel").click();
	}

	private static List<Control> helped(Composite parent) {
		return Stream.of(parent.getChildren()).flatMap(child -> Stream.concat(
				child.getData("org.eclipse.ui.help") instanceof String ? Stream.of(child) : Stream.empty(),
				child instanceof Composite composite && child.isVisible() ? helped(composite).stream() : Stream.empty()))
				.toList();
	}
}
