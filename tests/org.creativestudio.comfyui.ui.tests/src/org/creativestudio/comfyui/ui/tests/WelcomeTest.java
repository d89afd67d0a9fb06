// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;

import javax.xml.parsers.DocumentBuilderFactory;

import org.creativestudio.comfyui.testing.ui.Bot;
import org.creativestudio.comfyui.testing.ui.UiGuard;
import org.creativestudio.comfyui.testing.ui.WorkbenchBot;
import org.creativestudio.comfyui.ui.StudioUi;
import org.eclipse.core.commands.ParameterizedCommand;
import org.eclipse.core.runtime.Platform;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.commands.ICommandService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What a new user is shown first, and the way from there. */
@ExtendWith(UiGuard.class)
class WelcomeTest {

	private static final String CHEAT_SHEET_VIEW = "org.eclipse.ui.cheatsheets.views.CheatSheetView";

	private final WorkbenchBot bot = new WorkbenchBot();

	@BeforeEach
	void open() {
		bot.menu("Help").menu("Welcome").click();
		bot.waitUntil("the page is open", WelcomeTest::isOpen);
	}

	@AfterEach
	void close() {
		bot.closeWelcome();
		bot.viewById(CHEAT_SHEET_VIEW).close();
	}

	private static boolean isOpen() {
		return PlatformUI.getWorkbench().getIntroManager().getIntro() != null;
	}

	private Bot page() {
		return bot.workbenchShell().bot();
	}

	@Test
	void tellsThreeSteps() {
		assertThat(page().visibleTexts()).contains("Welcome to Creative Studio", "1. See your first server", "2. Run a workflow",
				"3. Make it a fleet");
	}

	@Test
	void itsFirstLinkLeadsToTheInstances() {
		bot.viewById(StudioUi.WORKFLOWS_VIEW).show();
		bot.menu("Help").menu("Welcome").click();
		follow("Open ComfyUI Instances");
		bot.waitUntil("the page is closed", () -> !isOpen());
		bot.waitUntil("the view is active", () -> StudioUi.INSTANCES_VIEW
				.equals(PlatformUI.getWorkbench().getActiveWorkbenchWindow().getActivePage().getActivePartReference().getId()));
	}

	@Test
	void itsSecondLinkAsksForAWorkflow() {
		follow("Run a Workflow...");
		bot.shell("Run Workflow").close();
	}

	@Test
	void opensTheCheatSheet() {
		follow("Show Me Step by Step");
		bot.waitUntil("the cheat sheet is open", () -> PlatformUI.getWorkbench().getActiveWorkbenchWindow().getActivePage()
				.findView(CHEAT_SHEET_VIEW) != null);
	}

	/** A command that is renamed would leave a button that does nothing. */
	@Test
	void everyStepOfTheCheatSheetRunsACommandThatIsThere() throws Exception {
		ICommandService commands = PlatformUI.getWorkbench().getService(ICommandService.class);
		List<String> steps = serializations();
		assertThat(steps).hasSize(7);
		for (String step : steps) {
			ParameterizedCommand command = commands.deserialize(step);
			assertThat(command.getCommand().isDefined()).as(step).isTrue();
			assertThat(command.getCommand().getHandler()).as(step).isNotNull();
		}
	}

	private static List<String> serializations() throws Exception {
		URL sheet = Platform.getBundle("org.creativestudio.comfyui.help").getEntry("cheatsheets/fleet.xml");
		try (InputStream in = sheet.openStream()) {
			NodeList nodes = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in).getElementsByTagName("command");
			List<String> found = new ArrayList<>();
			for (int i = 0; i < nodes.getLength(); i++)
				found.add(((Element) nodes.item(i)).getAttribute("serialization"));
			return found;
		}
	}

	private void follow(String text) {
		page().link(text).click(text);
	}
}
