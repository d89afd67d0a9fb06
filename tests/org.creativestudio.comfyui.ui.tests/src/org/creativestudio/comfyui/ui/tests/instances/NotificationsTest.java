// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests.instances;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.notifications.Notification;
import org.creativestudio.comfyui.core.notifications.NotificationKind;
import org.creativestudio.comfyui.testing.ui.BotTable;
import org.creativestudio.comfyui.testing.ui.BotView;
import org.creativestudio.comfyui.testing.ui.UiGuard;
import org.creativestudio.comfyui.testing.ui.UiThread;
import org.creativestudio.comfyui.testing.ui.WorkbenchBot;
import org.creativestudio.comfyui.ui.StudioUi;
import org.creativestudio.comfyui.ui.tests.StopsInstances;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.PlatformUI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({ UiGuard.class, StopsInstances.class })
class NotificationsTest {

	private static final Notification CRASH = new Notification(NotificationKind.CRASHED, Instant.now(), List.of("b"),
			"Beta ended with exit code 1 & <more>.");

	private final WorkbenchBot bot = new WorkbenchBot();
	private FakeInstances instances;
	private FakeNotifications notifications;
	private BotView cards;
	private BotView view;

	@BeforeEach
	void openOnFakes() {
		cards = bot.viewById(StudioUi.INSTANCES_VIEW);
		view = bot.viewById(StudioUi.NOTIFICATIONS_VIEW);
		cards.close();
		view.close();
		instances = new FakeInstances();
		notifications = new FakeNotifications();
		instances.put(Instances.of("a", "Alpha", InstanceStatus.RUNNING));
		instances.put(Instances.of("b", "Beta", InstanceStatus.ERROR));
	}

	@AfterEach
	void closeFakes() {
		view.close();
		cards.close();
		notifications.close();
		instances.close();
	}

	@Test
	void tellsInASmallWindowWithoutTakingTheFocus() {
		cards.show();
		bot.workbenchShell().activate();
		Control before = UiThread.call(() -> Display.getDefault().getFocusControl());
		notifications.tell(CRASH);
		bot.waitUntil("it is told", () -> link("Beta ended") != null);
		assertThat(UiThread.call(() -> Display.getDefault().getFocusControl() == before)).as("the focus stays").isTrue();
		assertThat(UiThread.call(NotificationsTest::titleIndent)).as("the title stands above the text, off the edge").isGreaterThan(4);
		notifications.tell(new Notification(NotificationKind.RECOVERED, Instant.now(), List.of("a"), "Alpha answers again."));
		bot.waitUntil("both are told in one window", () -> link("Beta ended") != null && link("Alpha answers") != null);
		UiThread.run(() -> {
			Link shown = link("Beta ended");
			Event event = new Event();
			event.widget = shown;
			event.text = "Show";
			shown.notifyListeners(SWT.Selection, event);
		});
		bot.waitUntil("the instance is selected", () -> selected("b"));
		assertThat(UiThread.call(() -> link("Beta ended") == null)).as("it was closed").isTrue();
	}

	/** The workbench has been running for long when the service of this test comes. */
	@Test
	void popUpsAreThereForAServiceThatComesLaterAndGoWithIt() {
		try (FakeNotifications late = new FakeNotifications()) {
			assertThat(late.listenerCount()).isEqualTo(1);
			late.tell(new Notification(NotificationKind.MEMORY, Instant.now(), List.of("a"), "GPU 0 is nearly full."));
			bot.waitUntil("it is told", () -> link("GPU 0") != null);
			late.close();
			assertThat(late.listenerCount()).isZero();
		}
	}

	/** How far its begin is from the window's edge. */
	private static int titleIndent() {
		Link text = Objects.requireNonNull(link("Beta ended"));
		Control title = Objects.requireNonNull(label(text.getShell()));
		return title.toDisplay(0, 0).x - text.getShell().getBounds().x;
	}

	/** The first one, depth first. */
	private static @Nullable Label label(Composite parent) {
		for (Control child : parent.getChildren()) {
			if (child instanceof Label label)
				return label;
			Label found = child instanceof Composite inner ? label(inner) : null;
			if (found != null)
				return found;
		}
		return null;
	}

	/** In a window of its own. */
	private static @Nullable Link link(String text) {
		for (Shell shell : Display.getDefault().getShells())
			if (shell.isVisible()) {
				Link found = link(shell, text);
				if (found != null)
					return found;
			}
		return null;
	}

	private static @Nullable Link link(Composite parent, String text) {
		for (Control child : parent.getChildren()) {
			if (child instanceof Link link && link.getText().contains(text))
				return link;
			Link found = child instanceof Composite inner ? link(inner, text) : null;
			if (found != null)
				return found;
		}
		return null;
	}

	private boolean selected(String id) {
		return PlatformUI.getWorkbench().getActiveWorkbenchWindow().getSelectionService()
				.getSelection(StudioUi.INSTANCES_VIEW) instanceof IStructuredSelection selection
				&& selection.getFirstElement() instanceof InstanceSnapshot instance && instance.id().equals(id);
	}

	@Test
	void keepsAHistoryAndClearsIt() {
		notifications.tell(CRASH);
		view.show();
		BotTable table = view.bot().table();
		bot.waitUntil("it is in the history", () -> table.widget.getItemCount() == 1);
		assertThat(table.cell(0, 0)).isEqualTo("Crashed");
		assertThat(table.cell(0, 2)).isEqualTo("Beta");
		assertThat(table.cell(0, 3)).isEqualTo("Beta ended with exit code 1 & <more>.");
		notifications.tell(new Notification(NotificationKind.MEMORY, Instant.now(), List.of(), "GPU 0 is nearly full."));
		bot.waitUntil("the newest is first", () -> table.widget.getItemCount() == 2
				&& table.widget.getItem(0).getText(3).equals("GPU 0 is nearly full."));
		table.getTableItem(1).doubleClick();
		bot.waitUntil("the instance is selected", () -> selected("b"));
		view.show();
		view.toolbarButton("Clear Notifications").click();
		bot.waitUntil("nothing is left", () -> table.widget.getItemCount() == 0);
		assertThat(notifications.history()).isEmpty();
	}

	@Test
	void listensOnlyWhileItIsOpen() {
		view.show();
		int listeners = notifications.listenerCount();
		view.close();
		assertThat(notifications.listenerCount()).isEqualTo(listeners - 1);
	}
}
