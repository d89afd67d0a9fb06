// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests;

import static org.assertj.core.api.Assertions.assertThat;

import org.creativestudio.comfyui.testing.ui.BotView;
import org.creativestudio.comfyui.testing.ui.UiGuard;
import org.creativestudio.comfyui.testing.ui.WorkbenchBot;
import org.creativestudio.comfyui.ui.StudioUi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each key means one thing in a menu. */
@ExtendWith({ UiGuard.class, StopsInstances.class })
class MnemonicsTest {

	private final WorkbenchBot bot = new WorkbenchBot();

	@Test
	void inTheMenuBar() {
		bot.viewById(StudioUi.INSTANCES_VIEW).show();
		assertThat(bot.menuBar().mnemonicClashes()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { StudioUi.INSTANCES_VIEW, StudioUi.WORKFLOWS_VIEW, StudioUi.OUTPUTS_VIEW, StudioUi.METRICS_VIEW,
			StudioUi.QUEUE_VIEW, StudioUi.NOTIFICATIONS_VIEW })
	void inTheMenusOfAView(String id) {
		BotView view = bot.viewById(id).show();
		assertThat(view.mnemonicClashes("menu")).isEmpty();
		assertThat(view.mnemonicClashes("popup")).isEmpty();
	}
}
