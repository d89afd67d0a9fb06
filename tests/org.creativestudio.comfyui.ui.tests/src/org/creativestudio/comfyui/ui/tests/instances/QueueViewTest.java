// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests.instances;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.health.Health;
import org.creativestudio.comfyui.core.queue.QueueSnapshot;
import org.creativestudio.comfyui.core.queue.QueueSnapshot.Running;
import org.creativestudio.comfyui.core.queue.QueueSnapshot.Waiting;
import org.creativestudio.comfyui.testing.ui.BotShell;
import org.creativestudio.comfyui.testing.ui.BotTable;
import org.creativestudio.comfyui.testing.ui.BotView;
import org.creativestudio.comfyui.testing.ui.UiGuard;
import org.creativestudio.comfyui.testing.ui.WorkbenchBot;
import org.creativestudio.comfyui.ui.StudioUi;
import org.creativestudio.comfyui.ui.tests.FakeWorkflows;
import org.creativestudio.comfyui.ui.tests.StopsInstances;
import org.creativestudio.comfyui.workflow.JobState;
import org.creativestudio.comfyui.workflow.WorkflowOptions;
import org.eclipse.swt.widgets.Link;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({ UiGuard.class, StopsInstances.class })
class QueueViewTest {

	private final WorkbenchBot bot = new WorkbenchBot();
	private FakeInstances instances;
	private FakeQueues queues;
	private BotView view;

	@BeforeEach
	void openOnFakes() {
		bot.viewById(StudioUi.INSTANCES_VIEW).close();
		view = bot.viewById(StudioUi.QUEUE_VIEW);
		view.close();
		instances = new FakeInstances();
		queues = new FakeQueues();
		instances.put(Instances.of("a", "Alpha", InstanceStatus.RUNNING));
		queues.put(new QueueSnapshot("a", Instant.now(), true, 3,
				List.of(new Running("running-prompt", "somebody-else", "3", "KSampler", 5, 20, Instant.now(), null)),
				List.of(new Waiting("first", 1, "somebody-else", null), new Waiting("second", 2, null, null)), true));
		view.show();
	}

	@AfterEach
	void closeFakes() {
		view.close();
		queues.close();
		instances.close();
	}

	private BotTable table() {
		BotTable table = view.bot().table();
		bot.waitUntil("three prompts are shown", () -> table.widget.getItemCount() == 3);
		return table;
	}

	@Test
	void tellsWhatRunsByWhomAndWhatWaits() {
		List<List<String>> rows = table().rows();
		assertThat(rows.get(0)).startsWith("running", "Alpha", "another client (somebody\u2026)", "KSampler (node 3): 5 of 20");
		assertThat(rows.get(1)).startsWith("waiting, no. 1", "Alpha", "another client (somebody\u2026)", "");
		assertThat(rows.get(2)).startsWith("waiting, no. 2", "Alpha", "not told");
		assertThat(view.bot().link().getText()).isEqualTo("1 run, 2 wait.");
	}

	@Test
	void asksBeforeItDeletes() {
		BotTable table = table();
		select(table, 2);
		BotShell question = ask("Delete from Server Queue...", "Delete from the Queue");
		question.bot().button("Cancel").click();
		question.waitUntilClosed();
		assertThat(queues.asked).isEmpty();
		ask("Delete from Server Queue...", "Delete from the Queue").bot().button("Delete").click();
		bot.waitUntil("it was deleted", () -> queues.asked.contains("delete a [second]"));
	}

	@Test
	void clearsWithAQuestionThatNamesOthersPrompts() {
		table();
		BotShell question = ask("Clear Server Queue...", "Clear the Queue");
		assertThat(question.bot().visibleTexts()).anyMatch(text -> text.contains("2 of them are not Creative Studio's"));
		question.bot().button("Cancel").click();
		assertThat(queues.asked).isEmpty();
		ask("Clear Server Queue...", "Clear the Queue").bot().button("Clear").click();
		bot.waitUntil("the queue was cleared", () -> queues.asked.contains("clear a"));
	}

	@Test
	void interruptsWhatRuns() {
		BotTable table = table();
		select(table, 0);
		ask("Interrupt...", "Interrupt").bot().button("Interrupt").click();
		bot.waitUntil("it was interrupted", () -> queues.asked.contains("interrupt a running-prompt"));
	}

	@Test
	void saysThatMonitoringIsOffAndAsksOnDemand() {
		instances.put(Instances.of(InstanceConfiguration.builder("c", "Gamma").queueMonitoring(false).build(), InstanceStatus.RUNNING,
				Health.HEALTHY, "", null, null, false));
		BotTable table = table();
		Link notice = view.bot().widget(Link.class);
		bot.waitUntil("the notice names it", () -> notice.getText().contains("Queue monitoring of Gamma is switched off"));
		view.bot().link().click("Ask Now");
		bot.waitUntil("it was asked", () -> queues.asked.contains("refresh c"));
		bot.waitUntil("what it said is shown", () -> table.widget.getItemCount() == 4);
	}

	/** What is a job of this program can be done to it here as in Workflows; a stranger's prompt has none of it. */
	@Test
	void offersTheCommandsOfAJob() {
		view.close();
		try (FakeWorkflows workflows = new FakeWorkflows()) {
			workflows.add("Ours", WorkflowOptions.defaults());
			workflows.run("job1", null);
			queues.put(new QueueSnapshot("a", Instant.now(), true, 3,
					List.of(new Running("prompt", "us", "3", "KSampler", 5, 20, Instant.now(), null)),
					List.of(new Waiting("first", 1, "somebody-else", null), new Waiting("second", 2, null, null)), true));
			view.show();
			BotTable table = table();
			bot.waitUntil("our job is known", () -> table.widget.getItem(0).getText(2).contains("Ours"));
			select(table, 1);
			assertThat(table.contextMenu().menu("Cancel").isEnabled()).isFalse();
			assertThat(table.contextMenu().menuItems()).doesNotContain("Move To");
			select(table, 0);
			assertThat(table.contextMenu().menuItems()).contains("Cancel", "Run Again", "Move To", "Show Log of Instance");
			table.contextMenu().menu("Cancel").click();
			bot.waitUntil("it was cancelled", () -> workflows.getJobs().getFirst().state() == JobState.CANCELLED);
			view.close();
		}
	}

	@Test
	void watchesAndListensOnlyWhileItIsOpen() {
		table();
		assertThat(queues.watched).containsExactly("a");
		int listeners = queues.listenerCount();
		view.close();
		assertThat(queues.watched).isEmpty();
		assertThat(queues.listenerCount()).isEqualTo(listeners - 1);
	}

	private BotShell ask(String command, String title) {
		view.toolbarButton(command).click();
		return bot.shell(title);
	}

	private void select(BotTable table, int row) {
		table.getTableItem(row).select();
	}
}
