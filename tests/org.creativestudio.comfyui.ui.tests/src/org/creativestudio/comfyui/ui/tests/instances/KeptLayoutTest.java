// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests.instances;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;

import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.notifications.Notification;
import org.creativestudio.comfyui.core.notifications.NotificationKind;
import org.creativestudio.comfyui.testing.ui.BotShell;
import org.creativestudio.comfyui.testing.ui.BotTable;
import org.creativestudio.comfyui.testing.ui.BotView;
import org.creativestudio.comfyui.testing.ui.UiGuard;
import org.creativestudio.comfyui.testing.ui.UiThread;
import org.creativestudio.comfyui.testing.ui.WorkbenchBot;
import org.creativestudio.comfyui.ui.StudioUi;
import org.creativestudio.comfyui.ui.internal.instances.PauseDialog;
import org.creativestudio.comfyui.ui.internal.kept.ColumnState;
import org.creativestudio.comfyui.ui.internal.kept.KeptSettings;
import org.creativestudio.comfyui.ui.tests.StopsInstances;
import org.eclipse.jface.dialogs.IDialogSettings;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the user made of tables and dialogs is there the next time. */
@ExtendWith({ UiGuard.class, StopsInstances.class })
class KeptLayoutTest {

	private final WorkbenchBot bot = new WorkbenchBot();
	private final BotView view = bot.viewById(StudioUi.NOTIFICATIONS_VIEW);
	private FakeInstances instances;
	private FakeNotifications notifications;

	@BeforeEach
	void openOnFakes() {
		bot.viewById(StudioUi.INSTANCES_VIEW).close();
		view.close();
		forget();
		instances = new FakeInstances();
		notifications = new FakeNotifications();
		instances.put(Instances.of("a", "Alpha", InstanceStatus.RUNNING));
		notifications.tell(told("Beta"));
		notifications.tell(told("Gamma"));
		notifications.tell(told("alpha"));
	}

	@AfterEach
	void closeFakes() {
		view.close();
		notifications.close();
		instances.close();
		forget();
	}

	private static void forget() {
		UiThread.run(() -> ColumnState.NONE.write(KeptSettings.section("table.notifications")));
	}

	private static Notification told(String message) {
		return new Notification(NotificationKind.MEMORY, Instant.now(), List.of(), message);
	}

	private Table open() {
		view.show();
		BotTable table = view.bot().table();
		bot.waitUntil("all rows are there", () -> table.widget.getItemCount() == 3);
		return table.widget;
	}

	private static List<String> messages(Table table) {
		return UiThread.call(() -> Arrays.stream(table.getItems()).map(item -> item.getText(3)).toList());
	}

	private static void click(Table table, int column) {
		UiThread.run(() -> table.getColumn(column).notifyListeners(SWT.Selection, new Event()));
	}

	@Test
	void columnsHaveTheirOrderWidthAndSortingAgain() {
		Table table = open();
		assertThat(messages(table)).as("newest first").containsExactly("alpha", "Gamma", "Beta");
		UiThread.run(() -> {
			table.setColumnOrder(new int[] { 3, 0, 1, 2 });
			table.getColumn(0).setWidth(237);
		});
		click(table, 3);
		assertThat(messages(table)).containsExactly("alpha", "Beta", "Gamma");
		click(table, 3);
		assertThat(messages(table)).containsExactly("Gamma", "Beta", "alpha");
		view.close();

		Table again = open();
		assertThat(messages(again)).containsExactly("Gamma", "Beta", "alpha");
		bot.waitUntil("the width is as it was", () -> again.getColumn(0).getWidth() == 237);
		UiThread.run(() -> {
			assertThat(again.getColumnOrder()).containsExactly(3, 0, 1, 2);
			assertThat(again.getSortColumn()).isSameAs(again.getColumn(3));
			assertThat(again.getSortDirection()).isEqualTo(SWT.DOWN);
		});
		click(again, 3);
		assertThat(messages(again)).as("as the table itself has it").containsExactly("alpha", "Gamma", "Beta");
		assertThat(UiThread.call(again::getSortColumn)).isNull();
	}

	@Test
	void noWidthIsKeptThatTheUserDidNotGive() {
		open();
		assertThat(UiThread.call(() -> ColumnState.read(KeptSettings.section("table.notifications")))).isEqualTo(ColumnState.NONE);
	}

	@Test
	void valuesOfAnotherVersionDoNotKeepAViewClosed() {
		UiThread.run(() -> {
			IDialogSettings settings = KeptSettings.section("table.notifications");
			settings.put("order", new String[] { "message", "message", "gone", "" });
			settings.put("widths", new String[] { "kind=-7", "gone=100", "time=much" });
			settings.put("sort", "gone");
			settings.put("descending", "?");
		});
		Table table = open();
		assertThat(messages(table)).containsExactly("alpha", "Gamma", "Beta");
		assertThat(UiThread.call(table::getColumnOrder)).containsExactly(0, 1, 2, 3);
	}

	@Test
	void dialogsOpenWhereTheyWereAndWithinTheScreen() {
		Shell window = bot.workbenchShell().widget;
		Rectangle screen = UiThread.call(() -> window.getMonitor().getClientArea());
		Rectangle first = new Rectangle(screen.x + 60, screen.y + 50, 640, 400);
		place(first);
		assertThat(placeOfNext()).isEqualTo(first);
		UiThread.run(() -> {
			IDialogSettings settings = KeptSettings.section("dialog.pause");
			settings.put("DIALOG_X_ORIGIN", 90_000);
			settings.put("DIALOG_Y_ORIGIN", -90_000);
			settings.put("DIALOG_WIDTH", 20_000);
			settings.put("DIALOG_HEIGHT", 3);
		});
		Rectangle next = placeOfNext();
		assertThat(screen.intersection(next)).as("all of it is on the screen").isEqualTo(next);
		assertThat(next.height).as("what is in it can be seen").isGreaterThan(100);
	}

	private BotShell ask() {
		Shell window = bot.workbenchShell().widget;
		UiThread.begin(() -> new PauseDialog(window, List.of(Instances.of("a", "Alpha", InstanceStatus.RUNNING))).open());
		return bot.shell("Pause Alpha");
	}

	private void place(Rectangle bounds) {
		BotShell dialog = ask();
		UiThread.run(() -> dialog.widget.setBounds(bounds));
		bot.waitUntil("it is there", () -> dialog.widget.getBounds().equals(bounds));
		close(dialog);
	}

	private Rectangle placeOfNext() {
		BotShell dialog = ask();
		Rectangle bounds = UiThread.call(dialog.widget::getBounds);
		close(dialog);
		return bounds;
	}

	private static void close(BotShell dialog) {
		dialog.bot().button("Cancel").click();
		dialog.waitUntilClosed();
	}
}
