// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests.instances;

import static org.assertj.core.api.Assertions.assertThat;

import org.creativestudio.comfyui.core.FleetSettings;
import org.creativestudio.comfyui.testing.ui.UiGuard;
import org.creativestudio.comfyui.testing.ui.UiThread;
import org.creativestudio.comfyui.testing.ui.WorkbenchBot;
import org.creativestudio.comfyui.ui.internal.balancing.StrategySwitcher;
import org.creativestudio.comfyui.ui.tests.StopsInstances;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.ui.PlatformUI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The strategy in the toolbar. */
@ExtendWith({ UiGuard.class, StopsInstances.class })
class StrategySwitcherTest {

	private final WorkbenchBot bot = new WorkbenchBot();
	private FakeInstances instances;
	private Shell shell;
	private ToolItem item;

	@BeforeEach
	void showAlone() {
		instances = new FakeInstances();
		shell = UiThread.call(() -> {
			Shell created = new Shell(Display.getDefault());
			created.setLayout(new FillLayout());
			StrategySwitcher switcher = new StrategySwitcher();
			switcher.setWorkbenchWindow(PlatformUI.getWorkbench().getWorkbenchWindows()[0]);
			switcher.fill(created);
			return created;
		});
		item = UiThread.call(() -> ((ToolBar) shell.getChildren()[0]).getItem(0));
	}

	@AfterEach
	void close() {
		UiThread.run(shell::dispose);
		instances.close();
	}

	@Test
	void followsTheSettings() {
		instances.changeSettings(settings -> settings.strategy("round-robin"));
		bot.waitUntil("it is shown", () -> item.getText().equals("Strategy: Round-robin"));
		assertThat(UiThread.call(item::getToolTipText)).contains("Gives each instance its turn.");
		instances.changeSettings(settings -> FleetSettings.DEFAULTS);
		bot.waitUntil("the usual one is shown", () -> item.getText().equals("Strategy: Shortest completion"));
	}

	@Test
	void offersAllStrategiesWithWhatTheyDo() {
		assertThat(bot.menuOf(item).menuItems()).contains("Round-robin \u2013 Gives each instance its turn.", "Compare Strategies...", "Preferences...");
		bot.menuOf(item).menu("Random \u2013 Chooses any instance by lot.").click();
		bot.waitUntil("it is stored", () -> "random".equals(instances.settings.get().strategy()));
	}

	@Test
	void listensOnlyWhileItIsOpen() {
		int open = instances.listenerCount();
		UiThread.run(shell::dispose);
		assertThat(instances.listenerCount()).isEqualTo(open - 1);
	}
}
