// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests.instances;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.configuration.Backup;
import org.creativestudio.comfyui.core.configuration.Difference;
import org.creativestudio.comfyui.core.configuration.ImportItem;
import org.creativestudio.comfyui.core.migration.FoundSetup;
import org.creativestudio.comfyui.testing.ui.Bot;
import org.creativestudio.comfyui.testing.ui.BotShell;
import org.creativestudio.comfyui.testing.ui.BotTable;
import org.creativestudio.comfyui.testing.ui.BotView;
import org.creativestudio.comfyui.testing.ui.Keyboard;
import org.creativestudio.comfyui.testing.ui.UiGuard;
import org.creativestudio.comfyui.testing.ui.UiThread;
import org.creativestudio.comfyui.testing.ui.WorkbenchBot;
import org.creativestudio.comfyui.ui.StudioUi;
import org.creativestudio.comfyui.ui.internal.exchange.ExportWizard;
import org.creativestudio.comfyui.ui.internal.exchange.ImportDrop;
import org.creativestudio.comfyui.ui.internal.exchange.ImportWizard;
import org.creativestudio.comfyui.ui.internal.exchange.MigrationWizard;
import org.creativestudio.comfyui.ui.internal.kept.ColumnState;
import org.creativestudio.comfyui.ui.internal.kept.KeptSettings;
import org.eclipse.jface.wizard.Wizard;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.ui.PlatformUI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Export, import, restore and migration in the workbench. */
@ExtendWith(UiGuard.class)
class ExchangeTest {

	@TempDir
	Path directory;
	private final WorkbenchBot bot = new WorkbenchBot();
	private FakeInstances fake;
	private FakeExchange exchange;
	private BotView view;

	@BeforeEach
	void openOnFakes() {
		view = bot.viewById(StudioUi.INSTANCES_VIEW);
		view.close();
		fake = new FakeInstances();
		exchange = new FakeExchange();
		fake.put(Instances.of("a", "Alpha", InstanceStatus.STOPPED));
		fake.put(Instances.of("b", "Beta", InstanceStatus.STOPPED));
		view.show();
	}

	@AfterEach
	void closeFakes() {
		view.close();
		exchange.close();
		fake.close();
	}

	private Bot open(String command, String title) {
		bot.menu("Instance").menu(command).click();
		return bot.shell(title).activate().bot();
	}

	private void click(Bot dialog, String button) {
		Control control = dialog.button(button).widget;
		bot.waitUntil(button + " can be pressed", control::isEnabled);
		dialog.button(button).click();
	}

	private void drop(Path file) {
		UiThread.run(() -> ImportDrop.open(PlatformUI.getWorkbench().getActiveWorkbenchWindow(), file));
	}

	@Test
	void eachWizardHasAPicture() {
		for (Wizard wizard : List.of(new ImportWizard(), new ExportWizard(), new MigrationWizard(null, null))) {
			assertThat(UiThread.call(() -> wizard.getDefaultPageImage().getBounds().width)).as(wizard.getWindowTitle()).isEqualTo(64);
			UiThread.run(wizard::dispose);
		}
	}

	@Test
	void exportsWhatIsChecked() throws Exception {
		Bot dialog = open("Export...", "Export Instances");
		assertThat(dialog.button("Finish").isEnabled()).isFalse();
		dialog.textWithLabel("To file:").setText("relative.json");
		Texts.await(bot, "whole path");
		dialog.textWithLabel("To file:").setText(directory.resolve("out.json").toString());
		BotTable instances = dialog.table();
		assertThat(UiThread.call(() -> Stream.of(instances.widget.getItems()).allMatch(item -> item.getChecked()))).isTrue();
		dialog.button("Deselect All").click();
		Control finish = dialog.button("Finish").widget;
		bot.waitUntil("it can't be finished", () -> !finish.isEnabled());
		dialog.button("Select All").click();
		click(dialog, "Finish");
		bot.waitUntil("it was exported", () -> exchange.asked.contains("export [a, b] to out.json"));
		Texts.await(bot, "Written to out.json, secrets without their values:");
		Bot report = bot.shell("Export Instances").bot();
		assertThat(report.text().getText()).isEqualTo(directory.resolve("out.json") + "\n\nAlpha\nBeta");
		report.button("Close").click();
	}

