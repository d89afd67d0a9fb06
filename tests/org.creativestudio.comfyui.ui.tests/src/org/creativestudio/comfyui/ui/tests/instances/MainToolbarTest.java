// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests.instances;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

import org.creativestudio.comfyui.testing.ui.UiGuard;
import org.creativestudio.comfyui.testing.ui.UiThread;
import org.creativestudio.comfyui.testing.ui.WorkbenchBot;
import org.creativestudio.comfyui.ui.internal.active.ToolbarEnd;
import org.creativestudio.comfyui.ui.tests.StopsInstances;
import org.eclipse.e4.ui.model.application.ui.MElementContainer;
import org.eclipse.e4.ui.model.application.ui.MUIElement;
import org.eclipse.e4.ui.model.application.ui.basic.MWindow;
import org.eclipse.e4.ui.workbench.IWorkbench;
import org.eclipse.e4.ui.workbench.modeling.EModelService;
import org.eclipse.ui.IWorkbenchWindow;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What we add to the toolbar of the window is there, whole and at its end, whatever is done with perspectives and windows. */
@Tag("installed")
@ExtendWith({ UiGuard.class, StopsInstances.class })
class MainToolbarTest {

	private final WorkbenchBot bot = new WorkbenchBot();
	@RegisterExtension
	private final MainToolbar toolbar = new MainToolbar();

	@Test
	void hasTheSwitchersAtItsEndAndRunAtItsBeginning() {
		toolbar.await();
	}

	@Test
	void staysWhenThePerspectiveIsReset() {
		for (int time = 0; time < 3; time++) {
			bot.resetPerspective();
			toolbar.await();
		}
	}

	/** A restored window has them behind all else, for the space is there already when the platform adds them. */
	@Test
	void isAtItsPlaceInAWindowOfTheLastTime() {
		IWorkbenchWindow window = toolbar.window();
		EModelService model = window.getService(EModelService.class);
		UiThread.run(() -> {
			MUIElement space = model.find("PerspectiveSpacer", window.getService(MWindow.class));
			MElementContainer<MUIElement> trim = space.getParent();
			List<MUIElement> ours = Stream.of("active", "strategy")
					.map(name -> model.find("org.creativestudio.comfyui.ui." + name + ".toolbar", window.getService(MWindow.class))).toList();
			assertThat(ours).as("are made anew each time").allSatisfy(
					each -> assertThat(each.getPersistedState()).containsEntry(IWorkbench.PERSIST_STATE, "false"));
			trim.getChildren().removeAll(ours);
			trim.getChildren().addAll(ours);
			ToolbarEnd.claim(window, window.getShell().getDisplay());
		});
		toolbar.await();
		assertThat(UiThread.call(() -> {
			List<MUIElement> all = model.find("PerspectiveSpacer", window.getService(MWindow.class)).getParent().getChildren();
			int space = all.stream().map(MUIElement::getElementId).toList().indexOf("PerspectiveSpacer");
			return all.subList(space + 1, space + 3).stream().map(MUIElement::getElementId).toList();
		})).containsExactly("org.creativestudio.comfyui.ui.active.toolbar", "org.creativestudio.comfyui.ui.strategy.toolbar");
	}

}
