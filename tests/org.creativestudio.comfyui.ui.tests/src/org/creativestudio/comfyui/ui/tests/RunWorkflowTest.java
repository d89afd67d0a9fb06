// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.creativestudio.comfyui.testing.ui.Bot;
import org.creativestudio.comfyui.testing.ui.BotShell;
import org.creativestudio.comfyui.testing.ui.BotTable;
import org.creativestudio.comfyui.testing.ui.BotView;
import org.creativestudio.comfyui.testing.ui.UiGuard;
import org.creativestudio.comfyui.testing.ui.UiThread;
import org.creativestudio.comfyui.testing.ui.WorkbenchBot;
import org.creativestudio.comfyui.ui.StudioUi;
import org.creativestudio.comfyui.ui.internal.run.OutputsToFront;
import org.creativestudio.comfyui.workflow.WorkflowOptions;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.IViewPart;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PlatformUI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith({ UiGuard.class, StopsInstances.class })
class RunWorkflowTest {

	@TempDir
	Path folder;

	private final WorkbenchBot bot = new WorkbenchBot();
	private FakeWorkflows workflows;
	private BotView view;

	@BeforeEach
	void openOnFakeJobs() {
		view = bot.viewById(StudioUi.WORKFLOWS_VIEW);
		view.close();
		workflows = new FakeWorkflows();
		view.show();
	}

	@AfterEach
	void closeFake() {
		view.close();
		workflows.close();
	}

	@Test
	void offersTheSamplesInToolbarAndMenu() {
		assertThat(bot.menu("Workflow").menu("Run File").menuItems()).contains("First Image", "Three Images", "Open File...");
	}

	@Test
	void runsASampleFromTheMenu() {
		bot.menu("Workflow").menu("Run File").menu("First Image").click();
		view.bot().table().getTableItem("First_Image.json");
		assertThat(workflows.executed).containsExactly(WorkflowOptions.defaults());
	}

	private void runFirstImage() {
		bot.menu("Workflow").menu("Run File").menu("First Image").click();
	}

	/** Properties in front of Outputs, which was not looked at yet. */
	private BotView outputsBehindProperties() {
		BotView outputs = bot.viewById(StudioUi.OUTPUTS_VIEW);
		outputs.close();
		bot.resetPerspective();
		view.show();
		return outputs;
	}

	private void finish(String job) {
		workflows.finish(job, List.of(Pictures.png(folder, job + ".png", 20, 10, 0)));
		UiThread.run(() -> {
			// what follows from it was done now
		});
	}

	private static boolean isInFront(String view) {
		IWorkbenchPage page = PlatformUI.getWorkbench().getWorkbenchWindows()[0].getActivePage();
		IViewPart part = page.findView(view);
		return part != null && page.isPartVisible(part);
	}

	@Test
	void selectsTheNewestJobAndShowsItsImagesOnce() {
		BotView outputs = outputsBehindProperties();
		workflows.add("of somebody.json", WorkflowOptions.defaults());
		BotTable table = view.bot().table();
		table.getTableItem("of somebody.json").select();
		runFirstImage();
		bot.waitUntil("the new job is selected",
				() -> table.widget.getSelectionCount() == 1 && table.widget.getSelection()[0].getText().equals("First_Image.json"));
		assertThat(UiThread.call(() -> isInFront(StudioUi.OUTPUTS_VIEW))).isFalse();
		finish("job2");
		outputs.bot().labelContaining("job2.png");
		bot.waitUntil("they are in front", () -> isInFront(StudioUi.OUTPUTS_VIEW));
		assertThat(view.isActive()).as("the keyboard stays").isTrue();
		outputs.close();
	}

	@Test
	void hidesNothingThatTheUserWorksWith() {
		BotView outputs = outputsBehindProperties();
		BotView properties = bot.viewById(IPageLayout.ID_PROP_SHEET).show();
		runFirstImage();
		view.bot().table().getTableItem("First_Image.json");
		finish("job1");
		assertThat(UiThread.call(() -> isInFront(IPageLayout.ID_PROP_SHEET))).isTrue();
		assertThat(properties.isActive()).isTrue();
		outputs.close();
	}

