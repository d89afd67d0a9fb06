// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests;

import static org.assertj.core.api.Assertions.assertThat;

import org.creativestudio.comfyui.testing.ui.UiGuard;
import org.creativestudio.comfyui.testing.ui.WorkbenchBot;
import org.creativestudio.comfyui.ui.StudioUi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({ UiGuard.class, StopsInstances.class })
class WorkbenchTest {

	private final WorkbenchBot bot = new WorkbenchBot();

	@Test
	void opensWithItsPerspective() {
		assertThat(bot.workbenchShell().getText()).isEqualTo("Creative Studio");
		assertThat(bot.perspectiveId()).isEqualTo(StudioUi.PERSPECTIVE);
	}

	@Test
	void hasTheMenusOfAWorkbenchAndItsOwn() {
		assertThat(bot.menu("File").menuItems()).contains("Open File...", "Exit");
		assertThat(bot.menu("Edit").menuItems()).contains("Copy", "Delete");
		assertThat(bot.menu("Workflow").menuItems()).contains("Run Workflow...", "Cancel", "Open Output");
		assertThat(bot.menu("Window").menuItems()).contains("Show View", "Preferences...");
		assertThat(bot.menu("Help").menuItems()).contains("About Creative Studio");
	}

	@Test
	void showsItsPerspectiveAgainAfterAReset() {
		bot.viewById(StudioUi.WORKFLOWS_VIEW).close();
		bot.resetPerspective();
		bot.viewById(StudioUi.WORKFLOWS_VIEW).show();
		assertThat(bot.viewById(StudioUi.WORKFLOWS_VIEW).getTitle()).isEqualTo("Workflows");
		assertThat(bot.viewById(StudioUi.OUTPUTS_VIEW).show().getTitle()).isEqualTo("Outputs");
	}
}