	@Test
	void endsAnExportThatTakesTooLong() {
		CompletableFuture<Integer> endless = new CompletableFuture<>();
		exchange.exporting = endless;
		Bot dialog = open("Export...", "Export Instances");
		dialog.textWithLabel("To file:").setText(directory.resolve("out.json").toString());
		click(dialog, "Finish");
		bot.waitUntil("it exports", () -> exchange.asked.contains("export [a, b] to out.json"));
		click(dialog, "Cancel");
		bot.waitUntil("it was ended", endless::isCancelled);
		Control finish = dialog.button("Finish").widget;
		bot.waitUntil("it can be tried again", () -> finish.isEnabled());
		exchange.exporting = null;
		click(dialog, "Finish");
		Texts.await(bot, "Written to out.json");
		bot.shell("Export Instances").bot().button("Close").click();
	}

	@Test
	void asksBeforeAFileIsReplaced() throws Exception {
		Path file = Files.writeString(directory.resolve("there.json"), "{}");
		Bot dialog = open("Export...", "Export Instances");
		dialog.textWithLabel("To file:").setText(file.toString());
		click(dialog, "Finish");
		Texts.await(bot, "is there already");
		bot.button("No").click();
		assertThat(exchange.asked).isEmpty();
		dialog.button("Cancel").click();
	}

	@Test
	void importsAfterAConflictWasMended() {
		exchange.items = List.of(FakeExchange.item("New", 9000), FakeExchange.item("Clash", 8188));
		Bot dialog = open("Import...", "Import Instances");
		dialog.textWithLabel("From file:").setText(directory.resolve("in.json").toString());
		click(dialog, "Next >");
		BotTable table = dialog.table();
		bot.waitUntil("the plan is shown", () -> table.widget.getItemCount() == 2);
		assertThat(table.rows()).containsExactly(List.of("New", "9000", "new", "add", "file"), List.of("Clash", "8188", "conflict", "add", "file"));
		assertThat(dialog.button("Finish").isEnabled()).isFalse();
		assertThat(dialog.visibleTexts()).contains("Error: " + FakeExchange.TAKEN);
		click(dialog, "Use port 8200");
		click(dialog, "Finish");
		Texts.await(bot, "All of it came over.");
		bot.shell("Import Instances").bot().button("Close").click();
		assertThat(exchange.applied.get(0).items()).extracting(item -> item.incoming().port()).containsExactly(9000, 8200);
	}

	@Test
	void editsNameAndPortInPlaceByKeyboardAndSkips() {
		exchange.items = List.of(FakeExchange.item("New", 9000), FakeExchange.item("Clash", 8188));
		drop(directory.resolve("in.json"));
		BotShell shell = bot.shell("Import Instances").activate();
		Bot dialog = shell.bot();
		BotTable table = dialog.table();
		bot.waitUntil("the plan is shown", () -> table.widget.getItemCount() == 2);
		bot.waitUntil("the plan has the keyboard", table.widget::isFocusControl);
		CompletableFuture<Void> hold = new CompletableFuture<>();
		exchange.holdReview = hold;
		Keyboard keyboard = bot.keyboard();
		keyboard.pressShortcut(SWT.NONE, SWT.F2);
		awaitEditor("the name", "Clash");
		keyboard.typeText("Other");
		keyboard.pressShortcut(SWT.NONE, SWT.TAB);
		awaitEditor("the port", "8188");
		assertThat(table.cell(1, 0)).isEqualTo("Other");
		assertThat(dialog.button("Finish").isEnabled()).as("it is being checked").isFalse();
		keyboard.typeText("82");
		hold.complete(null);
		Texts.await(bot, "One instance can't come in as it is");
		keyboard.typeText("00");
		keyboard.pressShortcut(SWT.NONE, SWT.CR);
		bot.waitUntil("the port is entered", () -> table.widget.getItem(1).getText(1).equals("8200"));
		Control finish = dialog.button("Finish").widget;
		bot.waitUntil("it was checked", finish::isEnabled);
		bot.waitUntil("the plan has the keyboard again", table.widget::isFocusControl);
		keyboard.pressShortcut(SWT.NONE, SWT.ARROW_UP);
		keyboard.pressShortcut(SWT.NONE, SWT.ARROW_RIGHT);
		keyboard.pressShortcut(SWT.NONE, SWT.ARROW_RIGHT);
		keyboard.pressShortcut(SWT.NONE, SWT.CR);
		bot.waitUntil("the action is edited", () -> Display.getDefault().getFocusControl() != table.widget);
		keyboard.pressShortcut(SWT.NONE, SWT.ARROW_DOWN);
		keyboard.pressShortcut(SWT.NONE, SWT.CR);
		bot.waitUntil("the first is skipped", () -> table.widget.getItem(0).getText(3).equals("skip"));
		bot.waitUntil("it was checked again", finish::isEnabled);
		keyboard.pressShortcut(SWT.ALT, 'f');
		shell.waitUntilClosed();
		Texts.await(bot, "All of it came over.");
		BotShell report = bot.shell("Import Instances");
		keyboard.pressShortcut(SWT.NONE, SWT.CR);
		report.waitUntilClosed();
		assertThat(exchange.applied.get(0).items()).extracting(item -> item.incoming().name(), item -> item.incoming().port(), ImportItem::action)
				.containsExactly(tuple("New", 9000, ImportItem.Action.SKIP), tuple("Other", 8200, ImportItem.Action.ADD));
	}

