// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

import org.creativestudio.comfyui.testing.ui.UiGuard;
import org.creativestudio.comfyui.testing.ui.WorkbenchBot;
import org.creativestudio.comfyui.ui.internal.jobs.ProgressMirror;
import org.creativestudio.comfyui.workflow.JobProgress;
import org.creativestudio.comfyui.workflow.JobState;
import org.creativestudio.comfyui.workflow.WorkflowOptions;
import org.eclipse.core.runtime.jobs.Job;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(UiGuard.class)
class ProgressMirrorTest {

	private final WorkbenchBot bot = new WorkbenchBot();
	private FakeWorkflows workflows;
	private ProgressMirror mirror;
	private int listenersBefore;

	@BeforeEach
	void begin() {
		workflows = new FakeWorkflows();
		workflows.add("early.json", WorkflowOptions.defaults());
		workflows.run("job1", new JobProgress(1, 4, "3", "KSampler", 1, 20));
		listenersBefore = workflows.listenerCount(); // the program's own
		mirror = new ProgressMirror(workflows);
	}

	@AfterEach
	void end() {
		mirror.close();
		workflows.close();
	}

	@Test
	void showsWhatRunsUntilItEnds() {
		awaitRunning("Workflow early.json");
		assertThat(jobs().getFirst().isSystem()).as("the Progress view hides these").isFalse();
		workflows.add("late.json", WorkflowOptions.defaults());
		awaitRunning("Workflow early.json");
		workflows.run("job2", new JobProgress(0, 4, null, null, 0, 0));
		awaitRunning("Workflow early.json", "Workflow late.json");
		workflows.finish("job1", List.of());
		awaitRunning("Workflow late.json");
	}

	@Test
	void cancelsTheWorkflowWithTheJob() {
		awaitRunning("Workflow early.json");
		jobs().getFirst().cancel();
		bot.waitUntil("the workflow is cancelled", () -> workflows.job("job1").state() == JobState.CANCELLED);
		awaitRunning();
	}

	@Test
	void cancelsTheWorkflowAlsoBeforeTheJobRuns() {
		workflows.add("late.json", WorkflowOptions.defaults());
		Job.getJobManager().suspend();
		try {
			workflows.run("job2", new JobProgress(0, 4, null, null, 0, 0));
			jobs().stream().filter(job -> job.getName().equals("Workflow late.json")).forEach(Job::cancel);
		} finally {
			Job.getJobManager().resume();
		}
		bot.waitUntil("the workflow is cancelled", () -> workflows.job("job2").state() == JobState.CANCELLED);
	}

	@Test
	void leavesTheWorkflowRunningWhenTheWorkbenchEnds() {
		awaitRunning("Workflow early.json");
		mirror.close();
		awaitRunning();
		assertThat(workflows.job("job1").state()).isEqualTo(JobState.RUNNING);
		assertThat(workflows.listenerCount()).isEqualTo(listenersBefore);
	}

	private void awaitRunning(String... names) {
		bot.waitUntil(List.of(names) + " run", () -> jobs().stream().allMatch(job -> job.getState() == Job.RUNNING)
				&& jobs().stream().map(Job::getName).sorted().toList().equals(List.of(names)));
	}

	private List<Job> jobs() {
		return Stream.of(Job.getJobManager().find(mirror)).toList();
	}
}
