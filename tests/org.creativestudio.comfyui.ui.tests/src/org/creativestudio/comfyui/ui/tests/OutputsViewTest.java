// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.creativestudio.comfyui.testing.ui.BotShell;
import org.creativestudio.comfyui.testing.ui.BotToolbarButton;
import org.creativestudio.comfyui.testing.ui.BotView;
import org.creativestudio.comfyui.testing.ui.UiGuard;
import org.creativestudio.comfyui.testing.ui.UiThread;
import org.creativestudio.comfyui.testing.ui.WorkbenchBot;
import org.creativestudio.comfyui.ui.StudioUi;
import org.creativestudio.comfyui.ui.internal.outputs.OutputsView;
import org.creativestudio.comfyui.workflow.WorkflowOptions;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.PlatformUI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith({ UiGuard.class, StopsInstances.class })
class OutputsViewTest {

	@TempDir
	Path folder;

	private final WorkbenchBot bot = new WorkbenchBot();
	private FakeWorkflows workflows;
	private BotView view;

	@BeforeEach
	void openOnFakeJobs() {
		view = bot.viewById(StudioUi.OUTPUTS_VIEW);
		view.close();
		workflows = new FakeWorkflows();
		view.show();
	}

	@AfterEach
	void closeFake() {
		view.close();
		// What runs is shown there.
		bot.viewById(StudioUi.WORKFLOWS_VIEW).close();
		workflows.close();
	}

	@Test
	void showsTheImageOfAJobAsSoonAsItIsDone() {
		workflows.add("portrait.json", WorkflowOptions.defaults());
		BotToolbarButton open = view.toolbarButton("Open Image");
		bot.waitUntil("there is nothing to open yet", () -> !open.widget.isEnabled());
		workflows.finish("job1", List.of(Pictures.png(folder, "portrait_00001_.png", 320, 200, 0x336699)));
		assertThat(view.bot().labelContaining("portrait_00001_.png").getText()).isEqualTo("portrait_00001_.png – 320 × 200");
		view.toolbarButton("Copy Path").click();
		assertThat(clipboard()).isEqualTo(folder.resolve("portrait_00001_.png").toString());
	}

	@Test
	void showsTheNewestJobThatHasImages() {
		workflows.add("one.json", WorkflowOptions.defaults());
		workflows.add("two.json", WorkflowOptions.defaults());
		workflows.finish("job2", List.of(Pictures.png(folder, "two.png", 10, 10, 0)));
		view.bot().labelContaining("two.png");
		workflows.finish("job1", List.of(Pictures.png(folder, "one.png", 10, 10, 0)));
		view.bot().labelContaining("one.png");
	}

	@Test
	void saysWhyAFileCannotBeShown() throws IOException {
		workflows.add("video.json", WorkflowOptions.defaults());
		Path video = Files.write(folder.resolve("clip.webm"), new byte[] { 1, 2, 3 });
		workflows.finish("job1", List.of(video));
		view.bot().label("clip.webm");
	}

	@Test
	void saysThatAnImageWasDeletedAndShowsTheOthers() throws IOException {
		workflows.add("batch.json", WorkflowOptions.defaults());
		Path gone = Pictures.png(folder, "gone.png", 20, 10, 0);
		Path kept = Pictures.png(folder, "kept.png", 30, 10, 0);
		Files.delete(gone);
		workflows.finish("job1", List.of(gone, kept));
		view.bot().label("gone.png"); // without a size, for there is none
		view.toolbarButton("Compare Side by Side").click();
		view.bot().labelContaining("kept.png");
		assertThat(captions()).containsExactly("gone.png", "kept.png \u2013 30 \u00d7 10");
	}

	@Test
	void showsPreviewsWhileAJobRuns() throws IOException {
		workflows.add("slow.json", WorkflowOptions.defaults());
		byte[] image = Files.readAllBytes(Pictures.png(folder, "preview.png", 64, 48, 0xff0000));
		workflows.preview("job1", image);
		assertThat(view.bot().labelContaining("Preview of slow.json").getText()).contains("64 × 48");
	}

	@Test
	void keepsWhatTheUserChoseWhileAnotherJobSendsPreviews() throws IOException {
		workflows.add("old.json", WorkflowOptions.defaults());
		workflows.add("slow.json", WorkflowOptions.defaults());
		workflows.finish("job1", List.of(Pictures.png(folder, "old.png", 20, 10, 0)));
		view.bot().labelContaining("old.png");
		OutputsView outputs = (OutputsView) view.part();
		UiThread.run(() -> outputs.show(workflows.job("job1")));
		byte[] image = Files.readAllBytes(Pictures.png(folder, "preview.png", 64, 48, 0xff0000));
		workflows.preview("job2", image);
		UiThread.run(() -> {
			// the preview has arrived now
		});
		assertThat(view.part().getTitleToolTip()).isEqualTo("Outputs of old.json");
		workflows.finish("job2", List.of(Pictures.png(folder, "new.png", 20, 10, 0)));
		view.bot().labelContaining("new.png");
	}