	private void awaitEditor(String what, String text) {
		bot.waitUntil(what + " is edited", () -> Display.getDefault().getFocusControl() instanceof Text editor && editor.getText().equals(text));
	}

	@Test
	void staysOpenAndTellsWhenNothingWasDone() {
		exchange.items = List.of(FakeExchange.item("New", 9000));
		drop(directory.resolve("in.json"));
		Bot dialog = bot.shell("Import Instances").bot();
		BotTable table = dialog.table();
		bot.waitUntil("the plan is shown", () -> table.widget.getItemCount() == 1);
		exchange.failure = "The disk is full. Nothing was changed.";
		click(dialog, "Finish");
		Texts.await(bot, "The disk is full.");
		click(dialog, "Cancel");
		assertThat(exchange.applied).isEmpty();
	}

	@Test
	void tellsThatADroppedFileIsNone() {
		exchange.failure = "in.json is no file of instances.";
		drop(directory.resolve("in.json"));
		Bot problem = bot.shell("Import Instances").bot();
		assertThat(problem.visibleTexts()).contains("in.json is no file of instances.");
		problem.button("OK").click();
	}

	@Test
	void comparesABackupAndRestoresItWhenConfirmed() {
		InstanceConfiguration now = InstanceConfiguration.builder("a", "Alpha").build();
		exchange.backups = List.of(new Backup(Path.of("/backups/2.json"), Instant.parse("2026-01-02T10:00:00Z"), List.of("Alpha"), null),
				new Backup(Path.of("/backups/1.json"), Instant.parse("2026-01-01T10:00:00Z"), List.of(), "It can't be read."));
		exchange.differences = List.of(new Difference(now, now.toBuilder().port(9000).build(), List.of(new Difference.Field("port", "8188", "9000"))),
				new Difference(null, InstanceConfiguration.builder("b", "Beta").build(), List.of()),
				new Difference(null, null, List.of(new Difference.Field("activeInstance", "Alpha", "-"))));
		Bot dialog = open("Restore...", "Restore Configuration");
		Tree tree = dialog.widget(Tree.class);
		bot.waitUntil("it compares", () -> tree.getItemCount() == 3);
		assertThat(UiThread.call(() -> tree.getItem(0).getItem(0).getText(0))).isEqualTo("Port");
		assertThat(UiThread.call(() -> tree.getItem(0).getItem(0).getText(2))).isEqualTo("9000");
		assertThat(UiThread.call(() -> tree.getItem(2).getItem(0).getText(0))).isEqualTo("Active instance");
		assertThat(UiThread.call(() -> tree.getItem(1).getText(2))).isEqualTo("comes back");
		dialog.table().getTableItem(1).select();
		Control restore = dialog.button("Restore").widget;
		bot.waitUntil("an unreadable one can't be restored", () -> !restore.isEnabled());
		dialog.table().getTableItem(0).select();
		click(dialog, "Restore");
		Texts.await(bot, "Make the configuration");
		assertThat(exchange.asked).isEmpty();
		bot.button("Restore").click();
		bot.waitUntil("it is restored", () -> exchange.asked.contains("restore 2.json"));
	}

