// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests.instances;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.health.Health;
import org.creativestudio.comfyui.testing.ui.BotMenu;
import org.creativestudio.comfyui.testing.ui.BotView;
import org.creativestudio.comfyui.testing.ui.UiGuard;
import org.creativestudio.comfyui.testing.ui.UiThread;
import org.creativestudio.comfyui.testing.ui.WorkbenchBot;
import org.creativestudio.comfyui.ui.StudioUi;
import org.creativestudio.comfyui.ui.internal.active.ActiveInstanceProvider;
import org.creativestudio.comfyui.ui.internal.active.ActiveInstanceSwitcher;
import org.creativestudio.comfyui.ui.internal.instances.CardGrid;
import org.creativestudio.comfyui.ui.tests.StopsInstances;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.ui.PlatformUI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("installed")
@ExtendWith({ UiGuard.class, StopsInstances.class })
class ActiveSwitcherTest {

	private final WorkbenchBot bot = new WorkbenchBot();
	/** In a window that is wide enough for all. */
	@RegisterExtension
	private final MainToolbar toolbar = new MainToolbar();
	private FakeInstances instances;
	private BotView cards;

	@BeforeEach
	void openOnFakes() {
		cards = bot.viewById(StudioUi.INSTANCES_VIEW);
		cards.close();
		instances = new FakeInstances();
		instances.put(Instances.busy("a", "Alpha"));
		instances.put(Instances.of("b", "Beta", InstanceStatus.RUNNING));
		instances.put(Instances.of("c", "Gamma", InstanceStatus.STOPPED));
	}

	@AfterEach
	void closeFakes() {
		cards.close();
		instances.close();
	}

	@Test
	void checksAllAndFreesTheMemoryOfTheSelected() {
		cards.show();
		CardGrid grid = cards.bot().widget(CardGrid.class);
		bot.waitUntil("it is there, and selected", () -> {
			grid.setSelectedIds(List.of("a"));
			return grid.getSelectedIds().equals(List.of("a"));
		});
		bot.menu("Instance").menu("Refresh").click();
		bot.waitUntil("it was asked", () -> instances.asked.contains("check a"));
		bot.menu("Instance").menu("Free Memory").click();
		bot.waitUntil("its memory is freed", () -> instances.asked.contains("free memory a"));
	}

	@Test
	void givesExpressionsTheActiveInstance() {
		ActiveInstanceProvider provider = UiThread.call(ActiveInstanceProvider::new);
		UiThread.run(() -> provider.connect(instances, Display.getDefault()));
		try {
			assertThat(UiThread.call(provider::getCurrentState)).containsEntry("org.creativestudio.comfyui.activeInstance", "")
					.containsEntry("org.creativestudio.comfyui.activeInstance.usable", false);
			instances.setActive("b");
			bot.waitUntil("it is told", () -> provider.getCurrentState().get(ActiveInstanceProvider.NAME).equals("Beta")
					&& provider.getCurrentState().get(ActiveInstanceProvider.USABLE).equals(true));
			instances.change("b", InstanceStatus.STOPPED, "");
			bot.waitUntil("it is not usable", () -> provider.getCurrentState().get(ActiveInstanceProvider.USABLE).equals(false));
		} finally {
			UiThread.run(provider::dispose);
		}
	}

	@Test
	void showsRunningInstancesAndTheFallbackInEffect() {
		Shell shell = UiThread.call(ActiveSwitcherTest::alone);
		try {
			ToolItem item = UiThread.call(() -> item(shell));
			assertThat(UiThread.call(item::getText)).isEqualTo("Active: none (balance)");
			BotMenu menu = new WorkbenchBot().menuOf(item);
			assertThat(menu.menuItems()).containsExactly("\u2713 None (balance)", "Alpha \u2013 healthy, 1 run, 2 wait",
					"Beta \u2013 healthy", "Manage...");
			instances.setActive("b");
			bot.waitUntil("it is shown", () -> item.getText().startsWith("Active: Beta \u00b7 healthy"));
			instances.put(Instances.active(Instances.of(InstanceConfiguration.builder("b", "Beta").build(), InstanceStatus.RUNNING,
					Health.UNHEALTHY, "", null, null, false), true));
			bot.waitUntil("the fallback is shown", () -> item.getText().equals("Balance \u00b7 Beta: unhealthy"));
		} finally {
			UiThread.run(shell::dispose);
		}
	}

