// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

import org.creativestudio.comfyui.testing.ui.BotView;
import org.creativestudio.comfyui.testing.ui.UiGuard;
import org.creativestudio.comfyui.testing.ui.WorkbenchBot;
import org.creativestudio.comfyui.ui.StudioUi;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.Platform;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.commands.ICommandService;
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

	/** A menu finds a mnemonic in its text only as it is written there. */
	@Test
	void eachStandsInItsText() {
		ICommandService commands = PlatformUI.getWorkbench().getService(ICommandService.class);
		List<IConfigurationElement> marked = Stream.of(Platform.getExtensionRegistry().getConfigurationElementsFor("org.eclipse.ui.menus"))
				.flatMap(MnemonicsTest::below)
				.filter(element -> element.getContributor().getName().startsWith("org.creativestudio") && element.getAttribute("mnemonic") != null)
				.toList();
		assertThat(marked).hasSizeGreaterThan(50).allSatisfy(element -> {
			String label = element.getAttribute("label");
			assertThat(label != null ? label : commands.getCommand(element.getAttribute("commandId")).getName())
					.contains(element.getAttribute("mnemonic"));
		});
	}

	private static Stream<IConfigurationElement> below(IConfigurationElement element) {
		return Stream.concat(Stream.of(element), Stream.of(element.getChildren()).flatMap(MnemonicsTest::below));
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
