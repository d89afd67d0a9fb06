// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests;

import static org.assertj.core.api.Assertions.assertThat;

import org.creativestudio.comfyui.testing.ui.BotView;
import org.creativestudio.comfyui.testing.ui.UiGuard;
import org.creativestudio.comfyui.testing.ui.UiThread;
import org.creativestudio.comfyui.testing.ui.WorkbenchBot;
import org.creativestudio.comfyui.ui.StudioUi;
import org.eclipse.help.HelpSystem;
import org.eclipse.help.IContext;
import org.eclipse.help.IHelpResource;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.IViewPart;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** F1 in a view: the workbench keeps the id of the help at the control, and the guide's bundle has the help of that id. */
@Tag("installed")
@ExtendWith(UiGuard.class)
class ViewHelpTest {

	/** Where the workbench's help system keeps it. */
	private static final String KEY = "org.eclipse.ui.help";

	private final WorkbenchBot bot = new WorkbenchBot();

	@ParameterizedTest
	@ValueSource(strings = { StudioUi.INSTANCES_VIEW, StudioUi.WORKFLOWS_VIEW, StudioUi.OUTPUTS_VIEW, StudioUi.METRICS_VIEW,
			StudioUi.QUEUE_VIEW, StudioUi.NOTIFICATIONS_VIEW })
	void everyViewHasItsHelp(String id) {
		BotView view = bot.viewById(id);
		view.close();
		view.show();
		IViewPart part = view.part();
		Composite control = UiThread.call(() -> part.getSite().getService(Composite.class));
		bot.waitUntil("the view has help", () -> control.getData(KEY) != null);
		IContext context = HelpSystem.getContext((String) UiThread.call(() -> control.getData(KEY)));
		assertThat(context).isNotNull();
		assertThat(context.getRelatedTopics()).isNotEmpty().extracting(IHelpResource::getHref)
				.allMatch(href -> href.startsWith("/org.creativestudio.comfyui.help/html/"));
		view.close(); // in this perspective; from another one it could not be closed
	}
}