	@Test
	void aLongNameIsCutInItsMiddleAndNothingMoves() {
		String name = "Characters and backgrounds, workstation in the basement, GPU 0";
		Shell shell = UiThread.call(ActiveSwitcherTest::alone);
		try {
			ToolItem item = UiThread.call(() -> item(shell));
			int width = UiThread.call(() -> shell.getChildren()[0].computeSize(SWT.DEFAULT, SWT.DEFAULT).x);
			instances.put(Instances.busy("d", name));
			instances.setActive("d");
			bot.waitUntil("it is shown", () -> item.getText().startsWith("Active: Chara"));
			assertThat(UiThread.call(item::getText)).matches("Active: Chara.*\u2026.*GPU 0 \u00b7 healthy \u00b7 8188");
			assertThat(UiThread.call(item::getToolTipText)).contains(name);
			assertThat(UiThread.call(() -> shell.getChildren()[0].computeSize(SWT.DEFAULT, SWT.DEFAULT).x)).isEqualTo(width);
			UiThread.run(() -> shell.setSize(shell.computeSize(SWT.DEFAULT, SWT.DEFAULT)));
			assertThat(UiThread.call(() -> item.getParent().getSize().x)).isEqualTo(UiThread.call(() -> item.getParent().computeSize(SWT.DEFAULT, SWT.DEFAULT).x));
		} finally {
			UiThread.run(shell::dispose);
		}
	}

	/** An IDE has much more in its toolbar, and a second line of it costs height. */
	@Test
	void takesLessRoomWhereTheToolbarWouldTakeASecondLine() {
		Shell window = toolbar.window().getShell();
		toolbar.await();
		int wide = UiThread.call(toolbar::widthOfActive);
		UiThread.run(() -> window.setSize(750, 700));
		bot.waitUntil("it takes less", () -> toolbar.widthOfActive() < wide - 120 && isShown(window));
		MainToolbar.widen(toolbar.window());
		bot.waitUntil("it takes what it needs", () -> toolbar.widthOfActive() == wide && isShown(window));
		toolbar.await();
	}

	private static ToolItem item(Shell shell) {
		return ((ToolBar) ((Composite) shell.getChildren()[0]).getChildren()[0]).getItem(0);
	}

	/** The switcher in a window of its own. */
	private static Shell alone() {
		Shell created = new Shell(Display.getDefault());
		created.setLayout(new FillLayout());
		ActiveInstanceSwitcher switcher = new ActiveInstanceSwitcher();
		switcher.setWorkbenchWindow(PlatformUI.getWorkbench().getWorkbenchWindows()[0]);
		switcher.fill(created);
		return created;
	}

	@Test
	void fitsIntoTheToolbarAlsoWhenThePerspectiveWasReset() {
		cards.show(); // else Properties may ask for a title of the Project Explorer, which logs an error where that is not open
		bot.resetPerspective();
		bot.waitUntil("the toolbar has it", () -> isShown(PlatformUI.getWorkbench().getWorkbenchWindows()[0].getShell()));
	}

	private static boolean isShown(Composite parent) {
		for (Control child : parent.getChildren())
			if (child instanceof ToolBar bar && Stream.of(bar.getItems()).map(ToolItem::getText)
					.anyMatch(text -> text.startsWith("Active: ") || text.startsWith("Balance ")))
				return bar.isVisible() && bar.getSize().x >= bar.computeSize(SWT.DEFAULT, SWT.DEFAULT).x;
			else if (child instanceof Composite inner && isShown(inner))
				return true;
		return false;
	}
}