	@Test
	void opensOnTheJobThatTheUserChoseWhateverElseThereIs() {
		workflows.add("one.json", WorkflowOptions.defaults());
		workflows.add("two.json", WorkflowOptions.defaults());
		workflows.finish("job1", List.of(Pictures.png(folder, "one.png", 20, 10, 0)));
		workflows.finish("job2", List.of(Pictures.png(folder, "two.png", 20, 10, 0)));
		view.bot().labelContaining("one.png");
		view.close();
		OutputsView outputs = UiThread.call(() -> {
			OutputsView opened = (OutputsView) PlatformUI.getWorkbench().getWorkbenchWindows()[0].getActivePage().showView(StudioUi.OUTPUTS_VIEW);
			opened.show(workflows.job("job2"));
			return opened;
		});
		UiThread.run(() -> {
			// the jobs that there are have arrived now
		});
		assertThat(outputs.getTitleToolTip()).isEqualTo("Outputs of two.json");
	}

	@Test
	void asksHowToRunTheWorkflowInsideTheImage() {
		workflows.add("portrait.json", WorkflowOptions.defaults());
		Path image = Pictures.png(folder, "portrait.png", 20, 10, 0);
		workflows.finish("job1", List.of(image));
		view.bot().labelContaining("portrait.png");
		view.toolbarButton("Load Workflow from Image").click();
		BotShell dialog = bot.shell("Run Workflow");
		Combo file = dialog.bot().comboBoxWithLabel("Workflow:").widget;
		assertThat(UiThread.call(file::getText)).isEqualTo(image.toString());
		dialog.bot().button("Run").click();
		bot.waitUntil("it was run", () -> workflows.executed.equals(List.of(WorkflowOptions.defaults())));
	}

	@Test
	void saysThatAnImageHasNoWorkflowInside() {
		workflows.add("edited.json", WorkflowOptions.defaults());
		workflows.finish("job1", List.of(Pictures.png(folder, "bad.png", 20, 10, 0)));
		view.bot().labelContaining("bad.png");
		view.toolbarButton("Load Workflow from Image").click();
		BotShell problem = bot.shell("Problem Occurred");
		problem.bot().button("OK").click();
		problem.waitUntilClosed();
		assertThat(workflows.executed).isEmpty();
	}

	@Test
	void showsTwoImagesSideBySide() {
		workflows.add("batch.json", WorkflowOptions.defaults());
		workflows.finish("job1", List.of(Pictures.png(folder, "a.png", 20, 10, 0), Pictures.png(folder, "b.png", 30, 10, 0),
				Pictures.png(folder, "c.png", 40, 10, 0)));
		view.bot().labelContaining("a.png");
		BotToolbarButton compare = view.toolbarButton("Compare Side by Side");
		compare.click();
		view.bot().labelContaining("b.png");
		assertThat(captions()).containsExactly("a.png \u2013 20 \u00d7 10", "b.png \u2013 30 \u00d7 10");
		compare.click();
		assertThat(captions()).containsExactly("a.png \u2013 20 \u00d7 10");
		assertThat(view.bot().contextMenu().menuItems()).as("of the first, which the second had too").contains("Open Image");
		compare.click();
		view.bot().labelContaining("b.png");
		compare.click();
		view.toolbarButton("Copy Path").click();
		assertThat(clipboard()).as("commands are about the first").isEqualTo(folder.resolve("a.png").toString());
	}

	@Test
	void comparesImagesOfTheJobsThatAreSelected() {
		workflows.add("one.json", WorkflowOptions.defaults());
		workflows.add("two.json", WorkflowOptions.defaults());
		workflows.finish("job1", List.of(Pictures.png(folder, "one.png", 20, 10, 0)));
		workflows.finish("job2", List.of(Pictures.png(folder, "two.png", 30, 10, 0)));
		OutputsView outputs = (OutputsView) view.part();
		UiThread.run(() -> outputs.show(workflows.job("job1"), workflows.job("job2")));
		view.toolbarButton("Compare Side by Side").click();
		view.bot().labelContaining("two.png");
		assertThat(captions()).containsExactly("one.png \u2013 20 \u00d7 10", "two.png \u2013 30 \u00d7 10");
		assertThat(outputs.getTitleToolTip()).isEqualTo("Outputs of one.json, two.json");
	}

	private List<String> captions() {
		return view.bot().visibleTexts().stream().filter(text -> text.contains(".png")).toList();
	}

	@Test
	void offersItsCommandsInTheContextMenuToo() {
		assertThat(view.bot().contextMenu().menuItems()).containsExactly("Open Image", "Open Folder", "Copy Path", "Save a Copy As",
				"Load Workflow from Image", "Compare Side by Side");
	}

	@Test
	void listensOnlyWhileItIsOpen() {
		int open = workflows.listenerCount();
		view.close();
		assertThat(workflows.listenerCount()).isEqualTo(open - 2);
	}

	private static String clipboard() {
		return UiThread.call(() -> {
			Clipboard clipboard = new Clipboard(Display.getDefault());
			try {
				return String.valueOf(clipboard.getContents(TextTransfer.getInstance()));
			} finally {
				clipboard.dispose();
			}
		});
	}
}
