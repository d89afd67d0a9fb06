// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests.instances;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.creativestudio.comfyui.testing.ui.BotShell;
import org.creativestudio.comfyui.testing.ui.BotView;
import org.creativestudio.comfyui.testing.ui.UiGuard;
import org.creativestudio.comfyui.testing.ui.UiThread;
import org.creativestudio.comfyui.testing.ui.WorkbenchBot;
import org.creativestudio.comfyui.ui.StudioUi;
import org.creativestudio.comfyui.ui.tests.StopsInstances;
import org.eclipse.jface.action.IContributionItem;
import org.eclipse.jface.action.Separator;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;
import org.eclipse.ui.IViewSite;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the menus and toolbars of views have. */
@ExtendWith({ UiGuard.class, StopsInstances.class })
class ViewMenusTest {

	private final WorkbenchBot bot = new WorkbenchBot();

	@ParameterizedTest
	@CsvSource({ StudioUi.INSTANCES_VIEW + ",Health Launching General Security", StudioUi.WORKFLOWS_VIEW + ",General Balancing Security",
			StudioUi.OUTPUTS_VIEW + ",Security General", StudioUi.METRICS_VIEW + ",Health", StudioUi.QUEUE_VIEW + ",Balancing Health",
			StudioUi.NOTIFICATIONS_VIEW + ",Notifications", StudioUi.COMPARISON_VIEW + ",Balancing",
			StudioUi.DOCTOR_VIEW + ",General Health Balancing Launching Notifications Security" })
	void leadToThePreferencesOfTheView(String id, String pages) {
		BotView view = bot.viewById(id);
		view.show();
		view.menu("Preferences...").click();
		BotShell dialog = bot.shell("Preferences (Filtered)").activate();
		Tree tree = dialog.bot().widget(Tree.class);
		bot.waitUntil("the first of them is shown",
				() -> tree.getSelectionCount() == 1 && tree.getSelection()[0].getText().equals(pages.split(" ")[0]));
		assertThat(UiThread.call(() -> leaves(tree.getItems()))).containsExactlyInAnyOrder(pages.split(" "));
		dialog.bot().button("Cancel").click();
		dialog.waitUntilClosed();
	}

	private static List<String> leaves(TreeItem[] items) {
		List<String> texts = new ArrayList<>();
		for (TreeItem item : items)
			if (item.getItemCount() == 0)
				texts.add(item.getText());
			else
				texts.addAll(leaves(item.getItems()));
		return texts;
	}

	/** What is used all day; all else is in menus. */
	@Test
	void theToolbarOfInstancesHasFew() {
		BotView view = bot.viewById(StudioUi.INSTANCES_VIEW);
		view.show();
		IViewSite site = view.part().getViewSite();
		long count = UiThread.call(() -> Arrays.stream(site.getActionBars().getToolBarManager().getItems())
				.filter(IContributionItem::isVisible).filter(item -> !item.isSeparator() && !(item instanceof Separator) && !item.isGroupMarker())
				.count());
		assertThat(count).isBetween(5L, 8L);
	}
}