	@Test
	void leavesOutputsBehindWhenTheUserWantsIt() {
		BotView outputs = outputsBehindProperties();
		UiThread.run(() -> OutputsToFront.setWanted(false));
		try {
			runFirstImage();
			view.bot().table().getTableItem("First_Image.json");
			finish("job1");
			assertThat(UiThread.call(() -> isInFront(IPageLayout.ID_PROP_SHEET))).isTrue();
		} finally {
			UiThread.run(() -> OutputsToFront.setWanted(true));
			outputs.close();
		}
	}

	@Test
	void asksWhatToRunAndHowOften() throws IOException {
		Path file = Files.writeString(folder.resolve("portrait.json"), "{}");
		bot.menu("Workflow").menu("Run Workflow...").click();
		Bot dialog = bot.shell("Run Workflow").bot();
		dialog.comboBoxWithLabel("Workflow:").setText(file.toString());
		dialog.textWithMessage("as in the workflow").setText("42");
		dialog.spinnerWithLabel("Times:").setSelection(2);
		dialog.button("Run").click();
		bot.waitUntil("two jobs were asked for", () -> workflows.executed.size() == 2);
		assertThat(workflows.executed).as("one seed twice would be one image").containsExactly(WorkflowOptions.defaults().seed(42L),
				WorkflowOptions.defaults().seed(43L));
	}

	@Test
	void refusesASeedThatIsNoNumber() {
		bot.menu("Workflow").menu("Run Workflow...").click();
		BotShell shell = bot.shell("Run Workflow");
		shell.bot().comboBoxWithLabel("Workflow:").setText("any.json");
		shell.bot().textWithMessage("as in the workflow").setText("-1");
		assertThat(shell.bot().button("Run").isEnabled()).isFalse();
		assertThat(shell.bot().visibleTexts()).anyMatch(text -> text.contains("seed is a whole number"));
		shell.bot().button("Cancel").click();
		shell.waitUntilClosed();
	}

	@Test
	void opensTheDialogByKey() {
		view.show();
		// Pop-ups of earlier tests close by themselves and take the keyboard with them.
		bot.waitUntil("the window has the keyboard", () -> {
			Shell window = PlatformUI.getWorkbench().getWorkbenchWindows()[0].getShell();
			window.forceActive();
			return Display.getCurrent().getActiveShell() == window
					&& Stream.of(Display.getCurrent().getShells()).noneMatch(shell -> shell.isVisible() && (shell.getStyle() & SWT.ON_TOP) != 0);
		});
		bot.keyboard().pressShortcut(SWT.NONE, SWT.F9);
		BotShell shell = bot.shell("Run Workflow");
		shell.bot().button("Cancel").click();
		shell.waitUntilClosed();
	}

	@Test
	void tellsWhatIsWrongWithAFile() throws IOException {
		Path file = Files.writeString(folder.resolve("bad.json"), "{");
		bot.menu("Workflow").menu("Run Workflow...").click();
		Bot dialog = bot.shell("Run Workflow").bot();
		dialog.comboBoxWithLabel("Workflow:").setText(file.toString());
		dialog.button("Run").click();
		BotShell problem = bot.shell("Problem Occurred");
		assertThat(problem.bot().visibleTexts()).anyMatch(text -> text.contains("bad.json is no JSON: line 3. Export it again."));
		problem.bot().button("OK").click();
		problem.waitUntilClosed();
		assertThat(workflows.executed).isEmpty();
	}

	@Test
	void runsByTheStrategyThatIsChosen() throws IOException {
		Path file = Files.writeString(folder.resolve("portrait.json"), "{}");
		bot.menu("Workflow").menu("Run Workflow...").click();
		Bot dialog = bot.shell("Run Workflow").bot();
		dialog.comboBoxWithLabel("Workflow:").setText(file.toString());
		dialog.comboBoxWithLabel("Run on:").setSelection("By strategy: Random");
		dialog.button("Run").click();
		bot.waitUntil("a job was asked for", () -> workflows.executed.size() == 1);
		assertThat(workflows.executed).containsExactly(WorkflowOptions.withStrategy("random"));
	}
}
