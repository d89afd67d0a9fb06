// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.creativestudio.comfyui.testing.ui.BotTable;
import org.creativestudio.comfyui.testing.ui.BotView;
import org.creativestudio.comfyui.testing.ui.UiGuard;
import org.creativestudio.comfyui.testing.ui.WorkbenchBot;
import org.creativestudio.comfyui.ui.StudioUi;
import org.creativestudio.comfyui.workflow.JobError;
import org.creativestudio.comfyui.workflow.JobProgress;
import org.creativestudio.comfyui.workflow.JobState;
import org.creativestudio.comfyui.workflow.WorkflowOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({ UiGuard.class, StopsInstances.class })
class WorkflowsViewTest {

	private static final int STATE = 2;
	private static final int TIME = 4;
	private static final int WHY = 5;

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
	void saysWhatToDoWhenNothingHasRun() {
		assertThat(view.bot().link().getText()).contains("Run a workflow");
	}

	@Test
	void showsJobsNewestFirstWithStateTimeAndReason() {
		workflows.add("first.json", WorkflowOptions.defaults());
		workflows.add("second.json", WorkflowOptions.defaults());
		workflows.finish("job1", List.of());
		BotTable table = view.bot().table();
		bot.waitUntil("both rows are up to date", () -> table.widget.getItemCount() == 2
				&& table.widget.getItem(1).getText(STATE).equals("done"));
		assertThat(table.rows()).extracting(row -> row.get(0)).containsExactly("second.json", "first.json");
		assertThat(table.rows().get(1).get(TIME)).isEqualTo("9.1 s");
		assertThat(table.rows().get(0).get(WHY)).isEqualTo("waits for a free instance");
	}

	@Test
	void showsWhyAJobFailed() {
		workflows.add("broken.json", WorkflowOptions.defaults());
		workflows.fail("job1", new JobError(JobError.Kind.EXECUTION, "ImageScale failed: out of memory. Use a smaller image.", List.of()));
		BotTable table = view.bot().table();
		bot.waitUntil("the row says failed", () -> table.widget.getItem(0).getText(STATE).equals("failed"));
		assertThat(table.cell(0, WHY)).isEqualTo("ImageScale failed: out of memory. Use a smaller image.");
	}

	@Test
	void keepsTheSelectionWhileJobsChangeAndArrive() {
		workflows.add("mine.json", WorkflowOptions.defaults());
		BotTable table = view.bot().table();
		table.getTableItem("mine.json").select();
		for (int step = 0; step < 500; step++)
			workflows.run("job1", new JobProgress(1, 4, "3", "KSampler", step, 500));
		workflows.add("other.json", WorkflowOptions.defaults());
		bot.waitUntil("the other job is there", () -> table.widget.getItemCount() == 2);
		bot.waitUntil("the first job runs", () -> table.widget.getItem(1).getText(STATE).equals("running"));
		bot.waitUntil("mine.json is still selected", () -> table.widget.getSelectionCount() == 1
				&& table.widget.getSelection()[0].getText(0).equals("mine.json"));
	}

	@Test
	void cancelsTheSelectedJobFromTheToolbar() {
		workflows.add("slow.json", WorkflowOptions.defaults());
		workflows.run("job1", new JobProgress(0, 2, "1", "Wait", 0, 0));
		BotTable table = view.bot().table();
		table.getTableItem("slow.json").select();
		view.toolbarButton("Cancel").click();
		bot.waitUntil("the row says cancelled", () -> table.widget.getItem(0).getText(STATE).equals("cancelled"));
		assertThat(workflows.job("job1").state()).isEqualTo(JobState.CANCELLED);
	}

	@Test
	void clearsFinishedJobsAndLeavesTheOthers() {
		workflows.add("done.json", WorkflowOptions.defaults());
		workflows.add("waiting.json", WorkflowOptions.defaults());
		workflows.finish("job1", List.of());
		BotTable table = view.bot().table();
		bot.waitUntil("the row says done", () -> table.widget.getItemCount() == 2 && table.widget.getItem(1).getText(STATE).equals("done"));
		view.toolbarButton("Clear Finished").click();
		bot.waitUntil("one row is left", () -> table.widget.getItemCount() == 1);
		assertThat(table.cell(0, 0)).isEqualTo("waiting.json");
	}

	@Test
	void runsAJobAgainAsItWasAskedFor() {
		workflows.add("again.json", WorkflowOptions.onInstance("instance_x").seed(7L));
		workflows.finish("job1", List.of());
		BotTable table = view.bot().table();
		table.getTableItem("again.json").contextMenu().menu("Run Again").click();
		bot.waitUntil("there are two rows", () -> table.widget.getItemCount() == 2);
		assertThat(workflows.executed).containsExactly(WorkflowOptions.onInstance("instance_x").seed(7L));
	}

	@Test
	void listensOnlyWhileItIsOpen() {
		int open = workflows.listenerCount();
		view.close();
		assertThat(workflows.listenerCount()).isEqualTo(open - 1);
	}
}
