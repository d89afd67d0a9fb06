// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.core.health.Health;
import org.creativestudio.comfyui.testing.ui.BotTable;
import org.creativestudio.comfyui.testing.ui.BotView;
import org.creativestudio.comfyui.testing.ui.Condition;
import org.creativestudio.comfyui.testing.ui.UiGuard;
import org.creativestudio.comfyui.testing.ui.WorkbenchBot;
import org.creativestudio.comfyui.ui.StudioUi;
import org.eclipse.ui.IPageLayout;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a new user does first, with a real server and nothing configured. */
@ExtendWith({ UiGuard.class, StopsInstances.class })
class FirstRunTest {

	private static final long SERVER_PATIENCE_MS = 120_000;
	private static final int STATE = 2;
	private static final int WHY = 5;

	@TempDir
	Path folder;

	private final WorkbenchBot bot = new WorkbenchBot();
	private InstanceManager manager;
	private BotView workflows;
	private BotView outputs;

	@BeforeEach
	void openViewsAndStartTheDefaultInstance() {
		manager = StopsInstances.manager();
		bot.resetPerspective();
		outputs = bot.viewById(StudioUi.OUTPUTS_VIEW);
		bot.viewById(StudioUi.INSTANCES_VIEW).show();
		workflows = bot.viewById(StudioUi.WORKFLOWS_VIEW).show();
		bot.waitUntil(Condition.of(() -> !manager.getInstances().isEmpty(), () -> "no default instance"), SERVER_PATIENCE_MS);
	}

	@Test
	void makesAndStartsTheDefaultInstance() {
		assertThat(manager.getInstances()).hasSize(1);
		InstanceSnapshot instance = manager.getInstances().get(0);
		assertThat(instance.name()).isEqualTo("Default Instance");
		assertThat(instance.configuration().kind()).isIn(InstanceConfiguration.EMBEDDED, InstanceConfiguration.COMFYUI);
		manager.start(instance.id());
		bot.waitUntil(Condition.of(() -> now().status() == InstanceStatus.RUNNING && now().health().health() == Health.HEALTHY,
				() -> "the instance is " + now()), SERVER_PATIENCE_MS);
	}

	@Test
	void runsASampleAndShowsItsImage() throws IOException {
		bot.viewById(IPageLayout.ID_PROP_SHEET).show();
		workflows.show();
		bot.menu("Workflow").menu("Run File").menu("First Image").click();
		BotTable table = workflows.bot().table();
		waitForState(table, "First_Image.json", "done");
		String caption = outputs.bot().labelContaining("First_Image").getText();
		assertThat(caption).endsWith("768 × 512");
		try (Stream<Path> files = Files.walk(StudioHome.current().directory().resolve("outputs"))) {
			List<Path> images = files.filter(file -> String.valueOf(file.getFileName()).startsWith("First_Image")).toList();
			assertThat(images).isNotEmpty();
			assertThat(Files.readAllBytes(images.get(0))).startsWith(0x89, 'P', 'N', 'G');
		}
	}

	@Test
	void cancelsASlowWorkflow() {
		bot.menu("Workflow").menu("Run File").menu("Take Your Time").click();
		BotTable table = workflows.bot().table();
		waitForState(table, "Take_Your_Time.json", "running");
		table.getTableItem("Take_Your_Time.json").select();
		workflows.toolbarButton("Cancel").click();
		waitForState(table, "Take_Your_Time.json", "cancelled");
	}

	@Test
	void tellsWhichNodeTheServerDoesNotKnow() throws IOException {
		Path file = Files.writeString(folder.resolve("unknown.json"), """
				{"1": {"class_type": "NoSuchNode", "inputs": {}}, "2": {"class_type": "SaveImage", "inputs": {"images": ["1", 0],
				"filename_prefix": "x"}}}""");
		bot.menu("Workflow").menu("Run Workflow...").click();
		var dialog = bot.shell("Run Workflow").bot();
		dialog.comboBoxWithLabel("Workflow:").setText(file.toString());
		dialog.button("Run").click();
		BotTable table = workflows.bot().table();
		waitForState(table, "unknown.json", "failed");
		assertThat(table.getTableItem("unknown.json").getText(WHY)).contains("NoSuchNode");
	}

	@Test
	void tellsThatAFileIsNoWorkflow() throws IOException {
		Path file = Files.writeString(folder.resolve("broken.json"), "{ this is not JSON");
		bot.menu("Workflow").menu("Run Workflow...").click();
		var dialog = bot.shell("Run Workflow").bot();
		dialog.comboBoxWithLabel("Workflow:").setText(file.toString());
		dialog.button("Run").click();
		var problem = bot.shell("Problem Occurred");
		assertThat(problem.bot().visibleTexts()).anyMatch(text -> text.contains("broken.json"));
		problem.bot().button("OK").click();
		problem.waitUntilClosed();
	}

	private InstanceSnapshot now() {
		return manager.getInstances().get(0);
	}

	private void waitForState(BotTable table, String workflow, String state) {
		table.getTableItem(workflow);
		bot.waitUntil(Condition.of(() -> table.widget.getItem(0).getText(STATE).equals(state),
				() -> workflow + " is " + table.widget.getItem(0).getText(STATE) + ", not " + state + ": "
						+ table.widget.getItem(0).getText(WHY) + "; " + now() + "; its server says " + queueOfTheServer()),
				SERVER_PATIENCE_MS);
	}

	/** Where the job is that did not end: in our queue, or in the server's. */
	private String queueOfTheServer() {
		try {
			return String.valueOf(manager.client(now().id()).queue().get(2, TimeUnit.SECONDS));
		} catch (InterruptedException | ExecutionException | TimeoutException e) {
			return e.toString();
		}
	}
}
