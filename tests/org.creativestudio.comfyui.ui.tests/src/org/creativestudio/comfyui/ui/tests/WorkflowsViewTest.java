// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.creativestudio.comfyui.testing.ui.BotShell;
import org.creativestudio.comfyui.testing.ui.BotTable;
import org.creativestudio.comfyui.testing.ui.BotToolbarButton;
import org.creativestudio.comfyui.testing.ui.BotView;
import org.creativestudio.comfyui.testing.ui.UiGuard;
import org.creativestudio.comfyui.testing.ui.UiThread;
import org.creativestudio.comfyui.testing.ui.WorkbenchBot;
import org.creativestudio.comfyui.ui.StudioUi;
import org.creativestudio.comfyui.ui.internal.run.Commands;
import org.creativestudio.comfyui.workflow.JobError;
import org.creativestudio.comfyui.workflow.JobProgress;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.creativestudio.comfyui.workflow.JobState;
import org.creativestudio.comfyui.workflow.WorkflowOptions;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
import org.eclipse.ui.IWorkbenchPart;
import org.eclipse.ui.part.ViewPart;
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

	/** The guard tells if the window does not answer meanwhile. */
	@Test
	void thousandsOfJobsGetTheirRowsWhileTheWindowAnswers() {
		BotTable table = longTable();
		assertThat(table.cell(0, 0)).isEqualTo("job 1999.json");
		assertThat(table.cell(1_999, 0)).isEqualTo("job 0.json");
		sortBy(table, 0);
		bot.waitUntil("each has its row in the other order", () -> table.widget.getItemCount() == 2_000
				&& table.widget.getItem(0).getText().equals("job 0.json"));
		sortBy(table, 0);
		sortBy(table, 0);
		bot.waitUntil("each has its row as before", () -> table.widget.getItemCount() == 2_000
				&& table.widget.getItem(0).getText().equals("job 1999.json"));
	}

	/** Looks between its steps at a table that is sorted by name. */
	private static final class Looks implements Runnable {
		private final Table table;
		/** What stood in the first row while rows were taken away. */
		private final List<String> first = new ArrayList<>();
		/** What is done when rows have come again, and not all are there yet. */
		private @Nullable Runnable whenTheyCome;

		Looks(Table table, Runnable whenTheyCome) {
			this.table = table;
			this.whenTheyCome = whenTheyCome;
		}

		@Override
		public void run() {
			if (table.isDisposed())
				return;
			String text = table.getItemCount() == 0 ? "" : table.getItem(0).getText();
			if (text.equals("job 0.json")) {
				whenTheyCome.run();
				whenTheyCome = null;
				return;
			}
			if (table.getItemCount() < 2_000)
				first.add(text);
			table.getDisplay().timerExec(1, this);
		}
	}

	@Test
	void aLongTableIsEmptiedFromBelowAndKeepsItsSelectionThoughItIsSortedTwice() {
		BotTable table = longTable();
		table.getTableItem("job 1990.json").select();
		Looks looks = new Looks(table.widget, () -> table.widget.getColumn(0).notifyListeners(SWT.Selection, new Event()));
		UiThread.run(looks);
		sortBy(table, 0);
		bot.waitUntil("it is sorted twice, and selected", () -> looks.whenTheyCome == null && table.widget.getItemCount() == 2_000
				&& table.widget.getSelectionCount() == 1 && table.widget.getSelection()[0].getText().equals("job 1990.json"));
		assertThat(looks.first).containsOnly("job 1999.json");
		sortBy(table, 0);
	}

	@Test
	void whatTheUserSelectsWhileRowsComeStaysSelected() {
		BotTable table = longTable();
		table.getTableItem("job 1990.json").select();
		Looks looks = new Looks(table.widget, () -> {
			table.widget.setSelection(0);
			table.widget.notifyListeners(SWT.Selection, new Event());
		});
		UiThread.run(looks);
		sortBy(table, 0);
		bot.waitUntil("all rows are there", () -> looks.whenTheyCome == null && table.widget.getItemCount() == 2_000);
		assertThat(UiThread.call(() -> table.widget.getSelection()[0].getText())).isEqualTo("job 0.json");
		sortBy(table, 0);
		sortBy(table, 0);
	}

	private BotTable longTable() {
		view.close();
		for (int i = 0; i < 2_000; i++)
			workflows.add("job " + i + ".json", WorkflowOptions.defaults());
		view.show();
		BotTable table = view.bot().table();
		bot.waitUntil("each has its row", () -> table.widget.getItemCount() == 2_000);
		return table;
	}

	private static void sortBy(BotTable table, int column) {
		UiThread.run(() -> table.widget.getColumn(column).notifyListeners(SWT.Selection, new Event()));
	}

	@Test
	void aJobMovesWhereItsStateBelongsAndStaysSelected() {
		for (String name : List.of("a", "b", "c"))
			workflows.add(name, WorkflowOptions.defaults());
		BotTable table = view.bot().table();
		bot.waitUntil("all are there", () -> table.widget.getItemCount() == 3);
		table.getTableItem("c").select();
		sortBy(table, STATE);
		try {
			bot.waitUntil("c is selected", () -> table.widget.getSelectionCount() == 1 && table.widget.getSelection()[0].getText().equals("c"));
			workflows.finish("job3", List.of());
			bot.waitUntil("it is the last", () -> table.widget.getItem(2).getText().equals("c"));
			assertThat(table.rows()).extracting(row -> row.get(0)).containsExactly("b", "a", "c");
			assertThat(UiThread.call(() -> table.widget.getSelection()[0].getText())).isEqualTo("c");
		} finally {
			sortBy(table, STATE);
			sortBy(table, STATE);
		}
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
	void retriesOnlyWhatFailedOrWasCancelled() {
		workflows.add("broken.json", WorkflowOptions.defaults());
		workflows.add("waiting.json", WorkflowOptions.defaults());
		workflows.fail("job1", new JobError(JobError.Kind.EXECUTION, "out of memory", List.of()));
		BotTable table = view.bot().table();
		bot.waitUntil("the row says failed", () -> table.widget.getItemCount() == 2 && table.widget.getItem(1).getText(STATE).equals("failed"));
		assertThat(table.getTableItem("waiting.json").contextMenu().menu("Retry").isEnabled()).isFalse();
		table.getTableItem("broken.json").contextMenu().menu("Retry").click();
		bot.waitUntil("there are three rows", () -> table.widget.getItemCount() == 3);
		assertThat(workflows.asked).containsExactly("retry job1");
	}

	@Test
	void letsAWaitingJobGoEarlier() {
		workflows.add("urgent.json", WorkflowOptions.defaults().priority(4));
		BotTable table = view.bot().table();
		table.getTableItem("urgent.json").contextMenu().menu("Priority").menu("Higher").click();
		bot.waitUntil("it was asked for", () -> workflows.asked.equals(List.of("priority job1 5")));
		bot.waitUntil("it is shown", () -> table.widget.getItem(0).getText(WHY).equals("Priority +5: waits for a free instance"));
		bot.waitUntil("the view knows", () -> table.widget.getItem(0).getData() instanceof JobSnapshot job && job.options().priority() == 5);
		table.getTableItem("urgent.json").contextMenu().menu("Priority").menu("Normal").click();
		bot.waitUntil("it was asked for", () -> workflows.asked.equals(List.of("priority job1 5", "priority job1 0")));
	}

	@Test
	void pausesTheQueueAndSaysSo() {
		workflows.add("waiting.json", WorkflowOptions.defaults());
		BotToolbarButton pause = view.toolbarButton("Pause Queue");
		pause.click();
		bot.waitUntil("the button is pressed", () -> pause.widget.getSelection());
		assertThat(contentDescription()).startsWith("The queue is paused");
		pause.click();
		bot.waitUntil("the button is not pressed", () -> !pause.widget.getSelection());
		assertThat(contentDescription()).isEmpty();
		assertThat(workflows.asked).containsExactly("pause", "resume");
	}

	@Test
	void showsThatAnotherProgramPausedTheQueue() {
		ViewPart part = (ViewPart) view.part();
		workflows.setPaused(true);
		bot.waitUntil("it says so", () -> !part.getContentDescription().isEmpty());
		view.close();
		view.show();
		assertThat(contentDescription()).startsWith("The queue is paused");
	}

	private String contentDescription() {
		return ((ViewPart) view.part()).getContentDescription();
	}

	@Test
	void writesTheQueueToAFileAndReadsOne() {
		execute("org.creativestudio.comfyui.ui.jobs.export", "monday.json");
		bot.waitUntil("it was exported", () -> workflows.asked.equals(List.of("export monday.json")));
		execute("org.creativestudio.comfyui.ui.jobs.import", "monday.json");
		bot.waitUntil("it was imported", () -> workflows.asked.equals(List.of("export monday.json", "import monday.json")));
		execute("org.creativestudio.comfyui.ui.jobs.import", "bad.json");
		BotShell problem = bot.shell("Problem Occurred");
		assertThat(problem.bot().visibleTexts()).anyMatch(text -> text.contains("bad.json holds no queue."));
		problem.bot().button("OK").click();
		problem.waitUntilClosed();
	}

	private void execute(String command, String file) {
		IWorkbenchPart part = view.part();
		UiThread.run(() -> Commands.execute(part.getSite(), command, Map.of("org.creativestudio.comfyui.ui.jobs.file", file)));
	}

	@Test
	void offersTheQueueInTheMenuToo() {
		assertThat(bot.menu("Workflow").menuItems()).contains("Pause Queue", "Export Queue...", "Import Queue...");
	}

	@Test
	void listensOnlyWhileItIsOpen() {
		int open = workflows.listenerCount();
		view.close();
		assertThat(workflows.listenerCount()).as("its own two, and those of its outline").isLessThanOrEqualTo(open - 2);
	}
}