	@Test
	void theColumnsOfAComparisonAreAsTheyWereLeft() {
		exchange.backups = List.of(new Backup(Path.of("/backups/2.json"), Instant.parse("2026-01-02T10:00:00Z"), List.of("Alpha"), null));
		Bot dialog = open("Restore...", "Restore Configuration");
		Tree tree = dialog.widget(Tree.class);
		UiThread.run(() -> {
			tree.getColumn(0).setWidth(251);
			tree.setColumnOrder(new int[] { 0, 2, 1 });
		});
		dialog.button("Cancel").click();
		bot.waitUntil("it is closed", tree::isDisposed);
		Bot again = open("Restore...", "Restore Configuration");
		Tree same = again.widget(Tree.class);
		assertThat(UiThread.call(() -> same.getColumn(0).getWidth())).isEqualTo(251);
		assertThat(UiThread.call(same::getColumnOrder)).containsExactly(0, 2, 1);
		again.button("Cancel").click();
		UiThread.run(() -> ColumnState.NONE.write(KeptSettings.section("table.differences")));
	}

	@Test
	void stopsASearchAndMigratesWhatIsChosen() {
		CompletableFuture<List<FoundSetup>> endless = new CompletableFuture<>();
		exchange.found = endless;
		exchange.items = List.of(FakeExchange.item("Legacy Instance", 9000));
		Bot dialog = open("Migrate from Another Program...", "Migrate from Another Program");
		click(dialog, "Stop");
		bot.waitUntil("the search was stopped", endless::isCancelled);
		InstanceConfiguration one = InstanceConfiguration.builder("x", "ComfyUI").build();
		exchange.found = CompletableFuture.completedFuture(
				List.of(new FoundSetup("comfy-cli", "comfy-cli", Path.of("/home/u/.config/comfy-cli"), List.of(one), one, true, List.of("A note.")),
						new FoundSetup("server", "Running server", null, List.of(one), null, false, List.of())));
		dialog.button("Search Again").click();
		BotTable table = dialog.table();
		bot.waitUntil("both are shown", () -> table.widget.getItemCount() == 2);
		assertThat(dialog.visibleTexts()).anyMatch(text -> text.contains("A note."));
		UiThread.run(() -> table.widget.getItem(1).setChecked(false));
		click(dialog, "Next >");
		BotTable preview = dialog.table();
		bot.waitUntil("the plan is shown", () -> preview.widget.getItemCount() == 1);
		assertThat(exchange.asked).containsExactly("plan [comfy-cli]");
		click(dialog, "Finish");
		Texts.await(bot, "All of it came over.");
		bot.shell("Migrate from Another Program").bot().button("Close").click();
	}

	@Test
	void whatIsSortedStaysCheckedAndItsColumnsStay() {
		InstanceConfiguration one = InstanceConfiguration.builder("x", "ComfyUI").build();
		exchange.found = CompletableFuture.completedFuture(List.of(
				new FoundSetup("b", "Beta", Path.of("/b"), List.of(one), one, true, List.of()),
				new FoundSetup("a", "Alpha", Path.of("/a"), List.of(one), one, true, List.of())));
		Bot dialog = open("Migrate from Another Program...", "Migrate from Another Program");
		BotTable table = dialog.table();
		bot.waitUntil("both are shown", () -> table.widget.getItemCount() == 2);
		UiThread.run(() -> {
			table.widget.getItem(0).setChecked(false);
			table.widget.getColumn(0).notifyListeners(SWT.Selection, new Event());
			assertThat(Stream.of(table.widget.getItems()).map(item -> item.getText() + item.getChecked())).containsExactly("Alphatrue", "Betafalse");
			table.widget.setColumnOrder(new int[] { 2, 0, 1 });
		});
		dialog.button("Cancel").click();
		bot.waitUntil("it is closed", table.widget::isDisposed);
		Bot again = open("Migrate from Another Program...", "Migrate from Another Program");
		BotTable same = again.table();
		bot.waitUntil("both are shown again", () -> same.widget.getItemCount() == 2);
		assertThat(same.rows()).extracting(row -> row.get(0)).containsExactly("Alpha", "Beta");
		assertThat(UiThread.call(same.widget::getColumnOrder)).containsExactly(2, 0, 1);
		again.button("Cancel").click();
		UiThread.run(() -> ColumnState.NONE.write(KeptSettings.section("table.found")));
	}

	@Test
	void leavesNothingRunningWhenItIsClosedWhileItSearches() {
		CompletableFuture<List<FoundSetup>> endless = new CompletableFuture<>();
		exchange.found = endless;
		Bot dialog = open("Migrate from Another Program...", "Migrate from Another Program");
		dialog.button("Cancel").click();
		bot.waitUntil("the search was ended", endless::isCancelled);
	}
}
